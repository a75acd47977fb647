package org.understory.store.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpConnectTimeoutException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.ServerFault;
import org.understory.model.operation.StoreException;

/** One question and its answer, which is waited for no longer than the limits say. */
final class Exchange {
  /** Bytes of what comes with an error: read to its end, so that the connection can be used on. */
  private static final int MAX_APOLOGY = 64 << 10;

  private static final long TICK = 200;

  private final Wish wish;
  private final String remote;
  private final String agent;
  private final Limits limits;
  private volatile Optional<Body> body = Optional.empty();
  private boolean ended;

  /**
   * @param remote whose server it is, for problems
   * @param agent who asks
   */
  Exchange(Wish wish, String remote, String agent, Limits limits) {
    this.wish = wish;
    this.remote = remote;
    this.agent = agent;
    this.limits = limits;
  }

  /** What is asked for. */
  Wish wish() {
    return wish;
  }

  /** What is said with the question. */
  Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("User-Agent", agent);
    wish.range().ifPresent(range -> headers.put("Range", range));
    return headers;
  }

  /** What takes the bytes that come after this answer; none where it comes too late. */
  synchronized Body begin(Answer answer) throws Body.TargetException {
    Body begun = bodyOf(answer);
    body = Optional.of(begun);
    return begun;
  }

  private Body bodyOf(Answer answer) throws Body.TargetException {
    if (ended || !answer.fulfils(wish)) {
      return new Body(OutputStream.nullOutputStream(), MAX_APOLOGY);
    }
    return Body.of(wish.target(), answer.from(wish), wish.limit());
  }

  /**
   * Asks and waits.
   *
   * @throws IOException of the target alone
   * @throws StoreException ServerFailed
   * @throws CancellationException if cancelled, or if this thread is interrupted
   */
  Answer run(Line line, Cancellation cancellation) throws IOException, StoreException {
    CompletableFuture<Answer> asked = line.ask(this);
    try (Cancellation.Registration _ = cancellation.onCancel(() -> asked.cancel(true))) {
      Answer answer = await(asked);
      if (answer.fulfils(wish) && !wish.start() && body.filter(Body::isOver).isPresent()) {
        throw failed(ServerFault.TOO_LARGE, "");
      }
      if (answer.encoding().isPresent()) {
        throw failed(ServerFault.ENCODED, answer.encoding().get());
      }
      return answer;
    } finally {
      // First this: what is interrupted while it writes closes what it writes to.
      end();
      asked.cancel(true);
    }
  }

  private synchronized void end() {
    ended = true;
    body.ifPresent(Body::end);
  }

  private Answer await(CompletableFuture<Answer> asked) throws IOException, StoreException {
    long begun = System.nanoTime();
    long since = begun;
    long before = 0;
    while (true) {
      try {
        return asked.get(TICK, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = System.nanoTime();
        if (now - begun > limits.whole().toNanos()) {
          throw failed(ServerFault.TOO_SLOW, "");
        }
        if (now - since > limits.stall().toNanos()) {
          long count = body.map(Body::count).orElse(0L);
          if (count - before < limits.stallBytes()) {
            throw failed(ServerFault.TOO_SLOW, "");
          }
          since = now;
          before = count;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      } catch (ExecutionException e) {
        throw trouble(Objects.requireNonNull(e.getCause()));
      }
    }
  }

  private StoreException trouble(Throwable cause) throws IOException {
    boolean begun = body.isPresent();
    return switch (cause) {
      case Body.TargetException e -> throw e.trouble();
      case HttpConnectTimeoutException e -> failed(ServerFault.UNREACHABLE, said(e));
      case SSLException e when !begun -> failed(ServerFault.UNTRUSTED, said(e));
      case IOException e ->
          failed(begun ? ServerFault.CUT_SHORT : ServerFault.UNREACHABLE, said(e));
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(cause);
    };
  }

  StoreException failed(ServerFault fault, String detail) {
    return new StoreException(
        new Problem.ServerFailed(remote, wish.uri().toString(), fault, detail));
  }

  private static String said(Throwable trouble) {
    return Optional.ofNullable(trouble.getMessage()).orElse("");
  }
}
