package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.storage.BootUse;
import org.understory.model.storage.BootUse.Budget;
import org.understory.model.storage.BootUse.Kernel;
import org.understory.model.storage.Usage;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.storage.StorageReader;
import org.understory.store.storage.UpdateReader;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.Du;
import org.understory.test.kit.TestSysroot;

/** A small /boot of its own, as most computers have it, filled by libostree itself. */
final class SeparateBootTest {
  private static final String MOUNTED =
      "mount -o loop \"$1\" \"$2\" || exit 77; shift 2; exec \"$@\"";

  /** What it exits with where no image can be mounted. */
  private static final int NO_MOUNT = 77;

  @Test
  void what_is_told_of_it_is_what_df_and_du_say_and_libostree_finds() throws IOException {
    assumeThat(System.getProperty("user.name")).as("only root mounts an image").isEqualTo("root");
    Path temp = Files.createTempDirectory("boot");
    try {
      TestSysroot sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
      Path boot = Files.createDirectories(sysroot.folder().resolve("boot"));
      Path image = temp.resolve("image");
      Command.run("truncate", "-s", "16M", image.toString());
      Command.run("mke2fs", "-q", "-t", "ext4", "-b", "4096", "-m", "5", image.toString());
      List<String> command = new ArrayList<>();
      command.addAll(List.of("unshare", "--mount", "--propagation", "private"));
      command.addAll(List.of("sh", "-c", MOUNTED, "sh", image.toString(), boot.toString()));
      command.add(System.getProperty("java.home") + "/bin/java");
      command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
      command.addAll(List.of(System.getProperty("java.class.path"), Filling.class.getName()));
      command.add(sysroot.folder().toString());
      Command.Result result = Command.attempt(command);
      assumeThat(result.status()).as("an image can be mounted here").isNotEqualTo(NO_MOUNT);
      assertThat(result.status()).as(result.text() + result.errors()).isZero();
      assertThat(result.text()).isEqualTo("all of it");
    } finally {
      Command.run("rm", "-rf", temp.toString());
    }
  }

  /** Runs where the image is mounted. */
  static final class Filling {
    private static final long BLOCK = 4096;

    private final TestSysroot sysroot;
    private final Path boot;

    private Filling(Path folder) {
      sysroot = TestSysroot.of(folder);
      boot = folder.resolve("boot");
    }

    /** Argument: the sysroot. */
    public static void main(String[] arguments) throws Exception {
      Filling filling = new Filling(Path.of(arguments[0]));
      filling.kernels_count_once();
      filling.an_update_takes_what_was_told();
      filling.it_is_told_before_it_is_too_late();
      System.out.println("all of it");
    }

    private void kernels_count_once() throws Exception {
      for (String kernel : List.of("a", "a", "b")) {
        deploy(commit("main", kernel));
        agrees();
      }
      List<String> ids = sysroot.ids();
      assertThat(boot().kernels())
          .extracting(Kernel::deployments)
          .containsExactlyInAnyOrder(ids.subList(0, 1), ids.subList(1, 3));
    }

    private void an_update_takes_what_was_told() throws Exception {
      String next = commit("main", "c");
      Budget budget = budget(next);
      assertThat(budget.fits()).isTrue();
      long before = df("used");
      deploy(next);
      assertThat(df("used") - before)
          .isLessThanOrEqualTo(budget.needed())
          .isGreaterThan(budget.needed() - BootUse.SPARE);
      agrees();
      assertThat(budget(commit("main", "a")).needed()).isZero();
    }

    private void it_is_told_before_it_is_too_late() throws Exception {
      String next = commit("main", "d");
      fill(budget(next).needed());
      assertThat(budget(next).fits()).isTrue();
      deploy(next);
      agrees();
      sysroot.admin("undeploy", "0");
      fill(budget(next).needed() - BLOCK);
      Budget budget = budget(next);
      assertThat(budget.fits()).isFalse();

      // Root may write into what is kept back for root, so it really is too late only later.
      long kept = df("size") - df("used") - df("avail");
      fill(Math.max(BLOCK, budget.needed() - BootUse.SPARE - kept - 64_000));
      budget = budget(next);
      assertThat(Command.attempt(deployment(next)).status()).isNotZero();
      sysroot.admin("cleanup");
      makeRoom(budget.remove());
      assertThat(budget(next).fits()).isTrue();
      deploy(next);
      agrees();
    }

    /** What goes with deployments in /boot is what is free there afterwards. */
    private void makeRoom(List<String> ids) throws Exception {
      long kernels =
          boot().kernels().stream()
              .filter(it -> ids.containsAll(it.deployments()))
              .mapToLong(Kernel::bytes)
              .sum();
      assertThat(kernels).isPositive();
      long freed =
          read(
              (open, snapshot) ->
                  storage(open).freed(snapshot.deployments(), Set.copyOf(ids), new Cancellation()));
      long used = df("used");
      long there = Du.bytes(boot.resolve("ostree"));
      long disk = disk();
      for (String id : ids) {
        sysroot.admin("undeploy", "" + sysroot.ids().indexOf(id));
      }
      assertThat(there - Du.bytes(boot.resolve("ostree"))).isEqualTo(kernels);
      // The entries of the boot menu go as well.
      assertThat(used - df("used")).isBetween(kernels, kernels + 4 * BLOCK);
      assertThat(disk - disk()).isEqualTo(freed);
    }

    /** What libostree does not write anew for each change. */
    private long disk() {
      return Du.bytes(
          sysroot.repository().resolve("objects"), sysroot.folder().resolve("ostree/deploy"));
    }

    private void agrees() throws Exception {
      BootUse use = boot();
      assertThat(use.separate()).isTrue();
      assertThat(use.volume().total()).isEqualTo(df("size"));
      assertThat(use.volume().free()).isEqualTo(df("avail"));
      long sum = 0;
      for (Kernel each : use.kernels()) {
        assertThat(each.bytes()).isEqualTo(Du.bytes(boot.resolve("ostree").resolve(each.name())));
        assertThat(each.unlinked()).as("all of it is a copy").isEqualTo(each.bytes());
        assertThat(each.deployments()).isNotEmpty();
        sum += each.bytes();
      }
      assertThat(Du.bytes(boot.resolve("ostree")) - sum).as("the folder itself").isEqualTo(BLOCK);
    }

    private String commit(String branch, String kernel) {
      return sysroot.commit(branch, "1", kernel.repeat(1_000_000));
    }

    private List<String> deployment(String commit) {
      return List.of(
          "ostree",
          "admin",
          "deploy",
          "--sysroot=" + sysroot.folder(),
          "--os=main",
          "--retain",
          commit);
    }

    private void deploy(String commit) {
      Command.run(deployment(commit));
    }

    /** Leaves so many bytes free. */
    private void fill(long free) throws IOException {
      Path filler = boot.resolve("filler");
      Files.deleteIfExists(filler);
      long blocks = (df("avail") - free) / BLOCK;
      Command.run("fallocate", "-l", "" + blocks * BLOCK, filler.toString());
      assertThat(df("avail")).isBetween(free, free + BLOCK);
    }

    private long df(String what) {
      String output = Command.run("df", "-B1", "--output=" + what, boot.toString());
      return Long.parseLong(output.lines().reduce("", (_, last) -> last).strip());
    }

    private Budget budget(String commit) throws StoreException {
      return read(
          (open, snapshot) -> {
            BootUse use = storage(open).boot(snapshot.deployments()).orElseThrow();
            UpdateReader reader = new UpdateReader(open.repository());
            var update = reader.commit(open.repository().resolve(commit), snapshot, use);
            return use.budget(update, snapshot.deployments());
          });
    }

    private BootUse boot() throws StoreException {
      return usage().boot().orElseThrow();
    }

    private Usage usage() throws StoreException {
      return read((open, snapshot) -> storage(open).read(snapshot, _ -> {}, new Cancellation()));
    }

    private static StorageReader storage(Sysroot open) {
      return new StorageReader(open.repository(), Optional.of(open));
    }

    private interface Reading<T> {
      T read(Sysroot open, SystemSnapshot snapshot) throws StoreException;
    }

    private <T> T read(Reading<T> reading) throws StoreException {
      Path none = sysroot.folder().resolveSibling("no-host");
      try (Sysroot open = Sysroot.open(sysroot.folder(), new HostFiles(none, none, none, none))) {
        return reading.read(open, open.snapshot());
      }
    }
  }
}
