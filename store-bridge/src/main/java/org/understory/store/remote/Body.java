package org.understory.store.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.understory.store.repo.FetchTarget;

/** Takes the bytes of one answer as long as there are not too many. */
final class Body {
  private final OutputStream target;
  private final long limit;
  private final AtomicLong count = new AtomicLong();
  private volatile boolean over;
  private boolean ended;

  /** Writing failed, which is not the server's fault. */
  static final class TargetException extends IOException {
    private static final long serialVersionUID = 1L;
    private final IOException trouble;

    TargetException(IOException cause) {
      super(cause);
      this.trouble = cause;
    }

    /** What failed. */
    IOException trouble() {
      return trouble;
    }
  }

  /**
   * What goes there from the byte of number {@code from} on; {@code limit} is that of the whole.
   */
  static Body of(FetchTarget target, long from, long limit) throws TargetException {
    try {
      return new Body(target.begin(from), Math.max(limit - from, 0));
    } catch (IOException e) {
      throw new TargetException(e);
    }
  }

  /** No more than {@code limit} bytes are written. */
  Body(OutputStream target, long limit) {
    this.target = target;
    this.limit = limit;
  }

  /** Bytes that have come. */
  long count() {
    return count.get();
  }

  /** Whether more came than the limit. */
  boolean isOver() {
    return over;
  }

  /** Nothing is written any more after this: the target may be somebody else’s now. */
  synchronized void end() {
    ended = true;
  }

  /** Takes the first bytes of {@code bytes}; returns whether more are welcome. */
  synchronized boolean take(byte[] bytes, int length) throws TargetException {
    if (ended) {
      return false;
    }
    int room = (int) Math.min(length, limit - count.get());
    try {
      target.write(bytes, 0, room);
    } catch (IOException e) {
      throw new TargetException(e);
    }
    count.addAndGet(room);
    over |= room < length;
    return !over;
  }
}
