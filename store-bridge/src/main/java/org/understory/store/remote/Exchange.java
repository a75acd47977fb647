package org.understory.store.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Map;
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
import org.understory.model.operation.ServerFault;
import org.understory.model.operation.StoreException;

/** One question and its answer, which is waited for no longer than the limits say. */
final class Exchange {
  /** Bytes of what comes with an error: read to its end, so that the connection can be used on. */
  private static final int MAX_APOLOGY = 64 << 10;

  /** How often the clock is looked at while nothing comes. */
  static final Duration TICK = Duration.ofMillis(200);

  private final Wish wish;
  private final String remote;
  private final String agent;
  private final Limits limits;
  private final Cancellation cancellation;
  private final long begun = System.nanoTime();
  private volatile Optional<Body> body = Optional.empty();
  private boolean ended;
  private long since = begun;
  private long before;

  /** The server was waited for as long as the limits say. */
  private static final class TooSlowException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Its time runs from now on.
   *
   * @param remote whose server it is, for problems
   * @param agent who asks
   */
  Exchange(Wish wish, String remote, String agent, Limits limits, Cancellation cancellation) {
    this.wish = wish;
    this.remote = remote;
    this.agent = agent;
    this.limits = limits;
    this.cancellation = cancellation;
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

  /** What takes the bytes that come after this answer; nothing does once nobody waits for it. */
  synchronized Body begin(Answer answer) throws Body.TargetException {
    Body begins = bodyOf(answer);
    body = Optional.of(begins);
    return begins;
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
  Answer run(Line line) throws IOException, StoreException {
    Answer answer;
    try {
      answer = line.ask(this);
    } catch (IOException e) {
      cancellation.check();
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      throw trouble(e);
    } finally {
      end();
    }
    if (answer.fulfils(wish) && !wish.start() && body.filter(Body::isOver).isPresent()) {
      throw failed(ServerFault.TOO_LARGE, "");
    }
    if (answer.encoding().isPresent()) {
      throw failed(ServerFault.ENCODED, answer.encoding().get());
    }
    return answer;
  }

  /** A line that is not waited for any more may not write to what the next one fills. */
  synchronized void end() {
    ended = true;
    body.ifPresent(Body::end);
  }

  /** Runs this if somebody asks to stop. */
  Cancellation.Registration onCancel(Runnable action) {
    return cancellation.onCancel(action);
  }

  /**
   * Waits for what somebody else does, who is told to stop where somebody asks for that; what else
   * ends the waiting does not stop it.
   *
   * @throws IOException of the other, or if its time is over
   * @throws CancellationException if cancelled, or if this thread is interrupted
   */
  <T> T await(CompletableFuture<T> other) throws IOException {
    try (var _ = onCancel(() -> other.cancel(true))) {
      while (true) {
        try {
          return other.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          look();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Looks at the clock; for the thread that asks.
   *
   * @throws IOException if the time is over
   */
  void look() throws IOException {
    long now = System.nanoTime();
    if (now - begun > limits.whole().toNanos()) {
      throw new TooSlowException();
    }
    if (now - since > limits.stall().toNanos()) {
      long count = body.map(Body::count).orElse(0L);
      if (count - before < limits.stallBytes()) {
        throw new TooSlowException();
      }
      since = now;
      before = count;
    }
  }

  /** Whether nothing of an answer came before this trouble, and there is time left. */
  boolean mayBeginAgain(IOException trouble) {
    return body.isEmpty() && !(trouble instanceof TooSlowException);
  }

  private StoreException trouble(IOException cause) throws IOException {
    boolean came = body.isPresent();
    return switch (cause) {
      case Body.TargetException e -> throw e.trouble();
      case TooSlowException _ -> failed(ServerFault.TOO_SLOW, "");
      case HttpConnectTimeoutException e -> failed(ServerFault.UNREACHABLE, said(e));
      case SSLException e when !came -> failed(ServerFault.UNTRUSTED, said(e));
      default -> failed(came ? ServerFault.CUT_SHORT : ServerFault.UNREACHABLE, said(cause));
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
