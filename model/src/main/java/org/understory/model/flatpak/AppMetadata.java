package org.understory.model.flatpak;

import java.util.List;
import java.util.Optional;

/**
 * What the key file {@code metadata} of a version says.
 *
 * @param runtime {@code ID/ARCH/BRANCH} of what an application runs on
 * @param permissions what it may do, each area and name once
 */
public record AppMetadata(Optional<String> runtime, List<Permission> permissions) {
  /** Of a runtime, mostly. */
  public static final AppMetadata NONE = new AppMetadata(Optional.empty(), List.of());

  public AppMetadata {
    permissions = List.copyOf(permissions);
  }
}
