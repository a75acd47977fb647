package org.understory.app.text;

import static org.understory.model.text.Sanitizer.line;

import java.util.Optional;
import java.util.Set;
import org.understory.model.flatpak.Permission;
import org.understory.model.flatpak.Permission.Area;
import org.understory.model.flatpak.PermissionChange;
import org.understory.resources.Messages;

/** Says what an application may do, for people who have not read flatpak-metadata(5). */
public final class PermissionText {
  private static final Set<String> PLACES =
      Set.of(
          "home",
          "host",
          "host-os",
          "host-etc",
          "host-root",
          "xdg-desktop",
          "xdg-documents",
          "xdg-download",
          "xdg-music",
          "xdg-pictures",
          "xdg-videos",
          "xdg-public-share",
          "xdg-templates",
          "xdg-config",
          "xdg-cache",
          "xdg-data",
          "xdg-run");

  private static final Set<String> DEVICES = Set.of("dri", "kvm", "shm", "all", "input", "usb");

  private static final Set<String> SOCKETS =
      Set.of(
          "x11",
          "wayland",
          "fallback-x11",
          "pulseaudio",
          "session-bus",
          "system-bus",
          "ssh-auth",
          "pcsc",
          "cups",
          "gpg-agent");

  private static final Set<String> SHARED = Set.of("network", "ipc");
  private static final Set<String> FEATURES =
      Set.of("devel", "multiarch", "bluetooth", "canbus", "per-app-dev-shm");

  private final Messages messages;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public PermissionText(Messages messages) {
    this.messages = messages;
  }

  /** What is different, as one sentence that is safe to show. */
  public String sentence(PermissionChange change) {
    String frame = frame(change.named());
    return switch (change.kind()) {
      case ADDED -> messages.get(frame + "added", phrase(change.named()));
      case REMOVED -> messages.get(frame + "removed", phrase(change.named()));
      case CHANGED ->
          messages.get(
              frame + "changed", phrase(change.named()), phrase(change.before().orElseThrow()));
    };
  }

  /** What it may do, as one sentence that is safe to show. */
  public String sentence(Permission permission) {
    return messages.get(frame(permission) + "now", phrase(permission));
  }

  /** A variable is nothing that somebody may. */
  private static String frame(Permission permission) {
    return permission.area() == Area.ENVIRONMENT ? "permission.runs." : "permission.may.";
  }

  private String phrase(Permission permission) {
    String name = permission.name();
    return switch (permission.area()) {
      case FILES -> messages.get("permission.files." + mode(permission.level()), place(name));
      case DEVICE -> known("permission.device.", DEVICES, name);
      case SOCKET -> known("permission.socket.", SOCKETS, name);
      case SHARED -> known("permission.shared.", SHARED, name);
      case FEATURE -> known("permission.feature.", FEATURES, name);
      case SESSION_BUS ->
          name.equals("org.freedesktop.Flatpak")
              ? messages.get("permission.escape")
              : messages.get("permission.session-bus." + policy(permission.level()), line(name));
      case SYSTEM_BUS ->
          messages.get("permission.system-bus." + policy(permission.level()), line(name));
      case PERSISTENT -> messages.get("permission.persistent", line(name));
      case ENVIRONMENT, OTHER ->
          permission.level().isEmpty() ? line(name) : line(name + "=" + permission.level());
    };
  }

  private String known(String key, Set<String> names, String name) {
    return names.contains(name)
        ? messages.get(key + name)
        : messages.get(key + "other", line(name));
  }

  private static String mode(String level) {
    return Optional.of(level).filter(Set.of("ro", "create")::contains).orElse("rw");
  }

  private static String policy(String level) {
    return Optional.of(level).filter(Set.of("see", "own")::contains).orElse("talk");
  }

  private String place(String name) {
    int slash = name.indexOf('/');
    String top = slash < 0 ? name : name.substring(0, slash);
    if (!PLACES.contains(top)) {
      return line(name);
    }
    String known = messages.get("permission.place." + top);
    return slash < 0
        ? known
        : messages.get("permission.place.below", line(name.substring(slash + 1)), known);
  }
}
