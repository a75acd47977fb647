package org.understory.app.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.Repository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code log}: commits, children before parents, newest first where that leaves a choice; of
 * everything that a ref or deployment names unless revisions are given.
 */
@Command(name = "log", sortOptions = false, abbreviateSynopsis = true)
final class LogCommand implements Verb {
  @Parameters(arity = "0..*", paramLabel = "REV", descriptionKey = "parameter.revisions")
  private List<String> revisions = new ArrayList<>();

  @Option(
      names = {"-n", "--max-count"},
      paramLabel = "N",
      converter = CountConverter.class,
      descriptionKey = "option.max-count")
  private int limit = Integer.MAX_VALUE;

  @Option(names = "--graph", descriptionKey = "option.graph")
  private boolean graph;

  @Option(
      names = {"-a", "--all"},
      descriptionKey = "option.all")
  private boolean all;

  /** The graph's first rows, for where the window would have been. */
  static LogCommand firstRows(int count) {
    LogCommand command = new LogCommand();
    command.graph = true;
    command.limit = count;
    return command;
  }

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      Badges badges = Badges.of(system, all, session);
      Collection<Checksum> tips = revisions.isEmpty() ? badges.tips() : tips(system);
      if (session.json()) {
        try (Json json = new Json(session.out())) {
          CommitJson writer = new CommitJson(json, badges);
          json.beginArray();
          walk(system.repository(), tips, limit, session, commit -> writer.object(commit));
          json.endArray();
        }
      } else if (graph) {
        List<Commit> commits = new ArrayList<>();
        walk(system.repository(), tips, Integer.MAX_VALUE, session, commits::add);
        new LogText(session, badges).graph(commits, limit);
      } else {
        walk(system.repository(), tips, limit, session, new LogText(session, badges)::line);
      }
    }
  }

  private Set<Checksum> tips(OpenSystem system) throws StoreException {
    Set<Checksum> tips = new LinkedHashSet<>();
    for (String revision : revisions) {
      tips.add(system.resolve(revision));
    }
    return tips;
  }

  /** Hands on the first commits of the history of these. */
  static void walk(
      Repository repository,
      Collection<Checksum> tips,
      int limit,
      Session session,
      Consumer<Commit> sink)
      throws StoreException {
    Cancellation enough = new Cancellation();
    int[] count = {0};
    try {
      repository.history(
          tips,
          commit -> {
            if (count[0]++ < limit) {
              sink.accept(commit);
            }
            if (count[0] >= limit) {
              enough.cancel();
            }
          },
          session::report,
          enough);
    } catch (CancellationException seenEnough) {
      // Only we cancel, after the last commit that was asked for.
    }
  }
}
