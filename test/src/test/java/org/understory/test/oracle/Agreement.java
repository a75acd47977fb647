package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.TestRepository;

/**
 * What libostree and the reader say of one repository, which has to be the same.
 *
 * @param commits whose trees are all looked at
 */
record Agreement(TestRepository repository, List<Checksum> commits) {
  /** Everything of every commit, and what revisions name. */
  void onContents() throws StoreException {
    JsonNode expected = RepositoryDump.of(repository.path(), commits);
    try (Repository open = repository.open()) {
      JsonNode seen = RepositoryView.of(open, commits);
      assertThat(seen.get("refs")).isEqualTo(expected.get("refs"));
      for (Checksum commit : commits) {
        assertThat(
                difference(
                    flat(seen.get("commits").get(commit.hex())),
                    flat(expected.get("commits").get(commit.hex()))))
            .isEmpty();
      }
      Checksum tip = commits.getLast();
      for (String revision :
          List.of("main", "f00d^", "nosuch", "os", tip.hex().substring(0, 5), tip + "^^")) {
        Command.Result said = repository.attempt("rev-parse", revision);
        String resolved;
        try {
          resolved = open.resolve(revision).hex();
        } catch (StoreException e) {
          resolved = "";
        }
        assertThat(resolved).as(revision).isEqualTo(said.text());
      }
    }
  }

  /** The order of walks, and every difference between commits that follow each other. */
  void onTrees() throws StoreException {
    List<OstreeTree> trees =
        commits.stream().map(commit -> OstreeTree.of(repository, commit)).toList();
    try (Repository open = repository.open()) {
      for (int i = 0; i < commits.size(); i++) {
        Checksum to = commits.get(i);
        assertThat(walk(open, to)).isEqualTo(trees.get(i).texts());
        assertThat(diff(open, to, to, "/", true).changes()).isEmpty();
        if (i > 0) {
          Checksum from = commits.get(i - 1);
          TreeDiff diff = diff(open, from, to, "/", false);
          assertThat(diff.problems()).isEmpty();
          assertThat(diff.changes().stream().map(Agreement::text))
              .isEqualTo(trees.get(i).changes(repository, from, trees.get(i - 1), to));
          assertSubtreesAgree(open, from, to, diff);
          assertRenamesHold(diff(open, from, to, "/", true), trees.get(i - 1), trees.get(i));
        }
      }
    }
  }

  /** What the commands print. */
  void onCommands(Path home) {
    for (Checksum commit : commits) {
      JsonNode log = command(home, "log", commit.hex());
      assertThat(log.findValuesAsText("checksum"))
          .isEqualTo(
              repository
                  .ostree("log", commit.hex())
                  .lines()
                  .filter(line -> line.startsWith("commit "))
                  .map(line -> line.substring("commit ".length()))
                  .toList());
      JsonNode tree = command(home, "ls", "-R", commit.hex());
      String paths = repository.output("ls", "-R", "--nul-filenames-only", commit.hex());
      assertThat(tree.findValuesAsText("path")).containsExactly(paths.split("\0"));
    }
    JsonNode diff =
        command(home, "diff", "--no-renames", commits.getFirst().hex(), commits.getLast().hex());
    List<String> expected =
        OstreeTree.of(repository, commits.getLast())
            .changes(
                repository,
                commits.getFirst(),
                OstreeTree.of(repository, commits.getFirst()),
                commits.getLast());
    List<String> seen = new ArrayList<>();
    for (JsonNode change : diff.get("changes")) {
      String kind = change.get("change").asText().toUpperCase(Locale.ROOT);
      seen.add(change.get("path").asText() + " " + kind);
    }
    // Without kind and sizes.
    assertThat(seen)
        .isEqualTo(expected.stream().map(it -> it.replaceAll(" \\w+ \\d+ \\d+$", "")).toList());
  }

  private JsonNode command(Path home, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", "--repo=" + repository.path()));
    return CommandRun.of(home, all.toArray(String[]::new)).json();
  }

  private static TreeDiff diff(
      Repository repository, Checksum from, Checksum to, String path, boolean renames)
      throws StoreException {
    return repository.diff(from, to, path, renames, new Cancellation());
  }

  private static List<String> walk(Repository repository, Checksum commit) throws StoreException {
    List<String> lines = new ArrayList<>();
    repository.walk(
        commit, "/", it -> lines.add(line(it)), it -> lines.add(it.toString()), new Cancellation());
    return lines;
  }

  private static String line(TreeEntry entry) {
    return String.format(
        "%s0%04o %d %d %6d %s",
        switch (entry.kind()) {
          case FILE -> "-";
          case SYMLINK -> "l";
          case DIRECTORY -> "d";
        },
        entry.mode() & 07777,
        entry.uid(),
        entry.gid(),
        entry.size(),
        entry.path() + entry.target().map(it -> " -> " + it).orElse(""));
  }

  private static String text(Change change) {
    return String.format(
        "%s %s %s %d %d",
        change.path(), change.change(), change.kind(), change.sizeBefore(), change.sizeAfter());
  }

  /** Carrying out the changes on the one tree gives the other, and no renaming was overlooked. */
  private static void assertRenamesHold(TreeDiff diff, OstreeTree a, OstreeTree b) {
    Map<String, String> tree = new TreeMap<>();
    a.entries().forEach((path, listed) -> tree.put(path, listed.type() + listed.content()));
    Map<String, String> wanted = new TreeMap<>();
    b.entries().forEach((path, listed) -> wanted.put(path, listed.type() + listed.content()));
    List<String> contentsRemoved = new ArrayList<>();
    List<String> contentsAdded = new ArrayList<>();
    for (Change change : diff.changes()) {
      switch (change.change()) {
        case REMOVED -> {
          tree.remove(change.path());
          note(contentsRemoved, change, a);
        }
        case RENAMED -> {
          String old = change.oldPath().orElseThrow();
          assertThat(a.entries().get(old).content())
              .isEqualTo(b.entries().get(change.path()).content());
          assertThat(change.kind()).isEqualTo(TreeEntry.Kind.FILE);
          assertThat(change.sizeAfter()).isPositive().isEqualTo(a.size(old));
          tree.remove(old);
        }
        case ADDED -> note(contentsAdded, change, b);
        case MODIFIED, METADATA -> {}
      }
    }
    for (Change change : diff.changes()) {
      if (change.change() != Change.Kind.REMOVED) {
        tree.put(change.path(), wanted.get(change.path()));
      }
    }
    assertThat(tree).isEqualTo(wanted);
    assertThat(contentsRemoved.stream().filter(contentsAdded::contains)).isEmpty();
  }

  private static void note(List<String> contents, Change change, OstreeTree tree) {
    if (change.kind() == TreeEntry.Kind.FILE && tree.size(change.path()) > 0) {
      contents.add(tree.entries().get(change.path()).content());
    }
  }

  /** A diff of a part is that part of the diff. */
  private static void assertSubtreesAgree(
      Repository repository, Checksum from, Checksum to, TreeDiff whole) throws StoreException {
    for (Change change : whole.changes()) {
      String path = change.path();
      assertThat(diff(repository, from, to, path, false).changes())
          .as(path)
          .isEqualTo(
              whole.changes().stream()
                  .filter(
                      it ->
                          it.path().equals(path)
                              || path.equals("/")
                              || it.path().startsWith(path + "/"))
                  .toList());
    }
  }

  /** Entries by path, so that order does not matter and a difference is easy to see. */
  private static Map<String, String> flat(JsonNode commit) {
    Map<String, String> flat = new HashMap<>();
    commit
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("tree")) {
                flat.put(field.getKey(), sorted(field.getValue()));
              }
            });
    for (JsonNode entry : commit.path("tree")) {
      String kind = entry.has("unlistable") ? "unlistable " : "entry ";
      flat.put(kind + entry.get("path").asText(), sorted(entry));
    }
    return flat;
  }

  private static List<String> difference(Map<String, String> seen, Map<String, String> expected) {
    Set<String> keys = new TreeSet<>(seen.keySet());
    keys.addAll(expected.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(seen.get(key), expected.get(key)))
        .map(key -> key + ": " + seen.get(key) + " instead of " + expected.get(key))
        .toList();
  }

  private static String sorted(JsonNode node) {
    if (!node.isObject()) {
      return node.toString();
    }
    Stream<String> fields =
        node.properties().stream().map(field -> field.getKey() + "=" + field.getValue());
    return fields.sorted().toList().toString();
  }
}
