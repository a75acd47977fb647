package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;
import org.understory.store.repo.RepositoryMode;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.TestRepository;
import org.understory.test.oracle.Histories.Draft;
import org.understory.test.oracle.TreeModel.Item;
import org.understory.test.oracle.TreeModel.Step;

/**
 * Random repositories in every mode that libostree reads, seen by it and by the reader: whole,
 * compared two by two, and with objects missing.
 */
final class RepositoryOracleTest {
  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void the_reader_agrees_with_libostree_in_archive(
      @ForAll("drafts") List<Draft> drafts, @ForAll("lost") List<Integer> lost) throws Exception {
    agrees(RepositoryMode.ARCHIVE, drafts, lost);
  }

  /** With owners of all kinds where root runs it. */
  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void the_reader_agrees_with_libostree_in_bare(
      @ForAll("drafts") List<Draft> drafts, @ForAll("lost") List<Integer> lost) throws Exception {
    agrees(RepositoryMode.BARE, drafts, lost);
  }

  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void the_reader_agrees_with_libostree_in_bare_user(
      @ForAll("drafts") List<Draft> drafts, @ForAll("lost") List<Integer> lost) throws Exception {
    agrees(RepositoryMode.BARE_USER, drafts, lost);
  }

  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void the_reader_agrees_with_libostree_in_bare_user_only(
      @ForAll("drafts") List<Draft> drafts, @ForAll("lost") List<Integer> lost) throws Exception {
    agrees(RepositoryMode.BARE_USER_ONLY, drafts, lost);
  }

  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void the_reader_agrees_with_libostree_in_bare_split_xattrs(
      @ForAll("drafts") List<Draft> drafts, @ForAll("lost") List<Integer> lost) throws Exception {
    agrees(RepositoryMode.BARE_SPLIT_XATTRS, drafts, lost);
  }

  /** Files, links and folders each become each other, and are empty and full, in every mode. */
  @Example
  void every_change_of_type_is_that_of_ostree() throws Exception {
    Item file = new Item.File("content", 1, 0644, 0, Map.of("a", "value"));
    Item folder = new Item.Folder(0755, 0, Map.of());
    List<Item> items = List.of(file, new Item.Link("../target"), folder);
    List<Step> before = new ArrayList<>();
    List<Step> after = new ArrayList<>();
    for (Item from : items) {
      for (Item to : items) {
        String name = "item " + before.size();
        before.add(new Step(TreeModel.Change.ADD, 0, 0, name, from));
        after.add(new Step(TreeModel.Change.REPLACE, after.size() + 1, 0, "", to));
      }
    }
    // The folders among them get something that goes away with them, and something that comes.
    before.add(new Step(TreeModel.Change.ADD, 0, 1, "inside", file));
    TreeModel full = TreeModel.EMPTY.after(before);
    assertThat(full.items()).hasSize(11);
    assertThat(full.after(after).items()).hasSize(10);
    Draft first = new Draft(before, "main", -1, "before", 1, List.of(), false);
    Draft second = new Draft(after, "main", -1, "after", 2, List.of(), false);
    for (RepositoryMode mode : RepositoryMode.values()) {
      agrees(mode, List.of(first, second), List.of());
    }
  }

  @Provide
  Arbitrary<List<Draft>> drafts() {
    return Histories.drafts();
  }

  /** Numbers of the objects that are lost, wrapped around; often none. */
  @Provide
  Arbitrary<List<Integer>> lost() {
    return Arbitraries.integers().between(0, 1000).list().ofMaxSize(5);
  }

  private static void agrees(RepositoryMode mode, List<Draft> drafts, List<Integer> lost)
      throws IOException, StoreException {
    Path folder = Files.createTempDirectory("oracle");
    try {
      TestRepository repository = EveryMode.create(folder.resolve("repo"), mode);
      List<Checksum> commits = commits(repository, folder, mode, drafts);
      EveryMode.finish(repository, mode);
      seenAlike(repository, commits);
      treesAlike(repository, commits);
      logsAlike(repository, folder, commits);
      if (!lost.isEmpty()) {
        lose(repository, lost);
        seenAlike(repository, commits);
      }
    } finally {
      Command.run(List.of("rm", "-rf", folder.toString()));
    }
  }

  private static List<Checksum> commits(
      TestRepository repository, Path folder, RepositoryMode mode, List<Draft> drafts)
      throws IOException {
    TreeModel tree = TreeModel.EMPTY;
    List<Checksum> commits = new ArrayList<>();
    for (Draft draft : drafts) {
      tree = tree.after(draft.steps());
      Path written = folder.resolve("tree" + commits.size());
      tree.write(written);
      List<String> options = new ArrayList<>(EveryMode.options(mode));
      options.add("--subject=" + draft.subject());
      options.add("--body=line\n\u202eline " + commits.size());
      options.add("--timestamp=@" + draft.timestamp());
      for (int i = 0; i < draft.metadata().size(); i++) {
        options.add("--add-metadata=key" + i + "=" + draft.metadata().get(i));
      }
      if (draft.detached()) {
        options.add("--add-detached-metadata-string=signed=by nobody");
      }
      if (draft.fork() >= 0 && !commits.isEmpty()) {
        options.add("--parent=" + commits.get(draft.fork() % commits.size()));
      }
      commits.add(repository.commit(draft.branch(), written, options.toArray(String[]::new)));
    }
    return commits;
  }

  /** Deletes some objects and marks a commit as partial. */
  private static void lose(TestRepository repository, List<Integer> lost) throws IOException {
    List<Path> objects = repository.objects();
    for (int number : lost) {
      Files.deleteIfExists(objects.get(number % objects.size()));
    }
    for (Path object : objects) {
      if (object.toString().endsWith(".commit")) {
        String commit = object.getParent().getFileName() + object.getFileName().toString();
        Files.writeString(repository.path().resolve("state/" + commit + "partial"), "");
        return;
      }
    }
  }

  /** Everything of every commit, and what revisions name. */
  private static void seenAlike(TestRepository repository, List<Checksum> commits)
      throws StoreException {
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
  private static void treesAlike(TestRepository repository, List<Checksum> commits)
      throws StoreException {
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
          assertThat(diff.changes().stream().map(RepositoryOracleTest::text))
              .isEqualTo(trees.get(i).changes(repository, from, trees.get(i - 1), to));
          assertSubtreesAgree(open, from, to, diff);
          assertRenamesHold(diff(open, from, to, "/", true), trees.get(i - 1), trees.get(i));
        }
      }
    }
  }

  /** What the commands print. */
  private static void logsAlike(TestRepository repository, Path home, List<Checksum> commits) {
    for (Checksum commit : commits) {
      JsonNode log = command(repository, home, "log", commit.hex());
      assertThat(log.findValuesAsText("checksum"))
          .isEqualTo(
              repository
                  .ostree("log", commit.hex())
                  .lines()
                  .filter(line -> line.startsWith("commit "))
                  .map(line -> line.substring("commit ".length()))
                  .toList());
      JsonNode tree = command(repository, home, "ls", "-R", commit.hex());
      String paths = repository.output("ls", "-R", "--nul-filenames-only", commit.hex());
      assertThat(tree.findValuesAsText("path")).containsExactly(paths.split("\0"));
    }
    JsonNode diff =
        command(
            repository,
            home,
            "diff",
            "--no-renames",
            commits.getFirst().hex(),
            commits.getLast().hex());
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

  private static JsonNode command(TestRepository repository, Path home, String... arguments) {
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
