package org.understory.store.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.ServerFault;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.store.remote.Body.End;

/**
 * Gets single files from a server over HTTP or HTTPS, or from a folder ({@code file:}). A few
 * requests at a time, each bounded in size and time; whatever the server sends is somebody else's
 * to check. For use by several threads.
 */
final class Transport implements AutoCloseable {
  private static final int MAX_REQUESTS = 8;
  private static final int MAX_REDIRECTS = 5;

  /** Bytes of what comes with an error: read to its end, so that the connection can be used on. */
  private static final int MAX_APOLOGY = 64 << 10;

  private static final long TICK = 200;

  private final Remote remote;
  private final String agent;
  private final Limits limits;
  private final Cancellation cancellation;
  private final ProxySelector proxies;
  private final HttpClient plain;
  private Optional<HttpClient> secure = Optional.empty();
  private final Semaphore room = new Semaphore(MAX_REQUESTS);

  Transport(Remote remote, String agent, Limits limits, Cancellation cancellation)
      throws StoreException {
    this.remote = remote;
    this.agent = agent;
    this.limits = limits;
    this.cancellation = cancellation;
    this.proxies = Proxies.of(remote, System.getenv());
    this.plain = client(Tls.none());
  }

  private HttpClient client(SSLContext context) {
    return HttpClient.newBuilder()
        .connectTimeout(limits.connect())
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(proxies)
        .sslContext(context)
        .build();
  }

  /** Reading all certificates that the system trusts takes a while, so not without need. */
  private synchronized HttpClient client(URI uri) throws StoreException {
    if (!"https".equals(uri.getScheme())) {
      return plain;
    }
    if (secure.isEmpty()) {
      secure = Optional.of(client(Tls.context(remote)));
    }
    return secure.get();
  }

  /** What of a file is wanted. */
  private record Wish(URI uri, long count, boolean start) {}

  /**
   * Copies a file to {@code target}.
   *
   * @param limit bytes; more is TOO_LARGE
   * @return whether it is there
   * @throws IOException of {@code target} alone
   * @throws StoreException ServerFailed
   * @throws CancellationException if cancelled, or if this thread is interrupted
   */
  boolean get(URI uri, long limit, OutputStream target) throws IOException, StoreException {
    return get(new Wish(uri, limit, false), target);
  }

  /** The same with no more than the first {@code count} bytes. */
  boolean start(URI uri, int count, OutputStream target) throws IOException, StoreException {
    return get(new Wish(uri, count, true), target);
  }

  private boolean get(Wish wish, OutputStream target) throws IOException, StoreException {
    cancellation.check();
    if ("file".equals(wish.uri().getScheme())) {
      return copy(wish, target);
    }
    try {
      room.acquire();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    try {
      return follow(wish, target);
    } finally {
      room.release();
    }
  }

  private boolean follow(Wish wish, OutputStream target) throws IOException, StoreException {
    URI uri = wish.uri();
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      Exchange exchange = new Exchange(uri, wish, target);
      HttpResponse<End> answer = exchange.run();
      int status = answer.statusCode();
      if (isGood(status, wish)) {
        return exchange.accept(answer);
      }
      switch (status) {
        // What libostree takes for an answer (fetcher_http_status_code_to_io_error); some stores
        // say 403 of what they do not have.
        case 403, 404, 410 -> {
          return false;
        }
        // All of an empty file is there, but no first byte.
        case 416 -> {
          return true;
        }
        case 301, 302, 303, 307, 308 -> uri = next(uri, answer);
        default -> throw failed(uri, ServerFault.STATUS, Integer.toString(status));
      }
    }
    throw failed(wish.uri(), ServerFault.REDIRECTS, "");
  }

  private static boolean isGood(int status, Wish wish) {
    return status == 200 || (status == 206 && wish.start());
  }

  private URI next(URI uri, HttpResponse<End> answer) throws StoreException {
    String location = answer.headers().firstValue("location").orElse("");
    try {
      URI next = uri.resolve(location);
      boolean web = "https".equals(next.getScheme()) || "http".equals(next.getScheme());
      boolean downgrade = "https".equals(uri.getScheme()) && !"https".equals(next.getScheme());
      if (web && !downgrade && next.getHost() != null && !location.isEmpty()) {
        return next;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw failed(uri, ServerFault.UNSAFE_REDIRECT, location);
  }

  /** One question and its answer. */
  private final class Exchange {
    private final URI uri;
    private final Wish wish;
    private final Body body;
    private volatile boolean encoded;

    private Exchange(URI uri, Wish wish, OutputStream target) {
      this.uri = uri;
      this.wish = wish;
      this.body = new Body(target, wish.count(), wish.start() ? End.ENOUGH : End.TOO_MUCH);
    }

    private HttpResponse<End> run() throws IOException, StoreException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).GET().setHeader("User-Agent", agent).timeout(limits.stall());
      // Where nothing is encrypted there is nothing to agree on HTTP/2 in; an upgrade costs a turn.
      boolean modern = remote.access().http2() && "https".equals(uri.getScheme());
      request.version(modern ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
      if (wish.start()) {
        request.setHeader("Range", "bytes=0-" + (wish.count() - 1));
      }
      CompletableFuture<HttpResponse<End>> answer =
          client(uri).sendAsync(request.build(), this::subscriber);
      try (Cancellation.Registration registered =
          cancellation.onCancel(() -> answer.cancel(true))) {
        return await(answer);
      } finally {
        answer.cancel(true);
      }
    }

    private HttpResponse.BodySubscriber<End> subscriber(HttpResponse.ResponseInfo info) {
      encoded =
          info.headers()
              .firstValue("content-encoding")
              .filter(it -> !it.equalsIgnoreCase("identity"))
              .isPresent();
      return isGood(info.statusCode(), wish) && !encoded
          ? body
          : new Body(OutputStream.nullOutputStream(), MAX_APOLOGY, End.ENOUGH);
    }

    private boolean accept(HttpResponse<End> answer) throws StoreException {
      if (encoded) {
        String encoding = answer.headers().firstValue("content-encoding").orElse("");
        throw failed(uri, ServerFault.ENCODED, encoding);
      }
      if (answer.body() == End.TOO_MUCH) {
        throw failed(uri, ServerFault.TOO_LARGE, "");
      }
      return true;
    }

    private HttpResponse<End> await(CompletableFuture<HttpResponse<End>> answer)
        throws IOException, StoreException {
      long begun = System.nanoTime();
      long since = begun;
      long before = 0;
      while (true) {
        try {
          return answer.get(TICK, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          long now = System.nanoTime();
          if (now - begun > limits.whole().toNanos()) {
            throw failed(uri, ServerFault.TOO_SLOW, "");
          }
          if (now - since > limits.stall().toNanos()) {
            if (body.count() - before < limits.stallBytes()) {
              throw failed(uri, ServerFault.TOO_SLOW, "");
            }
            since = now;
            before = body.count();
          }
        } catch (InterruptedException e) {
          throw interrupted();
        } catch (ExecutionException e) {
          throw trouble(java.util.Objects.requireNonNull(e.getCause()));
        }
      }
    }

    private StoreException trouble(Throwable cause) throws IOException {
      return switch (cause) {
        case Body.TargetException e when e.getCause() instanceof IOException target -> throw target;
        case HttpConnectTimeoutException e -> failed(uri, ServerFault.UNREACHABLE, said(e));
        case HttpTimeoutException _ -> failed(uri, ServerFault.TOO_SLOW, "");
        case SSLException e when !body.begun() -> failed(uri, ServerFault.UNTRUSTED, said(e));
        case IOException e ->
            failed(uri, body.begun() ? ServerFault.CUT_SHORT : ServerFault.UNREACHABLE, said(e));
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(cause);
      };
    }
  }

  private boolean copy(Wish wish, OutputStream target) throws IOException, StoreException {
    Path file = Path.of(wish.uri());
    byte[] bytes = new byte[MAX_APOLOGY];
    long left = wish.count();
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      while (true) {
        cancellation.check();
        int count = in.read(bytes);
        if (count < 0) {
          return true;
        }
        target.write(bytes, 0, (int) Math.min(count, left));
        left -= count;
        if (left < 0) {
          if (wish.start()) {
            return true;
          }
          throw failed(wish.uri(), ServerFault.TOO_LARGE, "");
        }
      }
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  StoreException failed(URI uri, ServerFault fault, String detail) {
    return failed(uri.toString(), fault, detail);
  }

  StoreException failed(String address, ServerFault fault, String detail) {
    return new StoreException(new Problem.ServerFailed(remote.name(), address, fault, detail));
  }

  private static String said(Throwable trouble) {
    return Optional.ofNullable(trouble.getMessage()).orElse(trouble.getClass().getSimpleName());
  }

  private static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException();
  }

  @Override
  public synchronized void close() {
    plain.shutdownNow();
    secure.ifPresent(HttpClient::shutdownNow);
  }
}
