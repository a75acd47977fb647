package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
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

  private enum Change {
    DEPLOY,
    PIN,
    UNPIN,
    UNDEPLOY
  }

  /**
   * Something that is done to a sysroot.
   *
   * @param index of the deployment that it is done to, wrapped around
   * @param kernel commits with the same kernel share a boot checksum
   */
  private record Step(
      Change change,
      int index,
      String branch,
      int kernel,
      String stateroot,
      boolean retain,
      boolean notAsDefault) {}

  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE)
  void random_changes_leave_us_agreeing_with_libostree(@ForAll("steps") List<Step> steps)
      throws Exception {
    Path temp = Files.createTempDirectory("sysroot");
    try {
      TestSysroot sysroot = TestSysroot.create(temp.resolve("sysroot"), "main", "other");
      int version = 0;
      for (Step step : steps) {
        take(step, sysroot, version++);
        assertThat(ours(sysroot)).isEqualTo(theirs(sysroot));
      }
    } finally {
      Command.run("rm", "-rf", temp.toString());
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(3, Change.DEPLOY),
                Tuple.of(1, Change.PIN),
                Tuple.of(1, Change.UNPIN),
                Tuple.of(1, Change.UNDEPLOY)),
            Arbitraries.integers().between(0, 9),
            Arbitraries.of("stable", "a/b/testing"),
            Arbitraries.integers().between(0, 1),
            Arbitraries.of("main", "main", "other"),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false, false, false))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  private static void take(Step step, TestSysroot sysroot, int version) throws StoreException {
    int deployments = snapshot(sysroot).deployments().size();
    if (step.change == Change.DEPLOY || deployments == 0) {
      deploy(step, sysroot, version);
      return;
    }
    String index = "" + step.index % deployments;
    switch (step.change) {
      case PIN -> sysroot.admin("pin", index);
      case UNPIN -> sysroot.admin("pin", "--unpin", index);
      case UNDEPLOY, DEPLOY -> sysroot.admin("undeploy", index);
    }
  }

  private static void deploy(Step step, TestSysroot sysroot, int version) {
    sysroot.commit(step.branch, "1." + version, "kernel " + step.kernel);
    List<String> arguments = new ArrayList<>();
    arguments.add("--os=" + step.stateroot);
    arguments.add("--karg=root=LABEL=root" + version);
    arguments.add("--karg-append=console=tty0");
    if (step.retain) {
      arguments.add("--retain");
    }
    if (step.notAsDefault) {
      arguments.add("--not-as-default");
    }
    arguments.add(step.branch);
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
