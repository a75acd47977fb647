package org.understory.store.wire;

import java.util.Optional;

/** What a worker leaves on disk for who can't hear it. */
public sealed interface WorkerNote {
  /**
   * It is at work; in {@code running.json}, and true only while it holds that file.
   *
   * @param id of the transaction
   * @param uid of the user who asked
   * @param action of polkit that allowed it
   * @param hash of the request
   * @param phase the step that it is at, if it has begun one
   * @param since when it began, seconds since 1970
   */
  record Running(
      String id, long uid, String action, String hash, Optional<String> phase, long since)
      implements WorkerNote {
    /** The same at another step. */
    public Running at(String step) {
      return new Running(id, uid, action, hash, Optional.of(step), since);
    }
  }

  /**
   * It ended; in {@code outcome.json}, until the next one ends.
   *
   * @param time when it ended, seconds since 1970
   * @param line its last one
   */
  record Finished(String id, long uid, String action, String hash, long time, WorkerLine line)
      implements WorkerNote {}
}
