package org.understory.store.bus;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A connection to a bus: one thread reads, any may write. Open files are handed over only where
 * that is what the connection is made for, and never taken.
 */
public final class BusConnection implements Closeable {
  /** How long the bus itself may take for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final int LINE_LIMIT = 512;

  /** Gets what is not an answer, on the reading thread. */
  public interface Receiver {
    /** A call or a signal came. The next is not read before this returns. */
    void received(BusMessage message);

    /** The connection has ended; told once, also after {@link BusConnection#close}. */
    void ended(IOException cause);
  }

  private final ByteChannel channel;
  private final MessageWriter writer;
  private final MessageReader reader;
  private final Map<Long, CompletableFuture<BusMessage>> waiting = new ConcurrentHashMap<>();
  private volatile boolean ended;
  private String name = "";

  private BusConnection(ByteChannel channel, int bodyLimit) {
    this.channel = channel;
    writer = new MessageWriter(channel);
    reader = new MessageReader(channel, bodyLimit);
  }

  /** Connects to a bus and says hello; reading goes on, on a thread that does not keep a JVM up. */
  public static BusConnection open(Path socket, Receiver receiver) throws IOException {
    return open(socket, receiver, MessageReader.BODY_LIMIT);
  }

  /** As above, with another limit in bytes for what may come. */
  public static BusConnection open(Path socket, Receiver receiver, int bodyLimit)
      throws IOException {
    return hello(peer(socket, receiver, bodyLimit));
  }

  /** As above, over a connection that can hand over files, which is closed with this. */
  static BusConnection open(FileCarrier channel, Receiver receiver) throws IOException {
    return hello(over(channel, receiver, MessageReader.BODY_LIMIT, PATIENCE));
  }

  private static BusConnection hello(BusConnection connection) throws IOException {
    try {
      BusMessage answer =
          connection
              .call(
                  BusMessage.call(Contract.BUS, "/org/freedesktop/DBus", Contract.BUS, "Hello"),
                  PATIENCE)
              .join();
      connection.name = text(answer);
      return connection;
    } catch (IOException | RuntimeException failure) {
      connection.close();
      throw failure instanceof IOException known ? known : new IOException(failure);
    }
  }

  /**
   * Connects to one program that listens at this socket without a bus between: nobody has a name
   * there.
   */
  public static BusConnection peer(Path socket, Receiver receiver, int bodyLimit)
      throws IOException {
    return peer(socket, receiver, bodyLimit, PATIENCE);
  }

  /**
   * As above, with another limit in time for the one who listens to let this in: a program that
   * hangs accepts connections and says nothing.
   */
  public static BusConnection peer(Path socket, Receiver receiver, int bodyLimit, Duration patience)
      throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    return over(channel, receiver, bodyLimit, patience);
  }

  private static BusConnection over(
      ByteChannel channel, Receiver receiver, int bodyLimit, Duration patience) throws IOException {
    CompletableFuture<Void> late =
        CompletableFuture.runAsync(
            () -> shut(channel),
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    try {
      authenticate(channel);
      if (!late.cancel(false)) {
        throw new IOException("nobody answers");
      }
      BusConnection connection = new BusConnection(channel, bodyLimit);
      Thread.ofPlatform().daemon().name("bus").start(() -> connection.read(receiver));
      return connection;
    } catch (IOException | RuntimeException failure) {
      late.cancel(false);
      channel.close();
      throw failure instanceof IOException known ? known : new IOException(failure);
    }
  }

  private static void shut(ByteChannel channel) {
    try {
      channel.close();
    } catch (IOException gone) {
      // As good as closed.
    }
  }

  private static String text(BusMessage answer) throws IOException {
    try {
      if (answer.type() == MessageKind.RETURN
          && answer.signature().equals("s")
          && answer.values().getFirst() instanceof String text) {
        return text;
      }
      throw new IOException(answer.errorName());
    } catch (MalformedMessage odd) {
      throw new IOException(odd);
    }
  }

  /** The bus knows from the socket who this is, and wants to hear the same from us. */
  private static void authenticate(ByteChannel channel) throws IOException {
    String uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    String hex = HexFormat.of().formatHex(uid.getBytes(StandardCharsets.US_ASCII));
    say(channel, "\0AUTH EXTERNAL " + hex + "\r\n");
    if (!answer(channel).startsWith("OK ")) {
      throw new IOException("the bus refused");
    }
    if (channel instanceof FileCarrier) {
      say(channel, "NEGOTIATE_UNIX_FD\r\n");
      if (!answer(channel).startsWith("AGREE_UNIX_FD")) {
        throw new IOException("the bus passes no files on");
      }
    }
    say(channel, "BEGIN\r\n");
  }

  private static String answer(ByteChannel channel) throws IOException {
    StringBuilder answer = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (answer.indexOf("\r\n") < 0) {
      if (channel.read(one.clear()) < 0 || answer.length() > LINE_LIMIT) {
        throw new IOException("the bus let nobody in");
      }
      answer.append((char) one.get(0));
    }
    return answer.toString();
  }

  private static void say(ByteChannel channel, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void read(Receiver receiver) {
    IOException cause;
    try {
      while (true) {
        BusMessage message = reader.next();
        if (message.type() == MessageKind.RETURN || message.type() == MessageKind.ERROR) {
          CompletableFuture<BusMessage> asked = waiting.remove(message.replySerial());
          if (asked != null) {
            asked.complete(message);
          }
        } else {
          receiver.received(message);
        }
      }
    } catch (IOException end) {
      cause = end;
    }
    ended = true;
    for (CompletableFuture<BusMessage> asked : waiting.values()) {
      asked.completeExceptionally(cause);
    }
    receiver.ended(cause);
  }

  /**
   * Calls a method. The answer, which may be an error, comes on the reading thread; without one in
   * this time, or when the connection ends, the future fails.
   */
  public CompletableFuture<BusMessage> call(BusMessage call, Duration limit) {
    return call(call, limit, new int[0]);
  }

  /** As above, with these open files, which the values name by their place among them. */
  CompletableFuture<BusMessage> call(BusMessage call, Duration limit, int[] files) {
    CompletableFuture<BusMessage> answer = new CompletableFuture<>();
    long[] number = new long[1];
    try {
      writer.write(
          call,
          serial -> {
            number[0] = serial;
            waiting.put(serial, answer);
          },
          files);
    } catch (IOException failure) {
      answer.completeExceptionally(failure);
    }
    if (ended) {
      answer.completeExceptionally(new IOException("the bus has gone"));
    }
    answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    return answer.whenComplete((message, failure) -> waiting.remove(number[0]));
  }

  /** Sends something that is not answered. */
  public void send(BusMessage message) throws IOException {
    writer.write(message);
  }

  /** The unique name that the bus gave. */
  public String name() {
    return name;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
