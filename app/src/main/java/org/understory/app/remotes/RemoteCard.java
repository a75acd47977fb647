package org.understory.app.remotes;

import java.util.List;
import java.util.Optional;

/**
 * A remote in words; every text but {@code key} is safe to show.
 *
 * @param key its name as it is
 * @param checking whether what comes from there is checked
 * @param facts what else there is to know
 */
record RemoteCard(String key, String name, String address, Checking checking, List<Fact> facts) {
  RemoteCard {
    facts = List.copyOf(facts);
  }

  /** Whether signatures count there. */
  enum Checking {
    /** They do. */
    CHECKED("checked"),
    /** They would, but there is no key. */
    KEYLESS("keyless"),
    /** Nothing is checked. */
    UNCHECKED("unchecked");

    private final String key;

    Checking(String key) {
      this.key = key;
    }

    /** The end of its message key. */
    String key() {
      return key;
    }
  }

  /**
   * Something to know.
   *
   * @param exact whether it is to be read letter by letter
   * @param whole what it stands for, where it is cut
   */
  record Fact(String name, String value, boolean exact, Optional<String> whole) {}
}
