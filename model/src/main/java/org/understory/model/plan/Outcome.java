package org.understory.model.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigState;
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

  /** What everybody may read of it: in logs, and while others watch. */
  default Outcome forAll() {
    return this instanceof Succeeded(Result.Inspected _) ? new Succeeded(new Result.Done()) : this;
  }

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

    /**
     * Names of configuration files and what was done to them, never their contents: for whoever
     * asked alone, see {@link #forAll}.
     *
     * @param entries those that are not {@link org.understory.model.config.ConfigState#SAME},
     *     without their items
     * @param complete whether these are all
     */
    record Inspected(List<ConfigEntry> entries, boolean complete) implements Result {
      /** More would not fit into the line in which a worker tells its outcome. */
      public static final int MAX_CHARACTERS = 150_000;

      /** Characters of an entry beside its path. */
      private static final int OVERHEAD = 170;

      public Inspected {
        entries = List.copyOf(entries);
      }

      /** As many of these as fit. */
      public static Inspected of(List<ConfigEntry> entries) {
        List<ConfigEntry> some = new ArrayList<>();
        int characters = 0;
        for (ConfigEntry entry : entries) {
          if (entry.state() == ConfigState.SAME) {
            continue;
          }
          characters += OVERHEAD + entry.path().length();
          if (characters > MAX_CHARACTERS) {
            return new Inspected(some, false);
          }
          some.add(
              new ConfigEntry(
                  entry.path(),
                  entry.state(),
                  entry.yours(),
                  entry.theirs(),
                  Optional.empty(),
                  entry.yoursBecame(),
                  entry.theirsBecame()));
        }
        return new Inspected(some, true);
      }
    }

    /** How many keys were added. */
    record Imported(long keys) implements Result {}
  }
}
