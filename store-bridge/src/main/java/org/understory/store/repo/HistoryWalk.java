package org.understory.store.repo;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * One walk over history, children before parents. Timestamps are whatever a build machine's clock
 * said, so they only choose among commits whose children have all been told.
 *
 * <p>An OSTree commit has one parent at most, so the lines from the tips only ever join. As soon as
 * all of them have joined into one (at once, if there is one tip), nothing further down can be a
 * child of what has been seen, and commits are told as they are read. Until then, and if a line
 * ends before it joins, all must be read first.
 */
final class HistoryWalk {
  private static final Comparator<Node> NEWEST_FIRST =
      Comparator.<Node>comparingLong(node -> node.commit.timestamp())
          .reversed()
          .thenComparing(node -> node.commit.checksum());

  private final CommitSource source;
  private final Consumer<Commit> commits;
  private final Consumer<Problem> problems;
  private final Cancellation cancellation;
  private final Map<Checksum, Node> seen = new HashMap<>();
  private final PriorityQueue<Node> lines = new PriorityQueue<>(NEWEST_FIRST);
  private boolean lineEnded;

  private HistoryWalk(
      CommitSource source,
      Consumer<Commit> commits,
      Consumer<Problem> problems,
      Cancellation cancellation) {
    this.source = source;
    this.commits = commits;
    this.problems = problems;
    this.cancellation = cancellation;
  }

  /** Where commits come from. */
  @FunctionalInterface
  interface CommitSource {
    /** The commit; MissingObject or DeletedCommit if it is not here. */
    Commit load(Checksum checksum) throws StoreException;
  }

  /** Tells every commit that can be reached from {@code tips}, on this thread. */
  static void run(
      Collection<Checksum> tips,
      CommitSource source,
      Consumer<Commit> commits,
      Consumer<Problem> problems,
      Cancellation cancellation) {
    HistoryWalk walk = new HistoryWalk(source, commits, problems, cancellation);
    walk.start(tips);
    walk.joinLines();
    walk.tellSeen();
    walk.followLastLine();
  }

  private void start(Collection<Checksum> tips) {
    for (Checksum tip : tips) {
      if (!seen.containsKey(tip)) {
        try {
          lines.add(remember(source.load(tip)));
        } catch (StoreException e) {
          problems.accept(e.problem());
        }
      }
    }
  }

  private void joinLines() {
    while (lines.size() > 1 || (lineEnded && !lines.isEmpty())) {
      Node node = lines.remove();
      Optional<Node> parent = parent(node);
      if (parent.isEmpty()) {
        lineEnded = true;
      } else {
        node.parent = parent;
        if (parent.get().children++ == 0 && !parent.get().tip) {
          lines.add(parent.get());
        }
      }
    }
  }

  /** Tells what has been read so far; ready is what has no untold child. */
  private void tellSeen() {
    PriorityQueue<Node> ready = new PriorityQueue<>(NEWEST_FIRST);
    for (Node node : seen.values()) {
      if (node.children == 0) {
        ready.add(node);
      }
    }
    while (!ready.isEmpty()) {
      Node node = ready.remove();
      cancellation.check();
      commits.accept(node.commit);
      node.parent.ifPresent(
          parent -> {
            if (--parent.children == 0) {
              ready.add(parent);
            }
          });
    }
  }

  private void followLastLine() {
    if (lines.isEmpty()) {
      return;
    }
    Optional<Node> next = newParent(lines.remove());
    while (next.isPresent()) {
      commits.accept(next.get().commit);
      next = newParent(next.get());
    }
  }

  /** As {@link #parent}, and ends a line that bites its own tail, as only a broken source can. */
  private Optional<Node> newParent(Node node) {
    return node.commit.parent().filter(seen::containsKey).isPresent()
        ? Optional.empty()
        : parent(node);
  }

  /** The parent, if it is here and whole. */
  private Optional<Node> parent(Node node) {
    cancellation.check();
    Optional<Checksum> name = node.commit.parent();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Node known = seen.get(name.get());
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Node parent = remember(source.load(name.get()));
      parent.tip = false;
      return Optional.of(parent);
    } catch (StoreException e) {
      if (!isCut(e.problem())) {
        problems.accept(e.problem());
      }
      return Optional.empty();
    }
  }

  private static boolean isCut(Problem problem) {
    return problem instanceof Problem.MissingObject || problem instanceof Problem.DeletedCommit;
  }

  private Node remember(Commit commit) {
    Node node = new Node(commit);
    seen.put(commit.checksum(), node);
    return node;
  }

  /** A commit on its way from being read to being told. */
  private static final class Node {
    private final Commit commit;
    private Optional<Node> parent = Optional.empty();
    private int children;
    private boolean tip = true;

    private Node(Commit commit) {
      this.commit = commit;
    }
  }
}
