package org.understory.store.bootc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.understory.model.operation.StoreException;
import org.understory.store.tool.Running;
import org.understory.store.wire.BootcLine;
import org.understory.store.wire.BootcOrder;
import org.understory.store.wire.RecordJson;

/**
 * bootc behind a socket, where it may do what a worker may not: systemd starts a unit for each
 * connection, which runs it once and says how it goes.
 */
final class BootcSocket implements Running {
  /** What is said where the connection ended before bootc did. */
  private static final int LOST = 255;

  private static final int BUFFER = 64 << 10;

  private final SocketChannel channel;
  private final PipedInputStream progress = new PipedInputStream(BUFFER);
  private final PipedInputStream output = new PipedInputStream(BUFFER);
  private final CompletableFuture<Integer> end = new CompletableFuture<>();

  private BootcSocket(SocketChannel channel) {
    this.channel = channel;
  }

  /** Has it run there with these arguments. */
  static BootcSocket start(Path socket, List<String> arguments) throws IOException {
    BootcSocket run = new BootcSocket(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    PipedOutputStream told = new PipedOutputStream(run.progress);
    PipedOutputStream said = new PipedOutputStream(run.output);
    try {
      run.say(new BootcOrder.Run(arguments));
    } catch (IOException failure) {
      run.channel.close();
      throw failure;
    }
    Thread.ofPlatform().daemon().name("bootc-socket").start(() -> run.listen(told, said));
    return run;
  }

  private void say(BootcOrder order) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap((RecordJson.write((Record) order) + "\n").getBytes(StandardCharsets.UTF_8));
    synchronized (channel) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private void listen(PipedOutputStream told, PipedOutputStream said) {
    try (told;
        said;
        BufferedReader lines =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        switch (RecordJson.read(BootcLine.class, line, "bootc")) {
          case BootcLine.Told(String bytes) -> write(told, bytes);
          case BootcLine.Said(String bytes) -> write(said, bytes);
          case BootcLine.Ended(int status) -> {
            told.close();
            said.close();
            end.complete(status);
          }
        }
      }
    } catch (IOException | StoreException lost) {
      // The same as an end without a last line.
    } finally {
      end.complete(LOST);
    }
  }

  private static void write(PipedOutputStream to, String bytes) throws IOException {
    to.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    to.flush();
  }

  @Override
  public InputStream progress() {
    return progress;
  }

  @Override
  public InputStream output() {
    return output;
  }

  @Override
  public int await() {
    return end.join();
  }

  @Override
  public void end(boolean force) {
    try {
      say(new BootcOrder.End(force));
    } catch (IOException gone) {
      // So is bootc: it is ended with the connection.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    progress.close();
    output.close();
  }
}
