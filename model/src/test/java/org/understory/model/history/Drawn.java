package org.understory.model.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.understory.model.history.Commit.Kind;
import org.understory.model.history.GraphText.Symbols;

/**
 * Writes histories and graphs as text for tests. A history is a list of words, children before
 * parents: {@code b<a} is a commit b made on a, {@code a} has no parent; {@code layer:l<a} and
 * {@code container:m<a} are of the other kinds.
 */
final class Drawn {
  private Drawn() {}

  static List<Commit> history(String words) {
    return Arrays.stream(words.strip().split("\\s+")).map(Drawn::commit).toList();
  }

  static Checksum name(String name) {
    return new Checksum(name.hashCode() * 0x9e3779b97f4a7c15L, name.hashCode(), 0, 0);
  }

  static String graph(String words) {
    return draw(CommitGraph.of(history(words)), Symbols.UNICODE);
  }

  static String showing(String words, Predicate<Commit> wanted) {
    List<Commit> commits = history(words);
    BitSet shown = new BitSet();
    for (int i = 0; i < commits.size(); i++) {
      shown.set(i, wanted.test(commits.get(i)));
    }
    return draw(CommitGraph.of(Ancestry.of(commits), shown), Symbols.UNICODE);
  }

  static String draw(CommitGraph graph, Symbols symbols) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < graph.size(); row++) {
      GraphText text = GraphText.of(graph, row, symbols);
      text.join().ifPresent(lines::add);
      lines.add(text.commit() + " " + graph.commit(row).subject());
      text.end().ifPresent(lines::add);
    }
    return String.join("\n", lines) + "\n";
  }

  private static Commit commit(String word) {
    Kind kind =
        word.startsWith("layer:")
            ? Kind.LAYERED
            : word.startsWith("container:") ? Kind.CONTAINER : Kind.RELEASE;
    String[] names = word.substring(word.indexOf(':') + 1).split("<");
    return new Commit(
        name(names[0]),
        names.length > 1 ? Optional.of(name(names[1])) : Optional.empty(),
        0,
        names[0],
        "",
        Optional.empty(),
        kind,
        name("tree"),
        name("meta"));
  }
}
