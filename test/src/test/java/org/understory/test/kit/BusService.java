package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.understory.store.bus.BusConnection;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.MessageKind;

/** Somebody with a name on a bus who answers calls. */
public final class BusService implements AutoCloseable {
  private static final String BUS = "org.freedesktop.DBus";

  private final CountDownLatch ready = new CountDownLatch(1);
  private final UnaryOperator<BusMessage> answers;
  private final BusConnection connection;

  /** Comes to the bus with this socket. */
  public BusService(Path socket, String name, UnaryOperator<BusMessage> answers) {
    this.answers = answers;
    try {
      connection = BusConnection.open(socket, new Ears());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ready.countDown();
    connection
        .call(
            BusMessage.call(BUS, "/org/freedesktop/DBus", BUS, "RequestName").with("su", name, 4L),
            Duration.ofSeconds(10))
        .join();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Ears implements BusConnection.Receiver {
    @Override
    public void received(BusMessage message) {
      if (message.type() == MessageKind.CALL) {
        try {
          ready.await();
          connection.send(answers.apply(message));
        } catch (IOException | InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }

    @Override
    public void ended(IOException cause) {}
  }
}
