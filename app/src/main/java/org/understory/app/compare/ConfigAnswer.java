package org.understory.app.compare;

import java.util.Optional;
import org.understory.app.state.ComparedSide;
import org.understory.model.config.ConfigPreview;
import org.understory.model.history.Checksum;
import org.understory.model.system.Deployment;

/**
 * What becomes of the files of {@code /etc}.
 *
 * @param from whose {@code /etc} it is; where that is not deployed only defaults were compared
 * @param to what would be deployed
 * @param own whether that is deployed and has an {@code /etc} of its own already
 */
record ConfigAnswer(ConfigPreview preview, ComparedSide from, Checksum to, boolean own) {
  /** Whose {@code /etc} it is. */
  Optional<Deployment> deployment() {
    return from.deployment();
  }

  /** The same with what somebody else has told of it. */
  ConfigAnswer with(ConfigPreview more) {
    return new ConfigAnswer(more, from, to, own);
  }
}
