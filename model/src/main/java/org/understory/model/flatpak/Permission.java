package org.understory.model.flatpak;

import java.util.Locale;
import java.util.Set;

/**
 * One thing that an application may do (flatpak-metadata(5)).
 *
 * @param name of the file system, device, bus name or variable; as written, not safe to show until
 *     sanitized
 * @param level how much of it: {@code ro}, {@code rw} or {@code create} for files, {@code see},
 *     {@code talk} or {@code own} for names on a bus, the value of a variable; else empty
 */
public record Permission(Area area, String name, String level) {
  private static final Set<String> WIDE_FILES =
      Set.of(
          "host", "home", "~", "host-root", "host-etc", "host-os", "/", "xdg-config", "xdg-data");

  private static final Set<String> WIDE_SOCKETS =
      Set.of("session-bus", "system-bus", "x11", "ssh-auth", "gpg-agent");

  private static final Set<String> HARMLESS_SOCKETS = Set.of("wayland", "inherit-wayland-socket");

  /** Who may start programs outside of the sandbox may do everything. */
  private static final String ESCAPE = "org.freedesktop.Flatpak";

  /** What a permission is about, what reaches furthest first. */
  public enum Area {
    FILES,
    DEVICE,
    SOCKET,
    SHARED,
    SYSTEM_BUS,
    SESSION_BUS,
    FEATURE,
    PERSISTENT,
    ENVIRONMENT,
    /** Whatever this program does not know. */
    OTHER;

    /** How messages and JSON name it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How far it reaches. */
  public enum Reach {
    /** Out of the sandbox: to a person's files, to everything that is typed, to other programs. */
    WIDE,
    /** To one thing outside. */
    SOME,
    /** Nowhere. */
    NONE
  }

  /** How far it reaches. */
  public Reach reach() {
    return switch (area) {
      case FILES -> files();
      case DEVICE -> name.equals("dri") || name.equals("shm") ? Reach.SOME : Reach.WIDE;
      case SOCKET ->
          WIDE_SOCKETS.contains(name)
              ? Reach.WIDE
              : HARMLESS_SOCKETS.contains(name) ? Reach.NONE : Reach.SOME;
      case SHARED -> name.equals("network") ? Reach.WIDE : Reach.NONE;
      case SESSION_BUS ->
          name.equals(ESCAPE) || name.startsWith(ESCAPE + ".") || name.equals("*")
              ? Reach.WIDE
              : Reach.SOME;
      case SYSTEM_BUS -> level.equals("own") || name.equals("*") ? Reach.WIDE : Reach.SOME;
      case FEATURE -> name.equals("devel") ? Reach.SOME : Reach.NONE;
      case PERSISTENT, ENVIRONMENT -> Reach.NONE;
      case OTHER -> Reach.SOME;
    };
  }

  private Reach files() {
    boolean wide =
        WIDE_FILES.contains(name)
            || name.startsWith("~/.")
            || name.equals("xdg-config/")
            || name.startsWith("xdg-data/flatpak");
    return wide ? Reach.WIDE : Reach.SOME;
  }
}
