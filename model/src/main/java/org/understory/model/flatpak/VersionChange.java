package org.understory.model.flatpak;

import java.util.List;
import java.util.Optional;

/**
 * What is different in another version of an application, as far as that can be told.
 *
 * @param permissions that differ, what allows more first
 * @param runtimeBefore what it runs on, where the other version runs on something else
 * @param runtimeAfter what the other version runs on
 */
public record VersionChange(
    List<PermissionChange> permissions,
    Optional<String> runtimeBefore,
    Optional<String> runtimeAfter) {
  public VersionChange {
    permissions = List.copyOf(permissions);
  }

  /** Between what two versions say. */
  public static VersionChange between(AppMetadata older, AppMetadata newer) {
    boolean same = older.runtime().equals(newer.runtime());
    return new VersionChange(
        PermissionChange.between(older.permissions(), newer.permissions()),
        same ? Optional.empty() : older.runtime(),
        same ? Optional.empty() : newer.runtime());
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return permissions.isEmpty() && runtimeBefore.isEmpty() && runtimeAfter.isEmpty();
  }
}
