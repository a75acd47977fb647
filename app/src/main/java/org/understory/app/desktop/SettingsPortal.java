package org.understory.app.desktop;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.matchrules.DBusMatchRule;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.MethodReturn;
import org.freedesktop.dbus.types.Variant;

/**
 * One setting of the desktop's settings portal, over a connection of its own. Messages are made by
 * hand and not by dbus-java's proxies, because a proxy waits as long for every answer as one global
 * setting says. Whatever the library throws comes out as {@link IOException}.
 *
 * @see <a
 *     href="https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html">its
 *     interface</a>
 */
final class SettingsPortal implements AutoCloseable {
  private static final String NAME = "org.freedesktop.portal.Desktop";
  private static final String PATH = "/org/freedesktop/portal/desktop";
  private static final String INTERFACE = "org.freedesktop.portal.Settings";
  private static final String BUS = "org.freedesktop.DBus";

  private final DBusConnection connection;

  private SettingsPortal(DBusConnection connection) {
    this.connection = connection;
  }

  /** Connects to this bus. An interrupt ends it. */
  static SettingsPortal connect(String address) throws IOException {
    try {
      DBusConnectionBuilder builder =
          DBusConnectionBuilder.forAddress(address)
              .withShared(false)
              // Else nobody could close the connection if the bus never says hello.
              .transportConfig()
              .withRegisterSelf(false)
              // Milliseconds for one attempt; by default it seeks a missing bus for ten seconds.
              .withTimeout(500)
              .back();
      SettingsPortal portal = new SettingsPortal(builder.build());
      try {
        portal.connection.register();
        return portal;
      } catch (DBusException | RuntimeException failure) {
        portal.close();
        throw failure;
      }
    } catch (DBusException | RuntimeException failure) {
      throw new IOException(failure);
    }
  }

  /**
   * Calls this, on another thread, when a setting of this group may have changed: the portal tells
   * so, or another portal took its place. A signal is taken for a hint and not for the news: anyone
   * on the bus can send one.
   */
  void onHint(String group, Runnable hint) throws IOException {
    DBusMatchRule changed =
        DBusMatchRuleBuilder.create()
            .withType("signal")
            .withPath(PATH)
            .withInterface(INTERFACE)
            .withMember("SettingChanged")
            .withArg0123(0, group)
            .build();
    DBusMatchRule renewed =
        DBusMatchRuleBuilder.create()
            .withType("signal")
            .withSender(BUS)
            .withInterface(BUS)
            .withMember("NameOwnerChanged")
            .withArg0123(0, NAME)
            .build();
    try {
      connection.addGenericSigHandler(changed, signal -> hint.run());
      connection.addGenericSigHandler(
          renewed,
          signal -> {
            if (hasNewOwner(signal)) {
              hint.run();
            }
          });
    } catch (DBusException | RuntimeException failure) {
      throw new IOException(failure);
    }
  }

  /**
   * The value of a setting, of whatever type, unwrapped; empty when the portal does not answer in
   * this time, has no such setting, or answers with an error.
   */
  Optional<Object> read(String group, String key, Duration patience)
      throws IOException, InterruptedException {
    Optional<Message> answer = call("ReadOne", group, key, patience);
    if (answer.filter(SettingsPortal::isUnknownMethod).isPresent()) {
      // Version 1 of the interface, as in Debian 12.
      answer = call("Read", group, key, patience);
    }
    if (!(answer.orElse(null) instanceof MethodReturn given)) {
      return Optional.empty();
    }
    try {
      Object[] values = given.getParameters();
      return values != null && values.length == 1 ? unwrapped(values[0]) : Optional.empty();
    } catch (DBusException | RuntimeException failure) {
      throw new IOException(failure);
    }
  }

  private Optional<Message> call(String method, String group, String key, Duration patience)
      throws IOException, InterruptedException {
    try {
      MethodCall call =
          connection
              .getMessageFactory()
              .createMethodCall(null, NAME, PATH, INTERFACE, method, (byte) 0, "ss", group, key);
      connection.sendMessage(call);
      Optional<Message> answer = Optional.ofNullable(call.getReply(patience.toMillis()));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return answer;
    } catch (DBusException | RuntimeException failure) {
      throw new IOException(failure);
    }
  }

  private static boolean isUnknownMethod(Message answer) {
    return answer instanceof Error
        && "org.freedesktop.DBus.Error.UnknownMethod".equals(answer.getName());
  }

  /** {@code ReadOne} wraps the value once, {@code Read} twice. */
  private static Optional<Object> unwrapped(Object value) {
    Object inner = value instanceof Variant<?> once ? once.getValue() : value;
    return Optional.ofNullable(inner instanceof Variant<?> twice ? twice.getValue() : inner);
  }

  private static boolean hasNewOwner(Message signal) {
    try {
      Object[] values = signal.getParameters();
      return values != null
          && values.length == 3
          && values[2] instanceof String owner
          && !owner.isEmpty();
    } catch (DBusException odd) {
      return false;
    }
  }

  @Override
  public void close() {
    // The library would not wait for its own threads if it were interrupted.
    boolean interrupted = Thread.interrupted();
    connection.disconnect();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
