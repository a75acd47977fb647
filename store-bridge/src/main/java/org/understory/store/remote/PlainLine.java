package org.understory.store.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections that are not encrypted. Each question has a thread of its own that does nothing but
 * write and read: that takes a quarter of the time of {@link SecureLine}, whose answers go through
 * four threads, and a tenth for the first one. To interrupt such a (virtual) thread closes its
 * socket.
 */
final class PlainLine implements Line {
  private static final int BUFFER = 16 << 10;

  private final ProxySelector proxies;
  private final Duration patience;
  private final Set<Thread> busy = ConcurrentHashMap.newKeySet();

  /** {@code patience} is how long a connection may take. */
  PlainLine(ProxySelector proxies, Duration patience) {
    this.proxies = proxies;
    this.patience = patience;
  }

  @Override
  public CompletableFuture<Answer> ask(Exchange exchange) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread thread = Thread.ofVirtual().name("line").unstarted(() -> run(exchange, answer));
    busy.add(thread);
    answer.whenComplete((_, _) -> stop(thread, answer));
    thread.start();
    return answer;
  }

  private static void stop(Thread thread, CompletableFuture<Answer> answer) {
    if (answer.isCancelled()) {
      thread.interrupt();
    }
  }

  private void run(Exchange exchange, CompletableFuture<Answer> answer) {
    try {
      answer.complete(talk(exchange));
    } catch (StackOverflowError e) {
      // An endless row of answers that say to wait for another one is read by recursion.
      answer.completeExceptionally(new ProtocolException("100 100 100 …"));
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    } finally {
      busy.remove(Thread.currentThread());
    }
  }

  private Answer talk(Exchange exchange) throws IOException {
    Wish wish = exchange.wish();
    Proxy proxy = proxies.select(wish.uri()).getFirst();
    HttpURLConnection connection = (HttpURLConnection) wish.uri().toURL().openConnection(proxy);
    boolean finished = false;
    try {
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setConnectTimeout((int) patience.toMillis());
      exchange.headers().forEach(connection::setRequestProperty);
      connection.connect();
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new ProtocolException("no HTTP");
      }
      Answer answer =
          new Answer(status, name -> Optional.ofNullable(connection.getHeaderField(name)));
      finished = copy(connection, exchange.begin(answer));
      return answer;
    } finally {
      if (!finished) {
        // What is not read to its end can't be used on.
        connection.disconnect();
      }
    }
  }

  /** Returns whether the answer was read to its end. */
  private static boolean copy(HttpURLConnection connection, Body body) throws IOException {
    InputStream in =
        connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getInputStream()
            : connection.getErrorStream();
    if (in == null) {
      return true;
    }
    long length = connection.getContentLengthLong();
    if (length < 0 && connection.getHeaderField("content-length") != null) {
      throw new ProtocolException(connection.getHeaderField("content-length"));
    }
    byte[] bytes = new byte[BUFFER];
    long sum = 0;
    while (true) {
      int count = in.read(bytes);
      if (count < 0) {
        break;
      }
      sum += count;
      if (!body.take(bytes, count)) {
        return false;
      }
    }
    if (sum < length) {
      throw new ProtocolException(sum + " < " + length);
    }
    in.close();
    return true;
  }

  @Override
  public void close() {
    busy.forEach(Thread::interrupt);
  }
}
