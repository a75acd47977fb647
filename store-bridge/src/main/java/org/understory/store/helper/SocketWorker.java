package org.understory.store.helper;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker behind a socket: systemd starts one for each connection, as root, with the connection as
 * its standard input and output. So the front needs no rights, and the worker is not its child: it
 * goes on when the front dies. It gets the request on one line and, perhaps, a line to cancel.
 */
public final class SocketWorker implements Worker {
  /** A line that is longer ends the conversation; the worker goes on. */
  private static final int LINE_LIMIT = 256 << 10;

  private static final String CANCEL = "{\"type\":\"cancel\"}";

  private final Settings settings;

  /** Connects for each work. */
  public SocketWorker(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Work start(String action, String order, Listener listener) throws IOException {
    // An overlay has to be mounted for all, and by a worker that does not have mounts for itself.
    Path socket = action.equals(Actions.UNLOCK) ? settings.unlocker() : settings.worker();
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    try {
      say(channel, order);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
    Thread.ofPlatform().daemon().name("worker").start(() -> read(channel, listener));
    return () -> {
      try {
        say(channel, CANCEL);
      } catch (IOException over) {
        log().debug("Nobody is there to be stopped", over);
      }
    };
  }

  private static Logger log() {
    return LoggerFactory.getLogger(SocketWorker.class);
  }

  private static void say(SocketChannel channel, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void read(SocketChannel channel, Listener listener) {
    try (channel;
        BufferedReader in =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          listener.line(line.toString());
          line.setLength(0);
        } else if (line.length() < LINE_LIMIT) {
          line.append((char) c);
        } else {
          throw new IOException("a line too long");
        }
      }
    } catch (IOException failure) {
      log().warn("The worker can't be heard any more", failure);
    }
    listener.ended();
  }
}
