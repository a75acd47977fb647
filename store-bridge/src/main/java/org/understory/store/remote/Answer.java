package org.understory.store.remote;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a server says before the bytes of a file come.
 *
 * @param status of HTTP
 * @param headers by name, the first of each
 */
record Answer(int status, Function<String, Optional<String>> headers) {
  private static final int ALL = 200;
  private static final int PART = 206;

  /** One of these. */
  Optional<String> header(String name) {
    return headers.apply(name);
  }

  /** Whether it gives what is wanted. */
  boolean fulfils(Wish wish) {
    return encoding().isEmpty() && (status == ALL || (status == PART && continues(wish)));
  }

  /** The number of the first byte that comes: not everybody sends parts. */
  long from(Wish wish) {
    return status == PART ? wish.from() : 0;
  }

  /** How it is compressed, which nobody asked for. */
  Optional<String> encoding() {
    return header("content-encoding").filter(it -> !it.equalsIgnoreCase("identity"));
  }

  /** Some forget the header that says which part it is, but not where it matters. */
  private boolean continues(Wish wish) {
    Optional<String> range = header("content-range");
    return wish.from() > 0
        ? range.filter(it -> it.startsWith("bytes " + wish.from() + "-")).isPresent()
        : wish.start() && range.filter(it -> !it.startsWith("bytes 0-")).isEmpty();
  }
}
