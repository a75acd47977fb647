package org.understory.store.wire;

/** A line that a worker is given. */
public sealed interface WorkerOrder {
  /**
   * Do this; comes first.
   *
   * @param id of the transaction, for the log
   * @param uid of the user who asked, in decimal digits
   * @param action of polkit that allowed it
   * @param hash SHA-256 of {@code request}, which is what was allowed
   * @param request a {@link org.understory.model.plan.Request} as {@link RecordJson} writes it
   */
  record Request(String id, String uid, String action, String hash, String request)
      implements WorkerOrder {}

  /** Tell the state of the system; comes first, and is answered with a {@link SystemState}. */
  record State() implements WorkerOrder {}

  /** Stop it, if that is still possible. */
  record Cancel() implements WorkerOrder {}
}
