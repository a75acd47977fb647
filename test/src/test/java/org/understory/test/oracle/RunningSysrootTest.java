package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.SnapshotPrinter;
import org.understory.test.kit.TestSysroot;

/** A deployment is called booted where libostree calls it so, and nowhere else. */
final class RunningSysrootTest {
  private static final String LIBOSTREE =
      """
      import sys, gi
      gi.require_version('OSTree', '1.0')
      from gi.repository import OSTree, Gio
      sysroot = OSTree.Sysroot.new(Gio.File.new_for_path(sys.argv[1]))
      sysroot.load(None)
      booted = sysroot.get_booted_deployment()
      for d in sysroot.get_deployments():
          mark = ' booted' if booted is not None and booted.equal(d) else ''
          print(d.get_osname() + '-' + d.get_csum() + '.' + str(d.get_deployserial()) + mark
                + (' staged' if d.is_staged() else ''))
      """;

  /** Runs a program on a computer with another {@code /run} and kernel command line. */
  private static final String ON_ANOTHER_HOST =
      """
      set -e
      mount --bind "$2" /proc/cmdline
      mount --rbind "$1" /run
      shift 2
      exec "$@"
      """;

  private static final String WRITE_VARIANT =
      """
      import sys
      from gi.repository import GLib
      value = GLib.Variant.parse(GLib.VariantType('a{sv}'), sys.argv[2], None, None)
      open(sys.argv[1], 'wb').write(value.get_data_as_bytes().get_data())
      """;

  @TempDir Path temp;
  private TestSysroot sysroot;
  private HostFiles host;
  private List<Deployment> deployed;

  /** Two deployments and a host whose kernel command line is that of the one that boots next. */
  @BeforeEach
  void deployTwo() throws StoreException, IOException {
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
    for (String version : List.of("1", "2")) {
      sysroot.commit("stable", version, "kernel");
      sysroot.admin("deploy", "--os=main", "--karg=root=LABEL=root", "stable");
    }
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
    host = new HostFiles(elsewhere, elsewhere, temp.resolve("cmdline"), temp.resolve("run"));
    sysroot.write(host.run().resolve("ostree-booted"), "");
    sysroot.write(host.kernelCommandLine(), "");
    deployed = snapshot().deployments();
    sysroot.write(
        host.kernelCommandLine(),
        String.join(" ", deployed.getFirst().kernelArguments().arguments()) + "\n");
  }

  @Test
  void a_folder_that_only_shares_the_kernel_command_line_with_this_computer_is_not_running()
      throws StoreException {
    stage(deployed.getFirst());
    assertThat(host.kernelCommandLine()).content().contains("ostree=/ostree/boot.");
    assertThat(ours()).containsExactly(deployed.get(0).id(), deployed.get(1).id());
    assertThat(ours()).isEqualTo(theirs());
    assertThat(snapshot().problems()).isEmpty();
    assertThat(watched()).doesNotContain(stagedFile());
  }

  @Test
  void the_deployment_that_is_the_root_is_running_and_has_what_is_staged()
      throws StoreException, IOException {
    boot(deployed.get(1));
    assertThat(ours()).containsExactly(deployed.get(0).id(), deployed.get(1).id() + " booted");
    Deployment staged = stage(deployed.getFirst());
    assertThat(ours())
        .containsExactly(
            staged.id() + " staged", deployed.get(0).id(), deployed.get(1).id() + " booted");
    assertThat(watched()).contains(stagedFile());
  }

  @Test
  void the_running_sysroot_is_known_by_any_path() throws StoreException, IOException {
    boot(deployed.get(1));
    Path link = Files.createSymbolicLink(temp.resolve("link"), sysroot.folder());
    try (Sysroot open = Sysroot.open(link, host)) {
      assertThat(open.snapshot().booted()).map(Deployment::id).contains(deployed.get(1).id());
    }
  }

  @Test
  void a_host_that_was_not_booted_from_ostree_runs_nothing() throws StoreException, IOException {
    boot(deployed.get(1));
    Files.delete(host.run().resolve("ostree-booted"));
    assertThat(snapshot().booted()).isEmpty();
  }

  @Test
  void under_composefs_the_folder_that_the_initramfs_noted_is_running()
      throws StoreException, IOException {
    boot(deployed.get(0));
    Path noted = folder(deployed.get(1));
    String identity =
        "(uint64 %s, uint64 %s)"
            .formatted(
                Files.getAttribute(noted, "unix:dev"), Files.getAttribute(noted, "unix:ino"));
    booted("{'composefs': <true>, 'backing-root-device-inode': <" + identity + ">}");
    assertThat(ours()).containsExactly(deployed.get(0).id(), deployed.get(1).id() + " booted");
  }

  @Test
  void under_composefs_without_such_a_note_the_folder_of_etc_tells()
      throws StoreException, IOException {
    boot(deployed.get(0));
    Files.delete(host.root());
    Files.createDirectory(host.root());
    Files.createSymbolicLink(host.root().resolve("etc"), folder(deployed.get(1)).resolve("etc"));
    booted("{'composefs': <true>}");
    assertThat(ours()).containsExactly(deployed.get(0).id(), deployed.get(1).id() + " booted");
  }

  @Test
  void a_note_that_is_damaged_is_told_and_the_root_decides() throws StoreException, IOException {
    boot(deployed.get(1));
    Path note = host.run().resolve("ostree-booted");
    for (String damaged : List.of("no variant", "\1\2\3", "backing-root-device-inode\0")) {
      sysroot.write(note, damaged);
      assertThat(snapshot().problems())
          .singleElement()
          .isInstanceOfSatisfying(
              Problem.CorruptFile.class, bad -> assertThat(bad.path()).isEqualTo(note.toString()));
      assertThat(ours()).containsExactly(deployed.get(0).id(), deployed.get(1).id() + " booted");
    }
    booted("{'backing-root-device-inode': <'elsewhere'>}");
    assertThat(ours()).containsExactly(deployed.get(0).id(), deployed.get(1).id() + " booted");
  }

  @Test
  void a_note_that_is_damaged_does_not_trouble_who_looks_at_another_folder() throws StoreException {
    sysroot.write(host.run().resolve("ostree-booted"), "no variant");
    assertThat(snapshot().problems()).isEmpty();
  }

  @Test
  void where_boot_may_not_be_read_what_runs_comes_first_and_the_rest_unordered()
      throws StoreException, IOException {
    boot(deployed.get(1));
    String booted = deployed.get(1).id() + " booted";
    String arguments = " [root=LABEL=root ostree=" + link(deployed.get(0)) + "]";
    assertThat(link(deployed.get(0))).startsWith("/ostree/boot.");
    Path loader = sysroot.folder().resolve("boot/loader").toRealPath();
    for (Path closed :
        List.of(loader.resolve("entries"), loader, sysroot.folder().resolve("boot"))) {
      Files.setPosixFilePermissions(closed, Set.of());
      List<String> seen = SnapshotPrinter.read(sysroot.folder(), host);
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
      assertThat(seen.subList(0, 2))
          .as("without %s", closed)
          .containsExactly(booted + arguments, deployed.get(0).id() + " []");
      assertThat(seen.subList(2, seen.size()))
          .isNotEmpty()
          .allMatch(line -> line.startsWith("NotPermitted[path=" + sysroot.folder() + "/boot/"));
    }
  }

  private static String link(Deployment deployment) {
    return deployment.kernelArguments().value("ostree").orElseThrow();
  }

  /** Makes the host run a deployment of the sysroot. */
  private void boot(Deployment deployment) throws IOException {
    Path root = Files.createSymbolicLink(temp.resolve("root"), folder(deployment));
    host = new HostFiles(root, sysroot.folder(), host.kernelCommandLine(), host.run());
  }

  /** Writes what ostree-prepare-root of libostree 2023.3 and newer leaves. */
  private void booted(String variant) {
    Command.python(WRITE_VARIANT, host.run().resolve("ostree-booted"), variant);
  }

  /** Stages a second deployment of a commit on the host; gives it. */
  private Deployment stage(Deployment of) throws StoreException {
    sysroot.admin("deploy", "--os=main", "--retain", "--not-as-default", of.checksum().hex());
    Deployment second =
        snapshot().deployments().stream()
            .filter(d -> d.checksum().equals(of.checksum()) && d.serial() != of.serial())
            .findFirst()
            .orElseThrow();
    sysroot.admin("undeploy", "" + second.index());
    Path folder = folder(second);
    sysroot.write(folder.resolve("etc/hostname"), "staged\n");
    sysroot.write(folder.resolveSibling(folder.getFileName() + ".origin"), "[origin]\n");
    sysroot.write(host.run().resolve("ostree/lock"), "");
    Command.python(
        WRITE_VARIANT,
        stagedFile(),
        "{'target': <{'name': <'%s'>, 'osname': <'main'>, 'bootcsum': <'%s'>}>, 'kargs': <['rw']>}"
            .formatted(folder.getFileName(), of.bootChecksum().orElseThrow()));
    return second;
  }

  private Path stagedFile() {
    return host.run().resolve("ostree/staged-deployment");
  }

  private Path folder(Deployment deployment) {
    return sysroot
        .folder()
        .resolve("ostree/deploy/main/deploy")
        .resolve(deployment.checksum().hex() + "." + deployment.serial());
  }

  private List<String> ours() throws StoreException {
    return snapshot().deployments().stream()
        .map(d -> d.id() + (d.booted() ? " booted" : "") + (d.staged() ? " staged" : ""))
        .toList();
  }

  /** What libostree sees in that folder on a computer with the same host files. */
  private List<String> theirs() {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--map-root-user"));
    command.addAll(List.of("sh", "-c", ON_ANOTHER_HOST, "sh"));
    command.addAll(List.of(host.run().toString(), host.kernelCommandLine().toString()));
    command.addAll(List.of("/usr/bin/python3", "-c", LIBOSTREE, sysroot.folder().toString()));
    return Command.run(command).lines().toList();
  }

  private List<Path> watched() throws StoreException {
    try (Sysroot open = Sysroot.open(sysroot.folder(), host)) {
      return open.watched();
    }
  }

  private SystemSnapshot snapshot() throws StoreException {
    try (Sysroot open = Sysroot.open(sysroot.folder(), host)) {
      return open.snapshot();
    }
  }
}
