package org.understory.model.plan;

import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;

/** How an operation ended. */
public sealed interface Outcome {
  /** It is done. */
  record Succeeded(Result result) implements Outcome {}

  /**
   * Somebody stopped it.
   *
   * @param changed whether the deployments are not as they were before
   */
  record Cancelled(boolean changed) implements Outcome {
    /** Before anything was done. */
    public Cancelled() {
      this(false);
    }
  }

  /**
   * It could not be done.
   *
   * @param changed whether the deployments are not as they were before, or nobody can tell:
   *     libostree drops a staged update before it writes, and may fail then
   */
  record Failed(Problem problem, boolean changed) implements Outcome {
    /** Before anything was done. */
    public Failed(Problem problem) {
      this(problem, false);
    }
  }

  /** Whoever did it is gone without a word, or a staged deployment never became bootable. */
  record Lost() implements Outcome {}

  /** What it found out or brought. */
  sealed interface Result {
    /** Nothing but the change itself. */
    record Done() implements Result {}

    /** The newest commit of the branch that was asked for. */
    record Found(Checksum commit) implements Result {}

    /** Objects and bytes that were removed. */
    record Freed(long objects, long bytes) implements Result {}

    /**
     * What was verified.
     *
     * @param objects how many were read
     * @param damaged what is still wrong, as far as it fits into a report
     * @param repaired how many were fetched again
     */
    record Verified(long objects, List<Problem> damaged, long repaired) implements Result {
      /** More would not fit into the line in which a worker tells its outcome. */
      public static final int MAX_DAMAGED = 1000;

      public Verified {
        damaged = List.copyOf(damaged);
      }
    }

    /** How many keys were added. */
    record Imported(long keys) implements Result {}
  }
}
