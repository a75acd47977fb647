package org.understory.store.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are not encrypted, used again and again. Whoever asks writes and reads by
 * itself: a question takes a tenth of the processor's time of one through {@link SecureLine}, whose
 * answers go through four threads.
 */
final class PlainLine implements Line {
  private static final int HTTP = 80;

  /** Connections that nobody uses at the moment. */
  private static final int MAX_IDLE = 8;

  /** Nanoseconds that they stay usable; most servers hang up later than this. */
  private static final long MAX_AGE = Duration.ofSeconds(5).toNanos();

  private final ProxySelector proxies;
  private final Duration patience;

  /** Guards itself, {@code busy} and {@code closed}; used last, taken first. */
  private final Deque<Idle> idle = new ArrayDeque<>();

  private final Set<PlainConnection> busy = new HashSet<>();
  private boolean closed;

  /** {@code patience} is how long a connection may take. */
  PlainLine(ProxySelector proxies, Duration patience) {
    this.proxies = proxies;
    this.patience = patience;
  }

  /** Whom to connect to. */
  private record Route(String host, int port, boolean proxy) {
    /** As a record compares anyway, without the method handles that are slow until optimized. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Route it
          && host.equals(it.host)
          && port == it.port
          && proxy == it.proxy;
    }

    @Override
    public int hashCode() {
      return 31 * host.hashCode() + port;
    }
  }

  /** A connection since when nobody uses it. */
  private record Idle(Route route, PlainConnection connection, long since) {}

  @Override
  public Answer ask(Exchange exchange) throws IOException {
    Route route = route(exchange.wish().uri());
    while (true) {
      Optional<PlainConnection> kept = take(route);
      PlainConnection connection = kept.isPresent() ? kept.get() : open(exchange, route);
      try {
        return ask(exchange, connection, route);
      } catch (IOException e) {
        // A server may hang up while nobody asks, and that shows only now.
        if (kept.isEmpty() || !exchange.mayBeginAgain(e)) {
          throw e;
        }
      }
    }
  }

  private Answer ask(Exchange exchange, PlainConnection connection, Route route)
      throws IOException {
    try (var _ = exchange.onCancel(connection::end)) {
      return connection.ask(exchange, route.proxy());
    } finally {
      release(connection, route);
    }
  }

  private Route route(URI uri) {
    Proxy proxy = proxies.select(uri).getFirst();
    return proxy.address() instanceof InetSocketAddress at
        ? new Route(at.getHostString(), at.getPort(), true)
        : new Route(host(uri), uri.getPort() < 0 ? HTTP : uri.getPort(), false);
  }

  /** The server's name or address, without the brackets that one of IPv6 has in a URI. */
  static String host(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private PlainConnection open(Exchange exchange, Route route) throws IOException {
    // To look up a name can't be interrupted, so that is left to somebody else.
    CompletableFuture<PlainConnection> opening = new CompletableFuture<>();
    Thread opener = Thread.ofVirtual().name("line").start(() -> open(route, opening));
    try {
      PlainConnection connection = exchange.await(opening);
      begin(connection);
      return connection;
    } catch (IOException | RuntimeException e) {
      opener.interrupt();
      // Nobody waits for it any more, should it come all the same.
      var _ = opening.thenAccept(PlainConnection::end);
      throw e;
    }
  }

  private void open(Route route, CompletableFuture<PlainConnection> opening) {
    try {
      PlainConnection connection = PlainConnection.open(route.host(), route.port(), patience);
      if (!opening.complete(connection)) {
        connection.end();
      }
    } catch (IOException | RuntimeException e) {
      opening.completeExceptionally(e);
    }
  }

  private void begin(PlainConnection connection) throws IOException {
    synchronized (idle) {
      if (!closed) {
        busy.add(connection);
        return;
      }
    }
    connection.end();
    throw new SocketException("closed");
  }

  private Optional<PlainConnection> take(Route route) {
    synchronized (idle) {
      long now = System.nanoTime();
      while (!idle.isEmpty() && now - idle.peekLast().since() > MAX_AGE) {
        idle.removeLast().connection().end();
      }
      for (var each = idle.iterator(); each.hasNext(); ) {
        Idle next = each.next();
        if (next.route().equals(route)) {
          each.remove();
          busy.add(next.connection());
          return Optional.of(next.connection());
        }
      }
      return Optional.empty();
    }
  }

  private void release(PlainConnection connection, Route route) {
    synchronized (idle) {
      busy.remove(connection);
      if (connection.isReusable() && !closed) {
        idle.addFirst(new Idle(route, connection, System.nanoTime()));
        if (idle.size() > MAX_IDLE) {
          idle.removeLast().connection().end();
        }
        return;
      }
    }
    connection.end();
  }

  @Override
  public void close() {
    List<PlainConnection> all = new ArrayList<>();
    synchronized (idle) {
      closed = true;
      idle.forEach(each -> all.add(each.connection()));
      idle.clear();
      all.addAll(busy);
    }
    all.forEach(PlainConnection::end);
  }
}
