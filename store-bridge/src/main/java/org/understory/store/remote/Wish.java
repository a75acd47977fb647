package org.understory.store.remote;

import java.net.URI;
import java.util.Optional;
import org.understory.store.repo.FetchTarget;

/**
 * What of a file is wanted.
 *
 * @param from the number of its first byte
 * @param limit bytes of the whole file
 * @param start whether no more than {@code limit} bytes are wanted, and not all
 */
record Wish(URI uri, long from, long limit, boolean start, FetchTarget target) {
  /** The same of another address. */
  Wish at(URI other) {
    return new Wish(other, from, limit, start, target);
  }

  /** The same from the first byte on. */
  Wish whole() {
    return new Wish(uri, 0, limit, start, target);
  }

  /** The header {@code Range}, where not all is wanted. */
  Optional<String> range() {
    if (start) {
      return Optional.of("bytes=0-" + (limit - 1));
    }
    return from > 0 ? Optional.of("bytes=" + from + "-") : Optional.empty();
  }
}
