package org.understory.store.logind;

import java.util.List;
import java.util.Optional;

/**
 * A program that keeps the computer from being shut down for as long as it runs.
 *
 * @param who what it calls itself; anybody's text
 * @param why what it says; anybody's text
 */
record Blocker(String who, String why) {
  /**
   * One entry of {@code ListInhibitors}: what, who, why, mode, uid, pid. Empty for those that only
   * delay, or are about something else.
   */
  static Optional<Blocker> of(List<?> entry) {
    if (entry.size() == 6
        && entry.get(0) instanceof String what
        && entry.get(1) instanceof String who
        && entry.get(2) instanceof String why
        && entry.get(3) instanceof String mode
        && List.of(what.split(":", -1)).contains("shutdown")
        && mode.startsWith("block")) {
      return Optional.of(new Blocker(who, why));
    }
    return Optional.empty();
  }
}
