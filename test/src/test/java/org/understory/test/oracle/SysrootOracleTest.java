package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestSysroot;

/** Whatever is done to a sysroot, we see the deployments that libostree sees. */
final class SysrootOracleTest {
  private static final String LIBOSTREE =
      """
      import sys, gi
      gi.require_version('OSTree', '1.0')
      from gi.repository import OSTree, Gio
      sysroot = OSTree.Sysroot.new(Gio.File.new_for_path(sys.argv[1]))
      sysroot.load(None)
      for d in sysroot.get_deployments():
          origin = d.get_origin()
          print(d.get_index(), d.get_osname(), d.get_csum(), d.get_deployserial(),
                d.get_bootcsum(), d.is_pinned(), d.is_staged(),
                origin.get_string('origin', 'refspec') if origin else None,
                OSTree.Deployment.unlocked_state_to_string(d.get_unlocked()),
                d.get_bootconfig().get('options'), sep='|')
      """;

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void random_changes_leave_us_agreeing_with_libostree(long seed) throws StoreException {
    Random random = new Random(seed);
    TestSysroot sysroot = TestSysroot.create(temp.resolve("sysroot"), "main", "other");
    for (int i = 0; i < 9; i++) {
      change(sysroot, random, i);
      assertThat(ours(sysroot)).isEqualTo(theirs(sysroot));
    }
  }

  private static void change(TestSysroot sysroot, Random random, int step) throws StoreException {
    int deployments = snapshot(sysroot).deployments().size();
    int index = deployments == 0 ? 0 : random.nextInt(deployments);
    switch (deployments == 0 ? 0 : random.nextInt(6)) {
      case 0, 1, 2 -> deploy(sysroot, random, step);
      case 3 -> sysroot.admin("pin", "" + index);
      case 4 -> sysroot.admin("pin", "--unpin", "" + index);
      default -> sysroot.admin("undeploy", "" + index);
    }
  }

  private static void deploy(TestSysroot sysroot, Random random, int step) {
    String branch = random.nextBoolean() ? "stable" : "a/b/testing";
    sysroot.commit(branch, "1." + step, "kernel " + random.nextInt(2));
    List<String> arguments = new ArrayList<>();
    arguments.add("--os=" + (random.nextInt(3) == 0 ? "other" : "main"));
    arguments.add("--karg=root=LABEL=root" + step);
    arguments.add("--karg-append=console=tty0");
    if (random.nextBoolean()) {
      arguments.add("--retain");
    }
    if (random.nextInt(4) == 0) {
      arguments.add("--not-as-default");
    }
    arguments.add(branch);
    sysroot.admin("deploy", arguments.toArray(String[]::new));
  }

  private static List<String> theirs(TestSysroot sysroot) {
    return Command.python(LIBOSTREE, sysroot.folder()).lines().toList();
  }

  private static List<String> ours(TestSysroot sysroot) throws StoreException {
    SystemSnapshot snapshot = snapshot(sysroot);
    assertThat(snapshot.problems()).isEmpty();
    return snapshot.deployments().stream().map(SysrootOracleTest::line).toList();
  }

  private static String line(Deployment d) {
    return String.join(
        "|",
        "" + d.index(),
        d.stateroot(),
        d.checksum().hex(),
        "" + d.serial(),
        d.bootChecksum().orElse("None"),
        d.pinned() ? "True" : "False",
        d.staged() ? "True" : "False",
        d.origin().refspec().orElse("None"),
        d.unlocked().name().toLowerCase(Locale.ROOT),
        String.join(" ", d.kernelArguments().arguments()));
  }

  private static SystemSnapshot snapshot(TestSysroot sysroot) throws StoreException {
    Path none = sysroot.folder().resolve("no-host");
    try (Sysroot open = Sysroot.open(sysroot.folder(), new HostFiles(none, none, none, none))) {
      return open.snapshot();
    }
  }
}
