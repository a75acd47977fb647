package org.understory.app.cli;

import java.util.List;
import java.util.Optional;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitGraph;
import org.understory.model.history.GraphText;
import org.understory.model.text.Sanitizer;

/** Commits as lines of text: short checksum, date, version, subject, and what points at them. */
final class LogText {
  /** Wide enough for nearly every version; a longer one pushes its own line only. */
  private static final int VERSION_WIDTH = 16;

  private final Session session;
  private final Badges badges;
  private final Output out;
  private final Times times;
  private final boolean colours;

  LogText(Session session, Badges badges) {
    this.session = session;
    this.badges = badges;
    this.out = session.out();
    this.times = session.times();
    this.colours = session.terminal().abilities().colours();
  }

  /** One line for a commit. */
  void line(Commit commit) {
    out.print(Ink.YELLOW.on(commit.checksum().brief(), colours))
        .print("  ")
        .print(times.day(commit.timestamp()))
        .print("  ");
    String version = Sanitizer.line(commit.version().orElse("-"));
    out.print(Ink.BOLD.on(version, colours))
        .spaces(VERSION_WIDTH - CellWidth.of(version))
        .print("  ")
        .print(Sanitizer.line(commit.subject()));
    Optional<String> badge = badges.text(commit.checksum(), session);
    badge.ifPresent(text -> out.print("  ").print(Ink.CYAN.on("(" + text + ")", colours)));
    out.line();
  }

  /** The first commits of a graph, each after its lanes. */
  void graph(List<Commit> commits, int limit) {
    CommitGraph graph = CommitGraph.of(commits);
    GraphText.Symbols symbols =
        session.terminal().abilities().unicode()
            ? GraphText.Symbols.UNICODE
            : GraphText.Symbols.ASCII;
    int rows = Math.min(limit, graph.size());
    int width = 0;
    for (int row = 0; row < rows; row++) {
      width = Math.max(width, graph.row(row).width());
    }
    for (int row = 0; row < rows; row++) {
      GraphText text = GraphText.of(graph, row, symbols);
      text.join().ifPresent(out::line);
      // Every symbol, of either set, is one column wide.
      out.print(text.commit()).spaces(2 * width + 1 - text.commit().length());
      line(graph.commit(row));
      text.end().ifPresent(out::line);
    }
  }
}
