package org.understory.store.wire;

import java.util.Optional;
import org.understory.model.system.SystemSnapshot;

/**
 * The system as who can read all of it sees it. Nothing in it is a secret.
 *
 * @param libostree version that would change it; empty where there is none that can be used
 */
public record SystemState(SystemSnapshot snapshot, Optional<String> libostree) {}
