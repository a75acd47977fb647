package org.understory.app.desktop;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.freedesktop.dbus.types.UInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.app.settings.Settings.Theme;

/**
 * Follows whether the person wants a light or a dark desktop. JavaFX goes by the GTK 3 theme, which
 * GNOME leaves light when a person chooses dark; what was chosen is said by the settings portal.
 * Where it says nothing, that is told as {@link Theme#SYSTEM}. A bus that goes away is not sought
 * again: the session is over.
 */
public final class DesktopTheme implements AutoCloseable {
  private static final String GROUP = "org.freedesktop.appearance";
  private static final String KEY = "color-scheme";

  /** As long as others wait on a bus: the portal may have to be started, right after the login. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final SessionBus bus;
  private final Executor drawing;
  private final Consumer<Theme> receiver;
  private final Duration patience;
  private final Semaphore hints = new Semaphore(0);
  private final Thread thread =
      Thread.ofPlatform().name("desktop").daemon().unstarted(this::follow);
  private Optional<Theme> last = Optional.empty();
  private volatile boolean closed;

  /** Asks on this bus and gives {@code receiver} the answers on {@code drawing}. */
  public DesktopTheme(SessionBus bus, Executor drawing, Consumer<Theme> receiver) {
    this(bus, drawing, receiver, PATIENCE);
  }

  /** As above, but waits this long for an answer before it counts as none. */
  public DesktopTheme(
      SessionBus bus, Executor drawing, Consumer<Theme> receiver, Duration patience) {
    this.bus = bus;
    this.drawing = drawing;
    this.receiver = receiver;
    this.patience = patience;
  }

  /** Asks, and follows from now on; once. */
  public void start() {
    if (!closed) {
      thread.start();
    }
  }

  private void follow() {
    if (bus.address().isEmpty()) {
      tell(Theme.SYSTEM);
      return;
    }
    Logger log = LoggerFactory.getLogger(DesktopTheme.class);
    try (SettingsPortal portal = SettingsPortal.connect(bus.address().get())) {
      portal.onHint(GROUP, hints::release);
      while (!closed) {
        // Hints that came while it was being asked are answered with one question.
        hints.drainPermits();
        tell(theme(portal.read(GROUP, KEY, patience).orElse("nothing")));
        hints.acquire();
      }
    } catch (IOException failure) {
      log.debug("The desktop's choice of light and dark can't be followed", failure);
      tell(Theme.SYSTEM);
    } catch (InterruptedException end) {
      log.debug("Not following the desktop any more");
    }
  }

  /** Other numbers, and other types, mean the same as 0: no preference. */
  private static Theme theme(Object value) {
    return value instanceof UInt32 number
        ? switch (number.intValue()) {
          case 1 -> Theme.DARK;
          case 2 -> Theme.LIGHT;
          default -> Theme.SYSTEM;
        }
        : Theme.SYSTEM;
  }

  private void tell(Theme theme) {
    if (last.equals(Optional.of(theme))) {
      return;
    }
    last = Optional.of(theme);
    drawing.execute(
        () -> {
          if (!closed) {
            receiver.accept(theme);
          }
        });
  }

  /** Nothing is told any more. The connection is closed on its own thread and not waited for. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
