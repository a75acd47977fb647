package org.understory.test.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

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
  private volatile boolean parts = true;

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
    return serve(repository, HttpServer::create);
  }

  /** The same over TLS, for those alone whose certificate {@code tls} trusts. */
  public static RepositoryServer serve(Path repository, SSLContext tls) {
    return serve(
        repository,
        (address, backlog) -> {
          HttpsServer server = HttpsServer.create(address, backlog);
          server.setHttpsConfigurator(new ClientsWanted(tls));
          return server;
        });
  }

  private static final class ClientsWanted extends HttpsConfigurator {
    private ClientsWanted(SSLContext tls) {
      super(tls);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
      wanted.setNeedClientAuth(true);
      parameters.setSSLParameters(wanted);
    }
  }

  private interface Maker {
    HttpServer make(InetSocketAddress address, int backlog) throws IOException;
  }

  private static RepositoryServer serve(Path repository, Maker maker) {
    try {
      HttpServer server = maker.make(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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
    return (server instanceof HttpsServer ? "https://" : "http://")
        + server.getAddress().getAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort();
  }

  /** From now on files are changed like this. */
  public void breakWith(Fault fault) {
    this.fault = fault;
  }

  /** From now on everything is sent whole, as the simplest servers do. */
  public void sendNoParts() {
    parts = false;
  }

  /** Paths that were asked for until now. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Bytes of content that were sent until now. */
  public long sent() {
    return sent.get();
  }

  /** The part that is asked for, {@code bytes=FIRST-} or {@code bytes=FIRST-LAST}. */
  private record Range(int first, int end) {
    private static final Pattern TEXT = Pattern.compile("bytes=([0-9]+)-([0-9]*)");

    private static Optional<Range> of(HttpExchange exchange, int size) {
      Matcher text = TEXT.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
      if (!text.matches()) {
        return Optional.empty();
      }
      int end = text.group(2).isEmpty() ? size : Integer.parseInt(text.group(2)) + 1;
      return Optional.of(new Range(Integer.parseInt(text.group(1)), Math.min(end, size)));
    }
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
      Optional<Range> range = Range.of(exchange, content.length).filter(_ -> parts);
      if (range.isPresent() && range.get().first() >= content.length) {
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      if (range.isPresent() && range.get().end() - range.get().first() < content.length) {
        Range part = range.get();
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes " + part.first() + "-" + (part.end() - 1) + "/" + content.length);
        content = Arrays.copyOfRange(content, part.first(), part.end());
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
