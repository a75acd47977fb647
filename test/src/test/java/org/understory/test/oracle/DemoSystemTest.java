package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.sqlite.JDBC;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.demo.DemoSystem;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoMaker;

/** The demo system is what it says, made by libostree, small and quick. */
final class DemoSystemTest {
  private static final DemoSystem DEMO = DemoFixture.demo();
  private static final Path FOLDER = DemoFixture.folder().toAbsolutePath().normalize();
  private static final String NOBODY = "65534";
  private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

  @TempDir Path temp;

  @Test
  void an_ordinary_user_gets_all_of_it_where_they_have_subordinate_ids() throws Exception {
    assumeTrue(IS_ROOT, "only root can play another");
    Path home = home("lent");
    Path ids = Files.writeString(home.resolve("ids"), NOBODY + ":200000:65536\n");
    String lend = "mount --bind $1 /etc/subuid; mount --bind $1 /etc/subgid; shift; exec \"$@\"";
    DemoSystem demo =
        madeByNobody(home, List.of("unshare", "-m", "sh", "-ec", lend, "sh", ids.toString()));
    assertThat(demo.stagingRefusal()).isEmpty();
    try (Sysroot sysroot = demo.open()) {
      assertFour(sysroot.snapshot());
    }

    DemoSystem withoutIds = madeByNobody(home("bare"), List.of());
    assertThat(withoutIds.stagingRefusal()).get(STRING).contains("/etc/subuid");
    try (Sysroot sysroot = withoutIds.open()) {
      SystemSnapshot snapshot = sysroot.snapshot();
      assertThat(snapshot.problems()).isEmpty();
      assertThat(snapshot.deployments()).hasSize(3).noneMatch(Deployment::staged);
      assertThat(snapshot.deployments().getFirst()).matches(Deployment::booted);
    }

    for (String branch : List.of("stable", "testing", "next", "netbook")) {
      assertThat(head(withoutIds, branch)).as("of the same date").isEqualTo(head(demo, branch));
    }
  }

  private static String head(DemoSystem demo, String branch) {
    String repository = "--repo=" + demo.sysroot().resolve("ostree/repo");
    return Command.run("ostree", "rev-parse", repository, "demo:fern/x86_64/" + branch);
  }

  @Test
  void the_refusal_is_told_in_one_sentence() throws IOException {
    Path data = Files.createDirectories(temp.resolve(".local/share/understory"));
    Path demo = data.resolve("demo");
    // Links in place of copies: nothing is written into the files that are shared.
    Command.run("cp", "-al", FOLDER.toString(), demo.toString());
    Files.delete(demo.resolve("host/run/ostree/staged-deployment"));
    Files.writeString(demo.resolve("staging-refusal"), "unshare: no \u001b[31mids");
    CommandRun run = CommandRun.of(temp, "--demo", "status");
    assertThat(run.status()).isZero();
    assertThat(run.text())
        .endsWith(
            "\nIt has no staged update, because staging one was refused here"
                + " (unshare: no \\x1b[31mids); an ordinary user needs the package uidmap for it.\n");
  }

  /** A folder of nobody's, which another user may reach. */
  private Path home(String name) throws IOException {
    Command.run("chmod", "755", temp.toString());
    return Files.createDirectory(temp.resolve(name));
  }

  /** Has a user without rights make a demo, within bounds of time and space. */
  private static DemoSystem madeByNobody(Path home, List<String> through) throws Exception {
    // Of the folders of whoever runs the tests, another user may read none.
    List<String> classPath = new ArrayList<>();
    for (Class<?> each :
        List.of(
            DemoMaker.class, DemoSystem.class, StoreException.class, Logger.class, JDBC.class)) {
      Path source = Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path copy = home.resolve(classPath.size() + "-" + source.getFileName());
      Command.run("cp", "-r", source.toString(), copy.toString());
      classPath.add(copy.toString());
    }
    Command.run("chown", "-R", NOBODY + ":" + NOBODY, home.toString());
    Path folder = home.resolve("data/demo");
    List<String> command = new ArrayList<>(through);
    command.addAll(List.of("setpriv", "--clear-groups"));
    command.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY));
    command.addAll(List.of("env", "-C", home.toString(), "HOME=" + home));
    command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-cp"));
    command.add(String.join(":", classPath));
    command.addAll(List.of(DemoMaker.class.getName(), folder.toString()));
    long start = System.nanoTime();
    Command.run(command);
    report("by an ordinary user", folder, Duration.ofNanos(System.nanoTime() - start));
    assertThat(Command.run("find", folder.toString(), "!", "-uid", NOBODY)).isEmpty();
    assertThat(Command.run("ostree", "fsck", "--repo=" + folder.resolve("sysroot/ostree/repo")))
        .contains("no errors found");
    return new DemoSystem(folder);
  }

  private static void report(String who, Path folder, Duration time) throws StoreException {
    long kibibytes = Long.parseLong(Command.run("du", "-sk", folder.toString()).split("\t")[0]);
    System.out.printf(
        "demo %s: %.1f s, %.1f MB, staging %s%n",
        who,
        time.toMillis() / 1000.0,
        kibibytes * 1024 / 1e6,
        new DemoSystem(folder).stagingRefusal().orElse("done"));
    assertThat(kibibytes * 1024).isLessThan(60_000_000);
    // Ten seconds on an idle computer; the bound leaves room for a busy one.
    assertThat(time).isLessThan(Duration.ofSeconds(120));
  }

  @Test
  void four_deployments_play_running_rollback_pinned_and_staged() throws StoreException {
    assumeTrue(DEMO.stagingRefusal().isEmpty(), "no staged update on this computer");
    assertFour(snapshot());
  }

  private static void assertFour(SystemSnapshot snapshot) {
    List<Deployment> deployments = snapshot.deployments();
    assertThat(snapshot.problems()).isEmpty();
    assertThat(snapshot.os()).isEqualTo("fern");
    assertThat(deployments).hasSize(4);
    assertThat(deployments.get(0))
        .matches(Deployment::staged)
        .matches(Deployment::bootsNext)
        .matches(d -> !d.booted());
    assertThat(deployments.get(1)).matches(Deployment::booted).matches(d -> !d.bootsNext());
    assertThat(deployments.get(2)).matches(Deployment::rollback).matches(d -> !d.pinned());
    assertThat(deployments.get(3))
        .matches(Deployment::pinned)
        .matches(d -> d.origin().source() == Origin.Source.LAYERED)
        .matches(d -> d.stateroot().equals("rescue"));
    assertThat(deployments).extracting(Deployment::version).doesNotHaveDuplicates();
    assertThat(deployments).allMatch(d -> d.kernelArguments().value("root").isPresent());
  }

  @Test
  void libostree_lists_the_same_deployments() throws StoreException {
    List<String> listed =
        Command.run("ostree", "admin", "status", "--sysroot=" + DEMO.sysroot())
            .lines()
            .filter(line -> line.matches("[ *] \\S+ [0-9a-f]{64}\\.\\d+.*"))
            .map(line -> line.substring(2))
            .toList();
    assertThat(listed)
        .containsExactlyElementsOf(
            snapshot().deployments().stream()
                .filter(d -> !d.staged())
                .map(DemoSystemTest::statusName)
                .toList());
  }

  @Test
  void libostree_agrees_on_what_runs_when_the_demo_is_its_root()
      throws StoreException, IOException {
    assumeTrue(DEMO.stagingRefusal().isEmpty(), "no staged update on this computer");
    assumeTrue(IS_ROOT, "needs root");
    String inside =
        """
        set -e
        cd "$1/host/root"
        mount --rbind "$PWD" "$PWD"
        cd "$1/host/root/."
        mount --rbind /usr usr
        mount --rbind "$1/sysroot" sysroot
        mount --rbind "$1/sysroot/boot" boot
        mount --rbind "$1/host/run" run
        mount --rbind /proc proc
        exec chroot . ostree admin status
        """;
    String status =
        Command.run("unshare", "-mpf", "--mount-proc", "sh", "-c", inside, "sh", FOLDER.toString());
    List<String> listed =
        status.lines().filter(line -> line.matches("[ *] \\S+ [0-9a-f]{64}\\.\\d+.*")).toList();
    assertThat(listed)
        .containsExactlyElementsOf(
            snapshot().deployments().stream()
                .map(
                    d ->
                        (d.booted() ? "* " : "  ")
                            + statusName(d)
                            + (d.staged() ? " (staged)" : d.rollback() ? " (rollback)" : ""))
                .toList());
  }

  @Test
  void repository_is_whole() {
    assertThat(Command.run("ostree", "fsck", "--repo=" + DEMO.sysroot().resolve("ostree/repo")))
        .contains("no errors found");
  }

  @Test
  void libostree_can_deploy_in_it_and_we_see_it(@TempDir Path copy) throws Exception {
    Path folder = copy.resolve("demo");
    Command.run("cp", "-a", FOLDER.toString(), folder.toString());
    DemoSystem system = new DemoSystem(folder);
    Command.run(
        "ostree",
        "admin",
        "deploy",
        "--sysroot=" + system.sysroot(),
        "--os=fern",
        "--retain",
        "--no-prune",
        "demo:fern/x86_64/testing");
    try (Sysroot sysroot = system.open()) {
      SystemSnapshot after = sysroot.snapshot();
      assertThat(after.problems()).isEmpty();
      assertThat(after.booted())
          .map(Deployment::id)
          .contains(snapshot().booted().orElseThrow().id());
      assertThat(after.deployments().stream().filter(d -> !d.staged()).findFirst())
          .map(d -> d.origin().refspec().orElseThrow())
          .contains("demo:fern/x86_64/testing");
      assertThat(after.stateId()).isNotEqualTo(snapshot().stateId());
    }
  }

  @Test
  void nothing_in_it_knows_the_folder_it_was_made_in() throws IOException {
    Path config = DEMO.sysroot().resolve("ostree/repo/config");
    assertThat(Files.readString(config)).contains("url=file://" + FOLDER + "/remote");
    assertThat(Command.run("ostree", "remote", "refs", "--repo=" + config.getParent(), "demo"))
        .contains("demo:fern/x86_64/next");
    assertThat(FOLDER.resolveSibling(".demo.new")).doesNotExist();
  }

  @Test
  void words_name_the_commits_of_deployments() throws StoreException {
    try (Sysroot sysroot = DEMO.open()) {
      SystemSnapshot now = sysroot.snapshot();
      Checksum booted = now.booted().orElseThrow().checksum();
      assertThat(sysroot.resolve("booted")).isEqualTo(booted);
      assertThat(sysroot.resolve("rollback")).isEqualTo(now.rollback().orElseThrow().checksum());
      assertThat(sysroot.resolve("booted^")).isEqualTo(now.rollback().orElseThrow().checksum());
      assumeTrue(DEMO.stagingRefusal().isEmpty(), "no staged update on this computer");
      assertThat(sysroot.resolve("pending")).isEqualTo(now.nextBoot().orElseThrow().checksum());
    }
  }

  @Test
  void a_cancelled_attempt_leaves_nothing_behind() throws IOException {
    Cancellation cancellation = new Cancellation();
    DemoSystem system = new DemoSystem(temp.resolve("demo"));
    assertThatThrownBy(
            () ->
                system.make(
                    fraction -> {
                      if (fraction > 0) {
                        cancellation.cancel();
                      }
                    },
                    cancellation))
        .isInstanceOf(CancellationException.class);
    assertThat(system.isPresent()).isFalse();
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly(".demo.lock");
    }
  }

  private static SystemSnapshot snapshot() throws StoreException {
    try (Sysroot sysroot = DEMO.open()) {
      return sysroot.snapshot();
    }
  }

  private static String statusName(Deployment d) {
    return d.stateroot() + " " + d.checksum().hex() + "." + d.serial();
  }
}
