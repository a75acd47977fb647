package org.understory.test.kit;

import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;

/** The smallest front that dbus-java makes, to see what hostile messages do to the library. */
public final class LibraryFront {
  private LibraryFront() {}

  /** One method that can be called. */
  @DBusInterfaceName("org.understory.Helper1.Manager")
  public interface Manager extends DBusInterface {
    /** Something to answer. */
    String GetState();
  }

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws DBusException, InterruptedException {
    DBusConnection bus = DBusConnectionBuilder.forSystemBus().withShared(false).build();
    bus.exportObject(new Answering());
    bus.requestBusName("org.understory.Helper1");
    System.out.println("ready");
    Thread.sleep(Long.MAX_VALUE);
  }

  /** Has to be public, for dbus-java to call it. */
  public static final class Answering implements Manager {
    @Override
    public String GetState() {
      return "{}";
    }

    @Override
    public String getObjectPath() {
      return BusPerson.OBJECT;
    }
  }
}
