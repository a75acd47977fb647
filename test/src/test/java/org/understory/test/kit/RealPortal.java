package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.understory.app.desktop.SessionBus;

/**
 * xdg-desktop-portal with GTK's backend, as on GNOME, started by the bus when somebody asks, and
 * the person's settings in a file. The backend needs a display though it shows nothing: Xvfb's.
 */
public final class RealPortal implements AutoCloseable {
  private static final Path SERVICES = Path.of("/usr/share/dbus-1/services");

  private final Process display;
  private final PrivateBus bus;
  private final Map<String, String> environment;

  private RealPortal(Process display, PrivateBus bus, Map<String, String> environment) {
    this.display = display;
    this.bus = bus;
    this.environment = environment;
  }

  /** A desktop in this folder, without a choice of light or dark. */
  public static RealPortal start(Path folder) {
    try {
      Path services = Files.createDirectories(folder.resolve("services"));
      // Not the whole folder: the document portal would mount a file system.
      for (String name :
          List.of(
              "org.freedesktop.portal.Desktop.service",
              "org.freedesktop.impl.portal.desktop.gtk.service")) {
        Files.copy(SERVICES.resolve(name), services.resolve(name));
      }
      Process display =
          new ProcessBuilder(
                  "Xvfb", "-displayfd", "1", "-screen", "0", "64x64x24", "-nolisten", "tcp")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Map<String, String> environment = new HashMap<>();
      for (String variable : List.of("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")) {
        environment.put(variable, folder.toString());
      }
      environment.put("XDG_DATA_HOME", folder.toString());
      environment.put("XDG_RUNTIME_DIR", folder.toString());
      environment.put("DISPLAY", ":" + PrivateBus.firstLine(display));
      environment.put("GDK_BACKEND", "x11");
      environment.put("GSETTINGS_BACKEND", "keyfile");
      environment.put("GIO_USE_VFS", "local");
      environment.put("XDG_CURRENT_DESKTOP", "gnome");
      return new RealPortal(display, PrivateBus.start(folder, environment), environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Chooses as in the settings of GNOME: {@code default}, {@code prefer-dark}, … */
  public void choose(String scheme) {
    Command.Result result =
        Command.attempt(
            List.of("gsettings", "set", "org.gnome.desktop.interface", "color-scheme", scheme),
            environment);
    if (result.status() != 0) {
      throw new AssertionError(result.errors());
    }
  }

  /** The bus that it is on. */
  public SessionBus bus() {
    return bus.bus();
  }

  @Override
  public void close() {
    bus.close();
    display.destroy();
    display.onExit().join();
  }
}
