package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.RepositoryMode;
import org.understory.test.kit.Command;
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
      Agreement agreement = new Agreement(repository, commits);
      agreement.onContents();
      agreement.onTrees();
      agreement.onCommands(folder);
      if (!lost.isEmpty()) {
        lose(repository, lost);
        agreement.onContents();
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
}
