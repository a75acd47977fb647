package org.understory.model.flatpak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.model.flatpak.Permission.Area;
import org.understory.model.flatpak.Permission.Reach;

/**
 * A permission that two versions of an application differ in.
 *
 * @param before what the older one may; empty where it may nothing of it
 * @param after what the newer one may; empty where it may nothing of it
 */
public record PermissionChange(Optional<Permission> before, Optional<Permission> after) {
  private record Key(Area area, String name) {}

  private static final Comparator<PermissionChange> ORDER =
      Comparator.comparing((PermissionChange each) -> !each.widens())
          .thenComparing(PermissionChange::reach)
          .thenComparing(each -> each.named().area())
          .thenComparing(each -> each.named().name());

  /** How they differ. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /** Every difference; what allows more first, of that what reaches furthest. */
  public static List<PermissionChange> between(List<Permission> older, List<Permission> newer) {
    Map<Key, Permission> old = byKey(older);
    List<PermissionChange> changes = new ArrayList<>();
    byKey(newer)
        .forEach(
            (key, now) -> {
              Optional<Permission> before = Optional.ofNullable(old.remove(key));
              if (before.isEmpty() || !before.get().equals(now)) {
                changes.add(new PermissionChange(before, Optional.of(now)));
              }
            });
    old.values()
        .forEach(each -> changes.add(new PermissionChange(Optional.of(each), Optional.empty())));
    changes.sort(ORDER);
    return changes;
  }

  private static Map<Key, Permission> byKey(List<Permission> permissions) {
    Map<Key, Permission> map = new LinkedHashMap<>();
    permissions.forEach(each -> map.put(new Key(each.area(), each.name()), each));
    return map;
  }

  /** How they differ. */
  public Kind kind() {
    if (before.isEmpty()) {
      return Kind.ADDED;
    }
    return after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
  }

  /** Whether the newer version may something that the older one may not. */
  public boolean widens() {
    return switch (kind()) {
      case ADDED -> true;
      case REMOVED -> false;
      case CHANGED -> rank(after.orElseThrow()) >= rank(before.orElseThrow());
    };
  }

  private static int rank(Permission permission) {
    return switch (permission.level()) {
      case "ro", "see" -> 0;
      case "own" -> 2;
      default -> 1;
    };
  }

  /** The permission as it is in the newer version, else as it was. */
  public Permission named() {
    return after.or(() -> before).orElseThrow();
  }

  private Reach reach() {
    return named().reach();
  }
}
