package org.understory.store.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Takes the bytes of one answer as long as there are not too many. */
final class Body {
  private final OutputStream target;
  private final long limit;
  private final AtomicLong count = new AtomicLong();
  private volatile boolean over;

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

  /** Takes the first bytes of {@code bytes}; returns whether more are welcome. */
  boolean take(byte[] bytes, int length) throws TargetException {
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
