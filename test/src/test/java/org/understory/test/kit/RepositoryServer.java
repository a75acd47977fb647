package org.understory.test.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Serves a repository over HTTP on this computer, and breaks what it is told to. */
public final class RepositoryServer implements AutoCloseable {
  static {
    // Without it every answer on a connection that is used again waits for 40 ms (JDK-7068416).
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Path repository;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private volatile Fault fault = (path, content) -> content;

  /** What happens to files on their way. */
  @FunctionalInterface
  public interface Fault {
    /** Gives what is sent instead of the content of the file at {@code path}. */
    byte[] change(String path, byte[] content) throws Refusal, HangUp, InterruptedException;
  }

  /** Ends one answer with this status. */
  public static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    /** An HTTP status. */
    public Refusal(int status) {
      this.status = status;
    }
  }

  /** Hangs up in the middle of the content. */
  public static final class HangUp extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private RepositoryServer(Path repository, HttpServer server) {
    this.repository = repository;
    this.server = server;
  }

  /** Begins to serve. */
  public static RepositoryServer serve(Path repository) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      RepositoryServer serving = new RepositoryServer(repository, server);
      server.setExecutor(serving.workers);
      server.createContext("/", serving::answer);
      server.start();
      return serving;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address. */
  public String url() {
    return "http://"
        + server.getAddress().getAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort();
  }

  /** From now on files are changed like this. */
  public void breakWith(Fault fault) {
    this.fault = fault;
  }

  /** Paths that were asked for until now. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Bytes of content that were sent until now. */
  public long sent() {
    return sent.get();
  }

  /** Where the range that is asked for ends: only beginnings are served. */
  private static Optional<Integer> end(HttpExchange exchange) {
    String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
    return range.startsWith("bytes=0-")
        ? Optional.of(Integer.parseInt(range.substring("bytes=0-".length())) + 1)
        : Optional.empty();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    asked.add(path);
    try (exchange) {
      Path file = repository.resolve(path);
      if (!Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] content = Files.readAllBytes(file);
      int whole = content.length;
      try {
        content = fault.change(path, content);
      } catch (Refusal refusal) {
        exchange.sendResponseHeaders(refusal.status, -1);
        return;
      } catch (HangUp cut) {
        exchange.sendResponseHeaders(200, whole);
        exchange.getResponseBody().write(content, 0, whole / 2);
        return;
      }
      int status = 200;
      Optional<Integer> end = end(exchange);
      if (end.isPresent() && end.get() < content.length) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes 0-" + (end.get() - 1) + "/" + content.length);
        content = Arrays.copyOf(content, end.get());
        status = 206;
      }
      sent.addAndGet(content.length);
      exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(content);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is closed
    }
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
