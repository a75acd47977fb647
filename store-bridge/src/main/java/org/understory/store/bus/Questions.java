package org.understory.store.bus;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Somebody on a bus who only asks and waits for the answers, so never on the thread that draws. */
public final class Questions implements AutoCloseable {
  private final BusConnection connection;

  private Questions(BusConnection connection) {
    this.connection = connection;
  }

  /** Comes to the bus with this socket. */
  public static Questions on(Path socket) throws IOException {
    return new Questions(BusConnection.open(socket, new Deaf()));
  }

  /** As above, with another limit in bytes for answers. */
  public static Questions on(Path socket, int bodyLimit) throws IOException {
    return new Questions(BusConnection.open(socket, new Deaf(), bodyLimit));
  }

  /** Comes to a bus over a connection that can hand over files, which is closed with this. */
  public static Questions on(FileCarrier channel) throws IOException {
    return new Questions(BusConnection.open(channel, new Deaf()));
  }

  /** The answer, which may be an error; an exception where none comes. */
  public BusMessage ask(BusMessage call, Duration patience) throws IOException {
    return ask(call, patience, new int[0]);
  }

  /** As above, handing over these open files, which values of type {@code h} name by place. */
  public BusMessage ask(BusMessage call, Duration patience, int[] files) throws IOException {
    try {
      return connection.call(call, patience, files).join();
    } catch (CompletionException failure) {
      throw new IOException(failure.getCause());
    }
  }

  /** What an answer holds; an exception where it is an error or holds something else. */
  public static List<Object> values(BusMessage answer, String types) throws IOException {
    try {
      if (answer.type() == MessageKind.RETURN
          && !answer.cut()
          && answer.signature().equals(types)) {
        return answer.values();
      }
      throw new IOException("an answer of another kind: " + answer.errorName());
    } catch (MalformedMessage odd) {
      throw new IOException(odd);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  /** Nothing is expected but answers. */
  private static final class Deaf implements BusConnection.Receiver {
    @Override
    public void received(BusMessage message) {}

    @Override
    public void ended(IOException cause) {}
  }
}
