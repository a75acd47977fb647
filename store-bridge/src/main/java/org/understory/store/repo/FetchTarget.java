package org.understory.store.repo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Predicate;

/** What takes the bytes of something that is fetched, and may have the first of them already. */
public interface FetchTarget {
  /** Bytes from the beginning that are here; they need not come again. */
  long kept();

  /**
   * Where the bytes go that come now; called once for each attempt that gives any.
   *
   * @param from the number of the first one: 0, and all that was kept is thrown away, or {@link
   *     #kept}
   */
  OutputStream begin(long from) throws IOException;

  /**
   * Whether all that came is what was asked for; called once it is there. What is not is thrown
   * away.
   */
  boolean isRight() throws IOException;

  /** One in memory, which begins anew with each attempt and takes anything. */
  static FetchTarget of(ByteArrayOutputStream bytes) {
    return of(bytes, _ -> true);
  }

  /** The same for what can be told to be {@code right}. */
  static FetchTarget of(ByteArrayOutputStream bytes, Predicate<byte[]> right) {
    return new FetchTarget() {
      @Override
      public long kept() {
        return 0;
      }

      @Override
      public OutputStream begin(long from) {
        bytes.reset();
        return bytes;
      }

      @Override
      public boolean isRight() {
        return right.test(bytes.toByteArray());
      }
    };
  }
}
