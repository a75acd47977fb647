package org.understory.app.compare;

import java.util.Optional;
import org.understory.model.config.ConfigPreview;
import org.understory.model.history.Checksum;

/**
 * What becomes of the files of {@code /etc}.
 *
 * @param deployment whose {@code /etc} it is; empty where the older side is not deployed and only
 *     defaults were compared
 * @param to what would be deployed
 * @param own whether that is deployed and has an {@code /etc} of its own already
 */
record ConfigAnswer(ConfigPreview preview, Optional<String> deployment, Checksum to, boolean own) {}
