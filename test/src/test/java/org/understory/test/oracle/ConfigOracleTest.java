package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.understory.model.config.ConfigBlocker;
import org.understory.model.config.ConfigBlocker.Reason;
import org.understory.model.config.ConfigEdit;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigPreview;
import org.understory.model.config.ConfigState;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestSysroot;
import org.understory.test.oracle.TreeModel.Item;
import org.understory.test.oracle.TreeModel.Step;

/** What we foretell of a merge of {@code /etc} is what {@code ostree admin deploy} then makes. */
final class ConfigOracleTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d.conf");

  /** Many small trees: what matters are the ways in which three of them can meet. */
  @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
  void every_path_comes_out_as_foretold(
      @ForAll("steps") List<Step> old,
      @ForAll("few") List<Step> mine,
      @ForAll("few") List<Step> theirs)
      throws Exception {
    TreeModel start = TreeModel.EMPTY.after(old);
    agrees(start, start.after(mine), start.after(theirs));
  }

  /**
   * Each of nothing, file, other file, link, folder and full folder, in each of the three trees.
   */
  @Example
  void every_combination_of_kinds_comes_out_as_foretold() throws Exception {
    List<Map<String, Item>> kinds =
        List.of(
            Map.of(),
            Map.of("", file("one", 0644)),
            Map.of("", file("two", 0644)),
            Map.of("", new Item.Link("one")),
            Map.of("", folder(0755)),
            Map.of("", folder(0700), "/x", file("one", 0644)),
            Map.of("", folder(0755), "/x", file("two", 0600), "/y", file("one", 0644)));
    TreeModel old = empty();
    TreeModel mine = empty();
    TreeModel theirs = empty();
    int number = 0;
    for (Map<String, Item> a : kinds) {
      for (Map<String, Item> b : kinds) {
        for (Map<String, Item> c : kinds) {
          if (willMerge(a, b, c)) {
            String name = "item" + number++;
            put(old, name, a);
            put(mine, name, b);
            put(theirs, name, c);
          }
        }
      }
    }
    Set<ConfigState> seen = new TreeSet<>();
    agrees(old, mine, theirs).entries().forEach(it -> seen.add(it.state()));
    assertThat(seen)
        .containsExactlyInAnyOrder(
            ConfigState.KEPT,
            ConfigState.TAKEN,
            ConfigState.CONFLICT,
            ConfigState.STALE,
            ConfigState.SAME);
  }

  /** One blocked combination after the other, since the first ends the whole merge. */
  @Example
  void what_makes_libostree_fail_is_named() throws Exception {
    Map<String, Item> nothing = Map.of();
    Map<String, Item> file = Map.of("", file("one", 0644));
    Map<String, Item> folder = Map.of("", folder(0755), "/x", file("one", 0644));
    Map<String, Item> edited = Map.of("", folder(0755), "/x", file("two", 0644));
    Map<String, Item> emptied = Map.of("", folder(0755));
    fails(nothing, file, folder, Reason.FOLDER_NOW);
    fails(folder, file, folder, Reason.FOLDER_NOW);
    fails(folder, edited, file, Reason.FILE_NOW);
    fails(folder, emptied, file, Reason.FILE_NOW);
    fails(folder, Map.of("", folder(0700)), file, Reason.FILE_NOW);
  }

  private void fails(Map<String, Item> a, Map<String, Item> b, Map<String, Item> c, Reason reason)
      throws Exception {
    TreeModel old = empty();
    TreeModel mine = empty();
    TreeModel theirs = empty();
    put(old, "item", a);
    put(mine, "item", b);
    put(theirs, "item", c);
    assertThat(agrees(old, mine, theirs).blockers())
        .containsExactly(new ConfigBlocker("/etc/item", reason));
  }

  /** As copy_modified_config_file and glnx_shutil_rm_rf_at have it; links are another matter. */
  private static boolean willMerge(Map<String, Item> a, Map<String, Item> b, Map<String, Item> c) {
    boolean changed = !b.isEmpty() && !Objects.equals(a.get(""), b.get(""));
    if (isFolder(c)) {
      return isFolder(b) || !changed;
    }
    boolean inside =
        isFolder(a)
            && isFolder(b)
            && (changed ? !b.keySet().containsAll(a.keySet()) : !a.equals(b));
    return c.isEmpty() || !inside;
  }

  private static boolean isFolder(Map<String, Item> items) {
    return items.get("") instanceof Item.Folder;
  }

  private static Item file(String text, int mode) {
    return new Item.File(text, 1, mode, 0, Map.of());
  }

  private static Item folder(int mode) {
    return new Item.Folder(mode, 0, Map.of());
  }

  private static TreeModel empty() {
    return new TreeModel(new TreeMap<>(TreeModel.EMPTY.items()));
  }

  private static void put(TreeModel tree, String name, Map<String, Item> items) {
    items.forEach((below, item) -> tree.items().put(name + below, item));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return step().list().ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<Step>> few() {
    return step().list().ofMaxSize(8);
  }

  private static Arbitrary<Step> step() {
    Arbitrary<Integer> owners = Arbitraries.of(0, 0, 0, 1000);
    Arbitrary<Item> files =
        Combinators.combine(
                Arbitraries.of("", "one", "two", "six"), Arbitraries.of(0644, 0644, 0600), owners)
            .as((text, mode, owner) -> new Item.File(text, 1, mode, owner, Map.of()));
    Arbitrary<Item> folders =
        Combinators.combine(Arbitraries.of(0755, 0755, 0700), owners)
            .as((mode, owner) -> new Item.Folder(mode, owner, Map.of()));
    Arbitrary<Item> links = Arbitraries.of("one", "nowhere/two").map(Item.Link::new);
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(5, TreeModel.Change.ADD),
                Tuple.of(2, TreeModel.Change.REMOVE),
                Tuple.of(3, TreeModel.Change.REPLACE),
                Tuple.of(1, TreeModel.Change.MOVE)),
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(0, 20),
            Arbitraries.of(NAMES),
            Arbitraries.oneOf(files, files, folders, links))
        .as(Step::new);
  }

  /** Deploys the first, makes its /etc the second, foretells and deploys the third. */
  private static ConfigPreview agrees(TreeModel old, TreeModel mine, TreeModel theirs)
      throws IOException, StoreException {
    Path folder = Files.createTempDirectory("config");
    try {
      TestSysroot made = TestSysroot.create(folder.resolve("sysroot"), "os");
      made.admin("deploy", "--os=os", commit(made, folder, "old", old));
      Checksum next = Checksum.parse(commit(made, folder, "new", theirs)).orElseThrow();
      try (Sysroot sysroot = Sysroot.open(made.folder(), nowhere(folder))) {
        Deployment from = sysroot.snapshot().deployments().getFirst();
        Path etc = folder(made, from).resolve("etc");
        Command.run("rm", "-rf", etc.toString());
        mine.write(etc);
        ConfigPreview preview = sysroot.configuration().preview(from, next, new Cancellation());
        assertThat(preview.problems()).isEmpty();
        agreesOnEdits(made, preview, old, mine);
        Map<String, String> expected = foretold(preview, etc, folder.resolve("new"));
        Command.Result deployed =
            Command.attempt(
                List.of(
                    "ostree",
                    "admin",
                    "deploy",
                    "--sysroot=" + made.folder(),
                    "--os=os",
                    next.hex()));
        if (preview.blockers().stream().noneMatch(it -> it.reason() == Reason.LINK_NOW)) {
          assertThat(deployed.status() == 0)
              .as(() -> preview.blockers() + deployed.errors())
              .isEqualTo(preview.blockers().isEmpty());
        }
        if (deployed.status() == 0 && preview.blockers().isEmpty()) {
          Deployment merged = sysroot.snapshot().deployments().getFirst();
          assertThat(merged.checksum()).isEqualTo(next);
          Map<String, String> real = facts(folder(made, merged).resolve("etc"));
          assertThat(real)
              .as(
                  () ->
                      String.join("\n", preview.entries().stream().map(Object::toString).toList()))
              .isEqualTo(expected);
        }
        return preview;
      }
    } finally {
      Command.run(List.of("rm", "-rf", folder.toString()));
    }
  }

  /** Of what is removed or of another kind {@code ostree} tells the topmost only. */
  private static void agreesOnEdits(
      TestSysroot made, ConfigPreview preview, TreeModel old, TreeModel mine) {
    Map<String, ConfigEdit> told = new HashMap<>();
    for (String line : made.admin("config-diff", "--os=os").lines().toList()) {
      ConfigEdit edit =
          switch (line.charAt(0)) {
            case 'M' -> ConfigEdit.MODIFIED;
            case 'D' -> ConfigEdit.REMOVED;
            default -> ConfigEdit.ADDED;
          };
      told.put("/etc/" + line.substring(5), edit);
    }
    Map<String, ConfigEdit> ours = new HashMap<>();
    preview.entries().stream()
        .filter(it -> it.yours() != ConfigEdit.NONE)
        .filter(it -> !isHidden(it.path().substring("/etc/".length()), old, mine))
        .forEach(it -> ours.put(it.path(), it.yours()));
    assertThat(ours).isEqualTo(told);
    List<ConfigEntry> shown = preview.told();
    assertThat(shown).extracting(ConfigEntry::path).containsAll(told.keySet());
    for (ConfigEntry entry : shown) {
      String path = entry.path().substring("/etc/".length());
      if (entry.theirs() == ConfigEdit.NONE && isInReplaced(path, old, mine)) {
        assertThat(entry.path()).as("part of what became of its folder").isEmpty();
      }
    }
  }

  /** Whether any folder around it became something else, or something else became it. */
  private static boolean isInReplaced(String path, TreeModel old, TreeModel mine) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return false;
    }
    String parent = path.substring(0, slash);
    Item before = old.items().get(parent);
    Item after = mine.items().get(parent);
    boolean other =
        before != null
            && after != null
            && before instanceof Item.Folder != after instanceof Item.Folder;
    return other || isInReplaced(parent, old, mine);
  }

  private static boolean isHidden(String path, TreeModel old, TreeModel mine) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return false;
    }
    String parent = path.substring(0, slash);
    Item before = old.items().get(parent);
    Item after = mine.items().get(parent);
    boolean removed = before instanceof Item.Folder && !(after instanceof Item.Folder);
    boolean replaced = before != null && !(before instanceof Item.Folder);
    return removed || replaced || isHidden(parent, old, mine);
  }

  /** The new /etc as the states say: each path from yours or from the new default. */
  private static Map<String, String> foretold(ConfigPreview preview, Path yours, Path fresh)
      throws IOException {
    Map<String, String> mine = facts(yours);
    Map<String, String> theirs = facts(fresh.resolve("usr/etc"));
    Map<String, String> expected = new TreeMap<>();
    for (ConfigEntry entry : preview.entries()) {
      String path = entry.path().substring("/etc/".length());
      Map<String, String> source =
          switch (entry.state()) {
            case KEPT, CONFLICT -> mine;
            case TAKEN, STALE, SAME -> theirs;
            case UNREADABLE -> throw new AssertionError(entry);
          };
      if (source.containsKey(path)) {
        expected.put(path, source.get(path));
      }
    }
    return expected;
  }

  private static Map<String, String> facts(Path root) throws IOException {
    Map<String, String> facts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(it -> !it.equals(root))
          .forEach(it -> facts.put(root.relativize(it).toString(), fact(it)));
    }
    return facts;
  }

  private static String fact(Path path) {
    try {
      Map<String, Object> found =
          Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
      String more =
          Files.isSymbolicLink(path)
              ? Files.readSymbolicLink(path).toString()
              : Files.isRegularFile(path)
                  ? Files.readString(path, StandardCharsets.ISO_8859_1)
                  : "";
      return new TreeMap<>(found) + " " + more;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String commit(TestSysroot made, Path folder, String name, TreeModel etc)
      throws IOException {
    Path tree = folder.resolve(name);
    made.write(tree.resolve("usr/lib/modules/6.1/vmlinuz"), "kernel");
    made.write(tree.resolve("usr/lib/modules/6.1/initramfs.img"), "initramfs");
    made.write(tree.resolve("usr/lib/os-release"), "NAME=Test\nID=test\nVERSION_ID=1\n");
    etc.write(tree.resolve("usr/etc"));
    List<String> command =
        new ArrayList<>(
            List.of("ostree", "commit", "--repo=" + made.repository(), "--branch=" + name));
    command.addAll(List.of("--tree=dir=" + tree, "--fsync=no"));
    return Command.run(command).strip();
  }

  private static Path folder(TestSysroot made, Deployment deployment) {
    return made.folder()
        .resolve("ostree/deploy/os/deploy")
        .resolve(deployment.checksum().hex() + "." + deployment.serial());
  }

  private static HostFiles nowhere(Path folder) {
    Path none = folder.resolve("none");
    return new HostFiles(none, none, none, none);
  }
}
