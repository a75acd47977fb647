package org.understory.test.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program that listens at a port of this computer until it is closed, and what it says. */
public final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final int port;
  private final List<String> said = new CopyOnWriteArrayList<>();

  private final Thread listener;

  private ServerProcess(Process process, int port, BufferedReader reader) {
    this.process = process;
    this.port = port;
    this.listener = Thread.ofPlatform().daemon().unstarted(() -> reader.lines().forEach(said::add));
  }

  /** nghttpd of nghttp2, which speaks nothing but HTTP/2, with the files of a folder. */
  public static ServerProcess http2(Path root, Path key, Path certificate) {
    int port = free();
    return start(
        port,
        "listen ",
        "/usr/sbin/nghttpd",
        "-v",
        "-a",
        "127.0.0.1",
        "-d",
        root.toString(),
        Integer.toString(port),
        key.toString(),
        certificate.toString());
  }

  /**
   * tinyproxy, which says what it is asked for.
   *
   * @param more lines of its configuration
   */
  public static ServerProcess proxy(Path folder, String... more) throws IOException {
    int port = free();
    Path settings = folder.resolve("tinyproxy.conf");
    Files.writeString(
        settings,
        "Port %d\nListen 127.0.0.1\nAllow 127.0.0.1\nLogLevel Info\n%s\n"
            .formatted(port, String.join("\n", more)));
    return start(
        port, "Accepting connections", "/usr/bin/tinyproxy", "-d", "-c", settings.toString());
  }

  /** Returns when it says that it is ready. */
  private static ServerProcess start(int port, String ready, String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
      ServerProcess server = new ServerProcess(process, port, reader);
      String line = reader.readLine();
      while (line != null && !line.contains(ready)) {
        server.said.add(line);
        line = reader.readLine();
      }
      if (line == null) {
        throw new AssertionError(List.of(command) + " ended: " + server.said);
      }
      server.listener.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody listens there now; these programs do not tell which one they took. */
  private static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** What it said until it was ended, which this does. */
  public List<String> ended() throws InterruptedException {
    // Not by the process itself, which would close what it says.
    process.toHandle().destroy();
    listener.join();
    return List.copyOf(said);
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }
}
