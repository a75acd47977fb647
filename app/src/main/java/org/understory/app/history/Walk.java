package org.understory.app.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.understory.app.state.Job;
import org.understory.model.history.Ancestry;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** One walk through a history; hands out what it has so far, in growing parts, where asked to. */
final class Walk {
  /** Before the first commit. */
  static final Ancestry NOTHING_READ = Ancestry.soFar(List.of());

  /** How many commits make the first part; each later one is {@link #GROWTH} times as long. */
  private static final int FIRST_PART = 250;

  private static final int GROWTH = 5;

  private final List<Commit> commits = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Job job;
  private final boolean inParts;
  private final Consumer<Ancestry> parts;
  private int nextPart = FIRST_PART;
  private Ancestry all = NOTHING_READ;

  /**
   * @param parts hears of what there is so far if {@code inParts}
   */
  Walk(Job job, boolean inParts, Consumer<Ancestry> parts) {
    this.job = job;
    this.inParts = inParts;
    this.parts = parts;
  }

  Walk run(CommitSource from, Set<Checksum> starts) throws StoreException {
    from.history(starts, this::add, problems::add, job.cancellation());
    // Here and not where it is received: for many commits it takes longer than a frame may.
    all = Ancestry.of(commits);
    return this;
  }

  /** What was read, once it has run. */
  Ancestry all() {
    return all;
  }

  /** What could not be read. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private void add(Commit commit) {
    commits.add(commit);
    if (inParts && commits.size() == nextPart) {
      nextPart *= GROWTH;
      Ancestry soFar = Ancestry.soFar(commits);
      job.deliver(() -> parts.accept(soFar));
    }
  }
}
