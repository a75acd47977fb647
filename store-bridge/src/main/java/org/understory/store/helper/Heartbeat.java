package org.understory.store.helper;

import java.io.IOException;
import java.time.Duration;
import org.understory.store.bus.BusConnection;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;

/**
 * Makes sure, from a thread of its own, that a call to the front still comes back: through the bus,
 * the reader and the loop. If not, the process ends, and the bus can start one that hears.
 */
final class Heartbeat {
  private Heartbeat() {}

  static void start(BusConnection connection, Duration pause) {
    Thread.ofPlatform().daemon().name("heartbeat").start(() -> beat(connection, pause));
  }

  private static void beat(BusConnection connection, Duration pause) {
    try {
      while (true) {
        Thread.sleep(pause);
        BusMessage ping =
            BusMessage.call(connection.name(), Contract.OBJECT, Contract.PEER, "Ping");
        connection.call(ping, pause).join();
      }
    } catch (InterruptedException | RuntimeException deaf) {
      Fatal.end(new IOException("the front does not hear itself", deaf));
    }
  }
}
