package org.understory.store.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes the bytes of one answer as long as there are not too many. */
final class Body implements BodySubscriber<Body.End> {
  private final OutputStream target;
  private final long limit;
  private final End atLimit;
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private volatile long count;
  private volatile boolean begun;

  /** How it ended. */
  enum End {
    /** All of it came. */
    WHOLE,
    /** More is there than was wanted. */
    ENOUGH,
    /** More is there than may be. */
    TOO_MUCH
  }

  /** Writing failed, which is not the server's fault. */
  static final class TargetException extends IOException {
    private static final long serialVersionUID = 1L;

    TargetException(IOException cause) {
      super(cause);
    }
  }

  /** {@code atLimit} is how it ends where more than {@code limit} bytes come. */
  Body(OutputStream target, long limit, End atLimit) {
    this.target = target;
    this.limit = limit;
    this.atLimit = atLimit;
  }

  /** Bytes that have come. */
  long count() {
    return count;
  }

  /** Whether the answer itself has begun. */
  boolean begun() {
    return begun;
  }

  @Override
  public CompletionStage<End> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    begun = true;
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  private Flow.Subscription subscription =
      new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (!end.isDone()) {
        take(buffer);
      }
    }
  }

  private void take(ByteBuffer buffer) {
    long room = limit - count;
    boolean over = buffer.remaining() > room;
    byte[] bytes = new byte[(int) Math.min(buffer.remaining(), room)];
    buffer.get(bytes);
    try {
      target.write(bytes);
    } catch (IOException e) {
      subscription.cancel();
      end.completeExceptionally(new TargetException(e));
      return;
    }
    count += bytes.length;
    if (over) {
      subscription.cancel();
      end.complete(atLimit);
    }
  }

  @Override
  public void onError(Throwable trouble) {
    end.completeExceptionally(trouble);
  }

  @Override
  public void onComplete() {
    end.complete(End.WHOLE);
  }
}
