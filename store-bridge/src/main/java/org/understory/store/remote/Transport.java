package org.understory.store.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.ServerFault;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.store.file.SmallFile;
import org.understory.store.repo.FetchTarget;

/**
 * Gets single files from a server over HTTP or HTTPS, or from a folder ({@code file:}). A few
 * requests at a time, each bounded in size and time; whatever the server sends is somebody else's
 * to check. For use by several threads.
 */
final class Transport implements AutoCloseable {
  private static final int MAX_REQUESTS = 8;
  private static final int MAX_REDIRECTS = 5;
  private static final int BUFFER = 64 << 10;

  private final Remote remote;
  private final String agent;
  private final Limits limits;
  private final Cancellation cancellation;
  private final ProxySelector proxies;
  private final Line plain;
  private Optional<Line> secure = Optional.empty();
  private final Semaphore room = new Semaphore(MAX_REQUESTS);

  Transport(Remote remote, String agent, Limits limits, Cancellation cancellation)
      throws StoreException {
    this.remote = remote;
    this.agent = agent;
    this.limits = limits;
    this.cancellation = cancellation;
    this.proxies = Proxies.of(remote, System.getenv());
    this.plain = new PlainLine(proxies, limits.connect());
  }

  /** Reading all certificates that the system trusts takes a while, so not without need. */
  private synchronized Line line(URI uri) throws StoreException {
    if (!"https".equals(uri.getScheme())) {
      return plain;
    }
    if (secure.isEmpty()) {
      boolean http2 = remote.access().http2();
      secure = Optional.of(new SecureLine(Tls.context(remote), proxies, http2, limits.connect()));
    }
    return secure.get();
  }

  /**
   * Copies a file to {@code target}.
   *
   * @param limit bytes; more is TOO_LARGE
   * @return whether it is there
   * @throws IOException of {@code target} alone
   * @throws StoreException ServerFailed; of a folder also NotPermitted and InputOutput
   * @throws CancellationException if cancelled, or if this thread is interrupted
   */
  boolean get(URI uri, long limit, FetchTarget target) throws IOException, StoreException {
    return get(new Wish(uri, target.kept(), limit, false, target));
  }

  /** The same with no more than the first {@code count} bytes. */
  boolean start(URI uri, int count, FetchTarget target) throws IOException, StoreException {
    return get(new Wish(uri, 0, count, true, target));
  }

  private boolean get(Wish wish) throws IOException, StoreException {
    cancellation.check();
    if ("file".equals(wish.uri().getScheme())) {
      return copy(wish);
    }
    try {
      room.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
    try {
      return follow(wish);
    } finally {
      room.release();
    }
  }

  private boolean follow(Wish first) throws IOException, StoreException {
    Wish wish = first;
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      Exchange exchange = new Exchange(wish, remote.name(), agent, limits, cancellation);
      Answer answer = exchange.run(line(wish.uri()));
      if (answer.fulfils(wish)) {
        return true;
      }
      switch (answer.status()) {
        // What libostree takes for an answer (fetcher_http_status_code_to_io_error); some stores
        // say 403 of what they do not have.
        case 403, 404, 410 -> {
          return false;
        }
        // All of an empty file is there, but no first byte; or what is kept was another one.
        case 416 -> {
          if (wish.from() == 0) {
            return true;
          }
          wish = wish.whole();
        }
        // Not the part that was asked for.
        case 206 -> {
          if (wish.from() == 0) {
            throw exchange.failed(ServerFault.STATUS, "206");
          }
          wish = wish.whole();
        }
        case 301, 302, 303, 307, 308 -> wish = wish.at(next(wish.uri(), answer));
        default -> throw exchange.failed(ServerFault.STATUS, Integer.toString(answer.status()));
      }
    }
    throw failed(first.uri().toString(), ServerFault.REDIRECTS, "");
  }

  private URI next(URI uri, Answer answer) throws StoreException {
    String location = answer.header("location").orElse("");
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
    throw failed(uri.toString(), ServerFault.UNSAFE_REDIRECT, location);
  }

  /** From a folder everything is near, so what is kept of it does not matter. */
  private boolean copy(Wish wish) throws IOException, StoreException {
    Path file = Path.of(wish.uri());
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (copied(in, Body.of(wish.target(), 0, wish.limit())) || wish.start()) {
        return true;
      }
    } catch (NoSuchFileException e) {
      return false;
    } catch (Body.TargetException e) {
      throw e.trouble();
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
    throw failed(wish.uri().toString(), ServerFault.TOO_LARGE, "");
  }

  private boolean copied(InputStream in, Body body) throws IOException {
    byte[] bytes = new byte[BUFFER];
    while (true) {
      cancellation.check();
      int count = in.read(bytes);
      if (count < 0) {
        return true;
      }
      if (!body.take(bytes, count)) {
        return false;
      }
    }
  }

  /**
   * What an address says, if it is one of a file on a server or in a folder.
   *
   * @throws StoreException ServerFailed
   */
  URI uri(String address) throws StoreException {
    try {
      URI said = URI.create(address);
      String ascii = said.toASCIIString();
      URI uri = ascii.equals(address) ? said : URI.create(ascii);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if ((web && uri.getHost() != null) || ("file".equals(uri.getScheme()) && isPath(uri))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw failed(address, ServerFault.BAD_ADDRESS, "");
  }

  private static boolean isPath(URI uri) {
    return uri.getRawAuthority() == null
        && uri.getRawPath() != null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && !uri.getPath().contains("\0");
  }

  /** The problem that an address gave nothing. */
  StoreException failed(String address, ServerFault fault, String detail) {
    return new StoreException(new Problem.ServerFailed(remote.name(), address, fault, detail));
  }

  @Override
  public synchronized void close() {
    plain.close();
    secure.ifPresent(Line::close);
  }
}
