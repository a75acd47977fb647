package org.understory.test.kit;

import java.util.concurrent.Callable;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.connections.AbstractConnection;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.Variant;

/** Something on a bus that has the portal's name and answers as no real one does. */
public final class OddPortal implements AutoCloseable {
  private static final String NAME = "org.freedesktop.portal.Desktop";
  private static final String PATH = "/org/freedesktop/portal/desktop";
  private static final String INTERFACE = "org.freedesktop.portal.Settings";

  /** Version 2 of the interface of settings, as far as it is asked. */
  @DBusInterfaceName(INTERFACE)
  public interface Settings extends DBusInterface {
    /** The value of a setting. */
    Variant<?> ReadOne(String group, String key);
  }

  private final DBusConnection connection;
  private final Answering answering;

  private OddPortal(DBusConnection connection, Answering answering) {
    this.connection = connection;
    this.answering = answering;
  }

  /** Answers every question about a setting with this; what it throws becomes an error. */
  public static OddPortal start(PrivateBus bus, Callable<Variant<?>> answer) {
    try {
      DBusConnection connection =
          DBusConnectionBuilder.forAddress(bus.address()).withShared(false).build();
      OddPortal portal = new OddPortal(connection, new Answering(answer));
      connection.exportObject(PATH, portal.answering);
      connection.requestBusName(NAME);
      return portal;
    } catch (DBusException e) {
      throw new AssertionError(e);
    }
  }

  /** Tells everybody that the setting has changed. */
  public void tell(Variant<?> value) {
    try {
      connection.sendMessage(
          connection
              .getMessageFactory()
              .createSignal(
                  null,
                  PATH,
                  INTERFACE,
                  "SettingChanged",
                  "ssv",
                  "org.freedesktop.appearance",
                  "color-scheme",
                  value));
    } catch (DBusException e) {
      throw new AssertionError(e);
    }
  }

  /** The name that the bus gave whoever asked last. */
  public String asker() {
    return answering.asker;
  }

  @Override
  public void close() {
    connection.disconnect();
  }

  /** Has to be public, for dbus-java to call it. */
  public static final class Answering implements Settings {
    private final Callable<Variant<?>> answer;
    private volatile String asker = "";

    private Answering(Callable<Variant<?>> answer) {
      this.answer = answer;
    }

    @Override
    public Variant<?> ReadOne(String group, String key) {
      asker = AbstractConnection.getCallInfo().getSource();
      if (!group.equals("org.freedesktop.appearance") || !key.equals("color-scheme")) {
        throw new DBusExecutionException("Requested setting not found");
      }
      try {
        return answer.call();
      } catch (Exception failure) {
        throw new DBusExecutionException(failure.toString());
      }
    }

    @Override
    public String getObjectPath() {
      return PATH;
    }
  }
}
