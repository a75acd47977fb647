package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.store.libostree.NewDeployment;
import org.understory.store.libostree.Pruned;
import org.understory.store.libostree.SysrootWriter;
import org.understory.store.libostree.WriterOptions;
import org.understory.test.kit.Command;

/** What the writer does to a sysroot that does not run, as the reader and {@code ostree} see it. */
final class SysrootWriterTest extends WriterFixture {
  /**
   * Takes the lock, says whether it could, and keeps it until its input ends. No {@code flock(1)}:
   * libostree's is an open file description lock (fcntl, F_OFD_SETLK), which knows nothing of
   * those.
   */
  private static final String LOCK =
      """
      import sys, gi
      gi.require_version('OSTree', '1.0')
      from gi.repository import OSTree, Gio
      sysroot = OSTree.Sysroot.new(Gio.File.new_for_path(sys.argv[1]))
      print(sysroot.try_lock()[1])
      sys.stdin.read()
      """;

  @Test
  void it_sees_the_same_deployments_as_the_reader_and_says_what_it_is() throws StoreException {
    assertThat(writer.ids()).hasSize(2).isEqualTo(ids());
    String version = Command.run("sh", "-c", "ostree --version | grep Version | tr -dc 0-9.");
    assertThat(writer.libostreeVersion()).isEqualTo(version.strip());
    assertThat(writer.powerSafe()).isEqualTo(version.compareTo("2025.2") >= 0);
  }

  @Test
  void while_it_is_open_others_wait_and_while_others_work_it_does_not() throws Exception {
    assertThat(Command.python(LOCK, sysroot.folder()).strip()).isEqualTo("False");
    assertRefused(
        () -> SysrootWriter.open(sysroot.folder(), WriterOptions.ownFolder()),
        new Problem.SysrootLocked(sysroot.folder().toString()));
    writer.close();

    Process holder =
        new ProcessBuilder("/usr/bin/python3", "-uc", LOCK, sysroot.folder().toString()).start();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("True");
      long before = System.nanoTime();
      assertRefused(
          () -> SysrootWriter.open(sysroot.folder(), WriterOptions.ownFolder()),
          new Problem.SysrootLocked(sysroot.folder().toString()));
      assertThat(System.nanoTime() - before).isLessThan(1_000_000_000);
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
    writer = SysrootWriter.open(sysroot.folder(), WriterOptions.ownFolder());
    assertThat(writer.ids()).hasSize(2);
  }

  @Test
  void without_the_lock_nothing_is_done() {
    writer.close();
    writer.close();
    assertThatThrownBy(() -> writer.ids()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_folder_that_is_no_sysroot_is_refused_and_left_as_it_is() throws IOException {
    Path empty = Files.createDirectory(temp.resolve("empty"));
    assertRefused(
        () -> SysrootWriter.open(empty, WriterOptions.ownFolder()),
        new Problem.NotASysroot(empty.toString()));
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void the_order_can_be_turned_round() throws StoreException {
    List<String> turned = writer.ids().reversed();
    writer.write(turned, NEVER);
    assertThat(writer.ids()).isEqualTo(turned).isEqualTo(ids());
    assertThat(fsck()).isZero();
  }

  @Test
  void what_is_left_out_is_gone_with_its_folder_and_its_objects_go_with_the_cleanup()
      throws StoreException {
    String kept = writer.ids().getFirst();
    Deployment dropped = deployments().getLast();
    writer.write(List.of(kept), NEVER);
    assertThat(writer.ids()).containsExactly(kept).isEqualTo(ids());
    assertThat(folder(dropped)).doesNotExist();
    Path commit = object(dropped.checksum(), "commit");
    assertThat(commit).exists();
    Pruned pruned = writer.cleanup(NEVER);
    assertThat(commit).doesNotExist();
    assertThat(pruned.objectsPruned()).isPositive().isLessThan(pruned.objectsTotal());
    assertThat(pruned.bytesFreed()).isPositive();
    Pruned again = writer.cleanup(NEVER);
    assertThat(again).isEqualTo(new Pruned(pruned.objectsTotal() - pruned.objectsPruned(), 0, 0));
    assertThat(fsck()).isZero();
  }

  @Test
  void a_list_that_can_not_be_meant_is_refused() throws StoreException {
    List<String> before = writer.ids();
    assertRefused(() -> writer.write(List.of(), NEVER), new Problem.NoDeploymentLeft());
    for (String hostile :
        List.of("", "0", "main", "../../etc", before.getFirst() + "\n", "main-%s.0", "é\0")) {
      assertRefused(
          () -> writer.write(List.of(before.getFirst(), hostile), NEVER),
          new Problem.UnknownDeployment(hostile));
      assertRefused(() -> writer.setPinned(hostile, true), new Problem.UnknownDeployment(hostile));
      assertRefused(() -> writer.writeOrigin(hostile, ""), new Problem.UnknownDeployment(hostile));
    }
    assertThatThrownBy(() -> writer.write(Collections.nCopies(2, before.getFirst()), NEVER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(writer.ids()).isEqualTo(before).isEqualTo(ids());
  }

  @Test
  void what_was_cancelled_before_it_began_changes_nothing() throws StoreException {
    List<String> before = writer.ids();
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    for (ThrowingCallable each :
        List.<ThrowingCallable>of(
            () -> writer.write(List.of(before.getLast()), cancelled),
            () -> writer.setKernelArguments(before.getFirst(), List.of("x"), cancelled),
            () -> writer.deploy(again(false, false), cancelled),
            () -> writer.cleanup(cancelled))) {
      assertThatThrownBy(each).isInstanceOf(CancellationException.class);
    }
    assertThat(writer.ids()).isEqualTo(before);
  }

  @Test
  void a_new_deployment_boots_next_and_takes_over_what_it_is_merged_from() throws Exception {
    Deployment first = deployments().getFirst();
    Files.writeString(folder(first).resolve("etc/mine"), "kept");
    String made = writer.deploy(again(false, false), NEVER);
    assertThat(writer.ids()).containsExactly(made, first.id()).isEqualTo(ids());
    Deployment now = deployments().getFirst();
    assertThat(folder(now).resolve("etc/mine")).hasContent("kept");
    assertThat(Files.readString(origin(now))).isEqualTo("[origin]\nrefspec=other\n");
    assertThat(arguments(0)).containsExactly("root=LABEL=root");
    assertThat(fsck()).isZero();
  }

  @Test
  void a_new_deployment_can_keep_all_others_and_stay_second() throws StoreException {
    List<String> before = writer.ids();
    String made = writer.deploy(again(true, true), NEVER);
    assertThat(writer.ids()).containsExactlyInAnyOrder(made, before.get(0), before.get(1));
    assertThat(writer.ids().getFirst()).isEqualTo(before.getFirst());
    String kept = writer.deploy(again(true, false), NEVER);
    assertThat(writer.ids()).hasSize(4).startsWith(kept);
  }

  @Test
  void a_new_deployment_from_nothing_has_only_its_own_settings() throws StoreException {
    NewDeployment fresh =
        new NewDeployment(
            "main",
            checksum("stable"),
            "[origin]\nrefspec=stable\n",
            Optional.empty(),
            Optional.of(List.of("rw", "console=ttyS0")),
            false,
            true,
            false);
    writer.deploy(fresh, NEVER);
    assertThat(arguments(0)).containsExactly("rw", "console=ttyS0");
  }

  @Test
  void what_can_not_be_deployed_is_refused_before_anything_is_made() throws Exception {
    List<String> before = writer.ids();
    Checksum stable = checksum("stable");
    Checksum absent = Checksum.parse("ab".repeat(32)).orElseThrow();
    for (String stateroot : List.of("", "other", "..", "../main", "main/", "main\n")) {
      assertRefused(
          () -> writer.deploy(request(stateroot, stable, "", List.of()), NEVER),
          new Problem.UnknownStateroot(stateroot));
    }
    assertRefused(
        () -> writer.deploy(request("main", absent, "", List.of()), NEVER),
        new Problem.MissingObject(absent.hex() + ".commit"));
    assertRefused(
        () -> writer.deploy(request("main", stable, "no key file", List.of()), NEVER),
        new Problem.CorruptFile("origin", Flaw.MALFORMED));
    assertRefused(
        () -> writer.deploy(request("main", stable, "", List.of("a\nb")), NEVER),
        new Problem.UnsafeKernelArgument("a\nb"));
    NewDeployment staged =
        new NewDeployment(
            "main", stable, "", Optional.empty(), Optional.empty(), true, false, false);
    assertRefused(() -> writer.deploy(staged, NEVER), new Problem.NotBooted());
    assertThatThrownBy(
            () ->
                new NewDeployment(
                    "main", stable, "", Optional.empty(), Optional.empty(), true, true, false))
        .isInstanceOf(IllegalArgumentException.class);
    writer.markCommitPartial(stable, true);
    assertRefused(
        () -> writer.deploy(again(true, false), NEVER), new Problem.PartialCommit(stable.hex()));
    writer.markCommitPartial(stable, false);
    assertThat(writer.ids()).isEqualTo(before).isEqualTo(ids());
    writer.deploy(again(true, false), NEVER);
  }

  @Test
  void mounts_that_are_not_private_are_not_said_to_be() {
    writer.close();
    assertThatThrownBy(
            () -> SysrootWriter.open(sysroot.folder(), new WriterOptions(true, true, true)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Command.python(LOCK, sysroot.folder()).strip()).isEqualTo("True");
  }

  /** Whenever it is cancelled, the list is the old one or the new one, and it says which. */
  @Test
  void a_deployment_that_is_cancelled_is_there_or_not() throws Exception {
    for (int delay : List.of(0, 1, 3, 6, 10, 20, 40)) {
      List<String> before = writer.ids();
      Cancellation cancellation = new Cancellation();
      Thread canceller =
          Thread.ofPlatform()
              .start(
                  () -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
                    cancellation.cancel();
                  });
      List<String> expected = before;
      try {
        String made = writer.deploy(again(false, false), cancellation);
        expected = List.of(made, before.getFirst());
      } catch (CancellationException e) {
        assertThat(cancellation.isCancelled()).isTrue();
      }
      canceller.join();
      assertThat(writer.ids()).as("after %d ms", delay).isEqualTo(expected).isEqualTo(ids());
      try (var folders = Files.list(sysroot.folder().resolve("ostree/deploy/main/deploy"))) {
        assertThat(folders.filter(Files::isDirectory)).hasSize(2);
      }
    }
    assertThat(fsck()).isZero();
  }

  @Test
  void a_deployment_that_fails_half_way_leaves_nothing() throws Exception {
    List<String> before = writer.ids();
    Checksum third = Checksum.parse(sysroot.commit("stable", "3", "kernel")).orElseThrow();
    String config =
        Command.run(
            "ostree",
            "ls",
            "-C",
            "--repo=" + sysroot.repository(),
            "stable",
            "/usr/etc/example.conf");
    String file = config.strip().split("\\s+")[4];
    Files.delete(object(Checksum.parse(file).orElseThrow(), "file"));
    assertThatThrownBy(() -> writer.deploy(request("main", third, "", List.of()), NEVER))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.LibostreeFailed.class));
    assertThat(writer.ids()).isEqualTo(before).isEqualTo(ids());
    try (var folders = Files.list(sysroot.folder().resolve("ostree/deploy/main/deploy"))) {
      assertThat(folders.map(Path::getFileName)).noneMatch(n -> n.toString().contains(third.hex()));
    }
  }

  @Test
  void what_does_not_run_is_neither_unlocked_nor_has_it_anything_staged() throws StoreException {
    String id = writer.ids().getFirst();
    for (Unlocked kind : List.of(Unlocked.DEVELOPMENT, Unlocked.HOTFIX, Unlocked.TRANSIENT)) {
      assertRefused(() -> writer.unlock(id, kind, NEVER), new Problem.NotBooted());
    }
    assertRefused(() -> writer.setFinalizationLocked(true), new Problem.NothingStaged());
  }

  @Test
  void a_sysroot_that_is_damaged_is_told_and_not_changed() throws Exception {
    Deployment first = deployments().getFirst();
    String whole = Files.readString(origin(first));
    Files.writeString(origin(first), "[origin");
    assertThatThrownBy(() -> writer.write(writer.ids().reversed(), NEVER))
        .isInstanceOfSatisfying(
            StoreException.class,
            e ->
                assertThat(e.problem())
                    .isInstanceOfSatisfying(
                        Problem.LibostreeFailed.class,
                        p -> assertThat(p.detail()).contains(first.checksum().hex())));
    Files.writeString(origin(first), whole);
    Path entries = sysroot.folder().resolve("boot/loader/entries");
    Path entry = entries.resolve("ostree-2-main.conf");
    String text = Files.readString(entry);
    Files.writeString(entry, text.replace("ostree=/ostree/boot", "ostree=/nowhere/boot"));
    assertThatThrownBy(() -> writer.ids())
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.LibostreeFailed.class));
    Files.writeString(entry, text);
    Path folder = folder(first);
    Files.move(folder, temp.resolve("away"));
    assertThatThrownBy(() -> writer.ids()).isInstanceOf(StoreException.class);
    Files.move(temp.resolve("away"), folder);
    assertThat(writer.ids()).isEqualTo(ids());
    assertThat(new String(Files.readAllBytes(entry), StandardCharsets.UTF_8)).isEqualTo(text);
  }

  /** The newest commit once more, merged from what boots next. */
  private NewDeployment again(boolean retain, boolean notAsDefault) throws StoreException {
    return new NewDeployment(
        "main",
        checksum("stable"),
        "[origin]\nrefspec=other\n",
        Optional.of(writer.ids().getFirst()),
        Optional.empty(),
        false,
        retain,
        notAsDefault);
  }

  private static NewDeployment request(
      String stateroot, Checksum commit, String origin, List<String> arguments) {
    return new NewDeployment(
        stateroot, commit, origin, Optional.empty(), Optional.of(arguments), false, true, false);
  }
}
