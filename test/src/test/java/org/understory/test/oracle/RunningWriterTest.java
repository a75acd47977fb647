package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.system.Deployment;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.store.wire.RecordJson;
import org.understory.test.kit.BootedHost;
import org.understory.test.kit.Command;
import org.understory.test.kit.EngineRun;
import org.understory.test.kit.TestSysroot;
import org.understory.test.kit.WriterRun;

/** What the writer does to the system that runs. */
final class RunningWriterTest {
  /**
   * Writes the deployments with the last two in the other order, as libostree's own users would.
   */
  private static final String TURN =
      """
      import gi
      gi.require_version('OSTree', '1.0')
      from gi.repository import OSTree, Gio
      sysroot = OSTree.Sysroot.new(Gio.File.new_for_path('/'))
      sysroot.load(None)
      staged, first, second = sysroot.get_deployments()
      sysroot.write_deployments([staged, second, first], None)
      """;

  @TempDir Path temp;
  private TestSysroot sysroot;
  private BootedHost host;
  private String newest;
  private String running;
  private String other;
  private Path runningFolder;

  /** The second of two deployments runs, so that the other boots next; a third commit waits. */
  @BeforeEach
  void bootTheOlder() throws IOException, StoreException {
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
    List<String> ids = new ArrayList<>();
    for (String version : List.of("1", "2")) {
      String commit = sysroot.commit("stable", version, "kernel");
      sysroot.admin("deploy", "--os=main", "--karg=root=LABEL=root", "stable");
      ids.add("main-" + commit + ".0");
    }
    running = ids.get(0);
    other = ids.get(1);
    newest = sysroot.commit("stable", "3", "kernel");
    runningFolder = folder(running);
    host = new BootedHost(sysroot, runningFolder);
    assumeThat(host.possible()).as("subordinate ids").isTrue();
  }

  @Test
  void what_runs_is_not_dropped() {
    assertThat(run("ids", ";", "write", other, ";", "write", running, ";", "ids", ";"))
        .containsExactly(
            other + " " + running,
            new Problem.BootedDeployment(running).toString(),
            "done",
            running);
  }

  @Test
  void an_update_is_staged_changed_held_back_and_dropped() throws StoreException {
    String staged = "main-" + newest + ".0";
    assertThat(run("hold", "true", ";", "stage", newest, running, ";", "ids", ";"))
        .containsExactly(
            new Problem.NothingStaged().toString(), staged, staged + " " + other + " " + running);
    assertThat(deployments().getFirst().staged()).isTrue();
    assertThat(deployments().getFirst().id()).isEqualTo(staged);

    assertThat(run("pin", staged, ";", "kargs", staged, "quiet", "a=\"b c\"", ";"))
        .containsExactly(new Problem.StagedDeployment(staged).toString(), "done");
    // libostree splits at every space and puts them together again when it finishes.
    assertThat(String.join(" ", deployments().getFirst().kernelArguments().arguments()))
        .isEqualTo("quiet a=\"b c\"");

    Path held = host.run().resolve("ostree/staged-deployment-locked");
    assertThat(run("hold", "true", ";", "hold", "true", ";")).containsExactly("done", "done");
    assertThat(held).exists();
    assertThat(run("hold", "false", ";", "hold", "false", ";")).containsExactly("done", "done");
    assertThat(held).doesNotExist();

    assertThat(run("hold", "true", ";", "write", running, other, ";", "ids", ";"))
        .containsExactly("done", "done", running + " " + other);
    assertThat(held).doesNotExist();
    assertThat(host.run().resolve("ostree/staged-deployment")).doesNotExist();
    assertThat(folder(staged)).doesNotExist();
    assertThat(deployments()).extracting(Deployment::id).containsExactly(running, other);
  }

  /**
   * What libostree does with these is shown by {@link
   * #libostree_loses_an_order_beside_what_is_staged}.
   */
  @Test
  void beside_what_is_staged_the_others_can_only_be_dropped() {
    String staged = "main-" + newest + ".0";
    String inTheWay = new Problem.StagedInTheWay(staged).toString();
    assertThat(
            run(
                "stage", newest, running, ";", "write", staged, running, other, ";", "kargs", other,
                "quiet", ";", "write", staged, other, running, ";", "write", staged, running, ";",
                "ids", ";"))
        .containsExactly(staged, inTheWay, inTheWay, "done", "done", staged + " " + running);
  }

  /** Once this fails, requireNothingStaged of NativeSysroot can go for newer versions. */
  @Test
  void libostree_loses_an_order_beside_what_is_staged() {
    run("stage", newest, running, ";");
    Command.Result turned = host.attempt(List.of("/usr/bin/python3", "-c", TURN));
    assertThat(turned.status()).as(turned.errors()).isZero();
    assertThat(run("ids", ";")).containsExactly("main-" + newest + ".0 " + other + " " + running);
  }

  /** Whatever libostree does to the running one, the boot entry and nothing else is new. */
  @Test
  void kernel_arguments_of_what_runs_are_replaced_in_its_boot_entry() throws Exception {
    assertThat(run("write", running, other, ";")).containsExactly("done");
    Map<String, String> before = entries();
    assertThat(before.keySet()).containsExactly("ostree-1-main.conf", "ostree-2-main.conf");
    assertThat(run("kargs", running, "quiet", "a=\"b c\"", "x", ";")).containsExactly("done");

    Map<String, String> after = entries();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(options(after.get("ostree-2-main.conf")))
        .startsWith("quiet a=\"b c\" x ostree=/ostree/boot.")
        .endsWith("/0");
    assertThat(options(after.get("ostree-1-main.conf"))).startsWith("root=LABEL=root ostree=/");
    if (after.get("ostree-1-main.conf").equals(before.get("ostree-1-main.conf"))) {
      // Changed in place: all but the one line is as it was.
      String fresh = after.get("ostree-2-main.conf");
      String old = before.get("ostree-2-main.conf");
      assertThat(fresh.replace(options(fresh), "").lines())
          .containsExactlyInAnyOrderElementsOf(old.replace(options(old), "").lines().toList());
    }
    assertThat(deployments()).extracting(Deployment::id).containsExactly(running, other);
    assertThat(run("kargs", running, ";", "kargs", other, "y", ";"))
        .containsExactly("done", "done");
    assertThat(deployments().getFirst().kernelArguments().own().arguments()).isEmpty();
    assertThat(deployments().getLast().kernelArguments().own().arguments()).containsExactly("y");
    assertThat(deployments().getFirst().booted()).isTrue();
  }

  /** It would be one more entry for the same deployment. */
  @Test
  void a_boot_entry_of_another_name_is_not_doubled() throws Exception {
    Path entries = sysroot.folder().resolve("boot/loader/entries").toRealPath();
    Files.move(entries.resolve("ostree-1-main.conf"), entries.resolve("ostree-1.conf"));
    List<String> said = run("kargs", running, "quiet", ";", "ids", ";");
    assertThat(said.getLast()).isEqualTo(other + " " + running);
    assertThat(said.getFirst())
        .isIn("done", new Problem.Unsupported("boot entries of another libostree").toString());
  }

  private Map<String, String> entries() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (var files = Files.list(sysroot.folder().resolve("boot/loader/entries"))) {
      for (Path file : files.toList()) {
        entries.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return entries;
  }

  private static String options(String entry) {
    return entry
        .lines()
        .filter(line -> line.startsWith("options "))
        .map(line -> line.substring("options ".length()))
        .findFirst()
        .orElseThrow();
  }

  /** libostree has thrown the staged one away by then. */
  @Test
  void what_fails_says_whether_the_deployments_changed() throws Exception {
    Files.delete(folder(other).resolve("usr/lib/os-release"));
    Checksum commit = Checksum.parse(newest).orElseThrow();
    List<Outcome> outcomes =
        carryOut(
            new Operation.SetDefault(running),
            new Operation.Rebase("main", "stable", commit),
            new Operation.SetDefault(running));
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.changed()).isFalse());
    assertThat(outcomes.get(1)).isEqualTo(new Outcome.Succeeded(new Outcome.Result.Done()));
    assertThat(outcomes.get(2))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.changed()).isTrue());
    assertThat(deployments()).extracting(Deployment::id).containsExactly(other, running);
  }

  private List<Outcome> carryOut(Operation... operations) throws StoreException {
    List<String> all = new ArrayList<>(List.of("/"));
    for (Operation each : operations) {
      all.add(RecordJson.write((Record) each));
    }
    Command.Result result = host.attempt(List.of(), EngineRun.class, all.toArray(String[]::new));
    assertThat(result.status()).as(result.text() + result.errors()).isZero();
    List<Outcome> outcomes = new ArrayList<>();
    for (String line : result.text().lines().toList()) {
      outcomes.add(RecordJson.read(Outcome.class, line, "output"));
    }
    return outcomes;
  }

  @Test
  void only_what_is_staged_is_not_enough_to_boot() {
    String staged = "main-" + newest + ".0";
    assertThat(run("stage", newest, running, ";", "write", staged, ";", "ids", ";"))
        .containsExactly(
            staged,
            new Problem.NoDeploymentLeft().toString(),
            staged + " " + other + " " + running);
  }

  @Test
  void staging_a_second_time_replaces_the_first() {
    String staged = "main-" + newest + ".";
    assertThat(
            run(
                "stage", newest, running, ";", "stage", newest, running, ";", "cleanup", ";", "ids",
                ";"))
        .containsExactly(staged + "0", staged + "1", "done", staged + "1 " + other + " " + running);
  }

  /** Whenever it is cancelled, what is staged is the old or the new one, and it says which. */
  @Test
  void staging_that_is_cancelled_is_done_or_not() {
    List<String> commands = new ArrayList<>(List.of("stage", newest, running, ";"));
    for (int delay : List.of(0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60)) {
      commands.addAll(List.of("cancelled", "" + delay, newest, running, ";", "ids", ";"));
    }
    List<String> said = run(commands.toArray(String[]::new));
    String staged = said.getFirst();
    for (int i = 1; i < said.size(); i += 2) {
      staged = said.get(i).equals("cancelled") ? staged : said.get(i);
      assertThat(said.get(i + 1)).isEqualTo(staged + " " + other + " " + running);
    }
    assertThat(said).contains("cancelled");
    assertThat(staged).isNotEqualTo(said.getFirst());
  }

  /** libostree keeps what runs and its copy; what would have booted next is gone. */
  @Test
  void a_hotfix_leaves_a_copy_to_roll_back_to() throws StoreException {
    List<String> said = run("unlock", running, "HOTFIX", ";", "ids", ";");
    assumeThat(said.getFirst()).as("overlay on this file system").isEqualTo("done");
    assertThat(said.getLast()).isEqualTo(running + " " + running.replaceAll("0$", "1"));
    assertThat(deployments().getFirst().unlocked()).isEqualTo(Deployment.Unlocked.HOTFIX);
    assertThat(deployments().getLast().unlocked()).isEqualTo(Deployment.Unlocked.NONE);
  }

  @Test
  void what_is_mounted_read_only_is_written_where_the_mounts_are_private() {
    assumeThat(System.getProperty("user.name")).as("who may remount").isEqualTo("root");
    host.makeReadOnly();
    assertThat(run("ids", ";")).containsExactly(new Problem.ReadOnlyFileSystem("/").toString());
    assertThat(
            run(
                List.of("-Dprivate=true"),
                "pin",
                running,
                ";",
                "stage",
                newest,
                running,
                ";",
                "write",
                running,
                other,
                ";",
                "ids",
                ";"))
        .containsExactly("done", "main-" + newest + ".0", "done", running + " " + other);
  }

  @Test
  void a_remote_of_the_running_system_is_added_below_etc() {
    assertThat(run("remote", "far", "http://127.0.0.1/", ";")).containsExactly("done");
    assertThat(runningFolder.resolve("etc/ostree/remotes.d/far.conf"))
        .content()
        .contains("url=http://127.0.0.1/");
  }

  @Test
  void only_what_runs_is_unlocked_and_once() throws StoreException {
    List<String> said =
        run(
            "unlock",
            other,
            "DEVELOPMENT",
            ";",
            "unlock",
            running,
            "DEVELOPMENT",
            ";",
            "unlock",
            running,
            "HOTFIX",
            ";");
    assertThat(said.getFirst()).isEqualTo(new Problem.NotBooted().toString());
    if (said.get(1).equals("done")) {
      assertThat(said.get(2)).isEqualTo(new Problem.AlreadyUnlocked(running).toString());
    } else {
      // Not every file system can be below an overlay; libostree says so.
      assertThat(said.get(1)).contains("Failed overlayfs mount");
    }
    assertThat(deployments()).extracting(Deployment::id).containsExactly(other, running);
  }

  private List<String> run(String... arguments) {
    return run(List.of(), arguments);
  }

  private List<String> run(List<String> options, String... arguments) {
    List<String> all = new ArrayList<>(List.of("/"));
    all.addAll(List.of(arguments));
    Command.Result result = host.attempt(options, WriterRun.class, all.toArray(String[]::new));
    assertThat(result.status()).as(result.text() + result.errors()).isZero();
    return result.text().lines().toList();
  }

  private Path folder(String id) {
    return sysroot
        .folder()
        .resolve("ostree/deploy/main/deploy")
        .resolve(id.substring("main-".length()));
  }

  private List<Deployment> deployments() throws StoreException {
    HostFiles files =
        new HostFiles(runningFolder, sysroot.folder(), host.commandLine(), host.run());
    try (Sysroot open = Sysroot.open(sysroot.folder(), files)) {
      return open.snapshot().deployments();
    }
  }
}
