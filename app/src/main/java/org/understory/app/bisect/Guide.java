package org.understory.app.bisect;

import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;

/**
 * What the window shows of a search.
 *
 * @param home what ran when it began, where something else starts by now
 */
record Guide(Known known, Step step, Optional<Checksum> home) {
  /** What it is while the system is like this. */
  static Guide of(Known known, SystemSnapshot now) {
    Optional<Checksum> starts = now.nextBoot().map(Deployment::checksum);
    return new Guide(
        known,
        Step.of(known.search(), now),
        known.search().home().filter(it -> !starts.equals(Optional.of(it))));
  }

  /** The version that it is about now, safe to show; nothing once it is over. */
  String subject() {
    return step.about().map(known::name).orElse("");
  }
}
