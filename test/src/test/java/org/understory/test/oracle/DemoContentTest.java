package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitGraph;
import org.understory.model.history.GraphRow;
import org.understory.model.history.Variant;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.DemoFixture;

/** What there is to see in the demo system: a year of an operating system, with all its turns. */
final class DemoContentTest {
  private static final long DAY = 86_400;
  private static final Map<String, Integer> COMMITS =
      Map.of("stable", 30, "testing", 24, "next", 18, "netbook", 8);

  private static Sysroot sysroot;
  private static Repository repository;

  @BeforeAll
  static void open() throws StoreException {
    sysroot = DemoFixture.demo().open();
    repository = sysroot.repository();
  }

  @AfterAll
  static void close() {
    sysroot.close();
  }

  @Test
  void the_branches_of_the_remote_tell_of_a_year_that_ends_now() throws StoreException {
    List<Commit> all = history("stable", "testing", "next", "netbook");
    assertThat(all).hasSize(80);
    long now = DemoFixture.CLOCK.instant().getEpochSecond();
    assertThat(all.getFirst().timestamp()).isBetween(now - 2 * DAY, now);
    assertThat(all.getLast().timestamp()).isBetween(now - 366 * DAY, now - 363 * DAY);
  }

  @Test
  void every_commit_has_a_version_a_subject_a_body_its_branch_and_its_packages()
      throws StoreException {
    Set<String> versions = new HashSet<>();
    int rebuilt = 0;
    for (String branch : COMMITS.keySet()) {
      for (Commit commit : ownHistory(branch)) {
        String version = commit.version().orElseThrow();
        versions.add(branch + version);
        assertThat(version).matches("4[01]\\.\\d{8}\\.0");
        assertThat(commit.subject()).startsWith("Fern Linux " + version + ": ");
        assertThat(commit.body().isBlank()).isEqualTo(commit.subject().endsWith(": rebuilt"));
        rebuilt += commit.body().isBlank() ? 1 : 0;
        assertThat(metadata(commit, "ostree.ref-binding"))
            .isEqualTo(new Variant.Array(List.of(new Variant.Text("fern/x86_64/" + branch))));
        assertThat(packages(commit)).hasSizeGreaterThan(100);
      }
    }
    assertThat(versions).hasSize(80);
    assertThat(rebuilt).isLessThan(4);
  }

  @Test
  void packages_change_with_each_commit_as_its_body_says() throws StoreException {
    List<Commit> stable = ownHistory("stable");
    for (int i = 0; i + 1 < stable.size(); i++) {
      Set<Variant> changed = new HashSet<>(packages(stable.get(i)));
      changed.removeAll(packages(stable.get(i + 1)));
      for (Variant each : changed) {
        String name = text(((Variant.Tuple) each).items().getFirst());
        assertThat(stable.get(i).body()).contains("  " + name + " ");
      }
    }
    Set<Variant> ever = new HashSet<>();
    for (Commit each : stable) {
      ever.addAll(packages(each));
    }
    assertThat(ever.size()).isGreaterThan(2 * packages(stable.getFirst()).size());
  }

  @Test
  void branches_fork_from_each_other_and_one_is_given_up() throws StoreException {
    List<Commit> stable = ownHistory("stable");
    assertThat(stable.getLast().parent()).isEmpty();
    assertThat(stable).extracting(Commit::checksum).contains(fork("testing"), fork("netbook"));
    assertThat(ownHistory("testing")).extracting(Commit::checksum).contains(fork("next"));
    Commit last = ownHistory("netbook").getFirst();
    assertThat(text(metadata(last, "ostree.endoflife"))).contains("no longer supported");
    assertThat(text(metadata(last, "ostree.endoflife-rebase"))).isEqualTo("fern/x86_64/stable");
    assertThat(last.timestamp()).isLessThan(stable.getFirst().timestamp() - 200 * DAY);
  }

  @Test
  void trees_have_a_few_thousand_entries_with_links_and_setuid_programs() throws StoreException {
    List<TreeEntry> tree = new ArrayList<>();
    Commit newest = ownHistory("stable").getFirst();
    repository.walk(
        newest.checksum(), "/", tree::add, problem -> fail("" + problem), new Cancellation());
    assertThat(tree).hasSizeBetween(2_000, 6_000);
    assertThat(tree).filteredOn(e -> e.kind() == TreeEntry.Kind.SYMLINK).hasSizeGreaterThan(50);
    assertThat(tree)
        .filteredOn(e -> e.kind() == TreeEntry.Kind.FILE && (e.mode() & 04000) != 0)
        .extracting(TreeEntry::path)
        .contains("/usr/bin/sudo");
  }

  @Test
  void over_the_year_text_changes_and_files_are_renamed() throws StoreException {
    List<Commit> stable = ownHistory("stable");
    TreeDiff year =
        repository.diff(
            stable.getLast().checksum(),
            stable.getFirst().checksum(),
            "/",
            true,
            new Cancellation());
    assertThat(year.problems()).isEmpty();
    assertThat(year.changes())
        .extracting(Change::change)
        .contains(Change.Kind.ADDED, Change.Kind.REMOVED);
    assertThat(year.changes())
        .filteredOn(c -> c.change() == Change.Kind.RENAMED)
        .extracting(Change::path)
        .contains("/usr/share/wallpapers/fern/forest-1.jxl");
    assertThat(year.changes())
        .filteredOn(c -> c.change() == Change.Kind.MODIFIED)
        .extracting(Change::path)
        .contains("/usr/etc/chrony/chrony.conf", "/usr/lib/os-release");
  }

  @Test
  void the_server_has_newer_versions_and_a_branch_that_nobody_has_fetched(@TempDir Path home)
      throws StoreException {
    String demo = "--sysroot=" + DemoFixture.demo().sysroot();
    String stable = "demo:fern/x86_64/stable";
    JsonNode log = CommandRun.of(home, "remote", "log", stable, demo, "--json").json();
    assertThat(log.findValuesAsText("version"))
        .startsWith("41.20260614.0", "41.20260612.0", "41.20260610.0");
    assertThat(log.findValues("here").stream().map(JsonNode::asBoolean))
        .startsWith(false, false, true);
    Checksum here = head("stable");
    assertThat(repository.commit(here).version()).contains("41.20260610.0");
    JsonNode refs = CommandRun.of(home, "remote", "refs", "demo", demo, "--json").json();
    assertThat(refs.at("/branches").findValuesAsText("name")).contains("fern/x86_64/nightly");
    JsonNode packages =
        CommandRun.of(home, "diff", here.hex(), stable, "--packages", "--remote", demo, "--json")
            .json();
    assertThat(packages.at("/upgraded").findValuesAsText("name")).contains("openssl", "bash");
    String archive = "--repo=" + DemoFixture.folder().resolve("remote");
    assertThat(Command.run("ostree", "fsck", archive)).contains("no errors found");
    assertThat(Command.run("ostree", "config", archive, "get", "core.mode")).contains("archive");
  }

  @Test
  void the_person_has_changed_etc() {
    assertThat(
            Command.run(
                    "ostree",
                    "admin",
                    "config-diff",
                    "--sysroot=" + DemoFixture.demo().sysroot(),
                    "--os=fern")
                .lines()
                .map(line -> line.replaceAll(" +", " ")))
        .contains("M hosts", "M chrony/chrony.conf", "A hostname", "D fern-release");
  }

  @Test
  void what_was_layered_here_is_drawn_beside_the_line_of_releases() throws StoreException {
    Deployment rescue =
        sysroot.snapshot().deployments().stream()
            .filter(d -> d.origin().source() == Origin.Source.LAYERED)
            .findFirst()
            .orElseThrow();
    Commit layered = repository.commit(rescue.checksum());
    assertThat(layered.kind()).isEqualTo(Commit.Kind.LAYERED);
    List<Commit> commits = new ArrayList<>();
    repository.history(
        List.of(head("stable"), layered.checksum()),
        commits::add,
        problem -> fail("" + problem),
        new Cancellation());
    CommitGraph graph = CommitGraph.of(commits);
    GraphRow own = graph.row(graph.rowOf(layered.checksum()).orElseThrow());
    GraphRow base = graph.row(graph.rowOf(layered.parent().orElseThrow()).orElseThrow());
    assertThat(own.lane()).isNotEqualTo(base.lane());
    assertThat(own.below(own.lane())).isEqualTo(GraphRow.Edge.BASE);
    assertThat(base.above(own.lane())).isEqualTo(GraphRow.Edge.BASE);
    assertThat(own.below(base.lane())).isEqualTo(GraphRow.Edge.LINE);
  }

  private static Checksum head(String branch) throws StoreException {
    return repository.resolve("demo:fern/x86_64/" + branch);
  }

  /** All that the branches lead to, the newest first. */
  private static List<Commit> history(String... branches) throws StoreException {
    List<Checksum> tips = new ArrayList<>();
    for (String branch : branches) {
      tips.add(head(branch));
    }
    List<Commit> commits = new ArrayList<>();
    repository.history(tips, commits::add, problem -> fail("" + problem), new Cancellation());
    return commits;
  }

  /** The commits that were made on a branch itself, the newest first. */
  private static List<Commit> ownHistory(String branch) throws StoreException {
    return history(branch).subList(0, COMMITS.get(branch));
  }

  private static Checksum fork(String branch) throws StoreException {
    return ownHistory(branch).getLast().parent().orElseThrow();
  }

  private static Variant metadata(Commit commit, String key) throws StoreException {
    Variant value = repository.details(commit.checksum()).metadata().get(key);
    return value == null ? fail(key) : value;
  }

  private static List<Variant> packages(Commit commit) throws StoreException {
    return ((Variant.Array) metadata(commit, "rpmostree.rpmdb.pkglist")).items();
  }

  private static String text(Variant variant) {
    return ((Variant.Text) variant).value();
  }
}
