package org.understory.test.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.NextBoot;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestSysroot;

/**
 * One file of a running sysroot is damaged at random, then it is read: always in time, never with
 * an exception, and every other deployment is still there.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DamagedSysrootTest {
  private static final long SEED = 43;
  private static final int TRIES = 40;

  @TempDir Path temp;
  private TestSysroot sysroot;
  private HostFiles host;
  private SystemSnapshot sound;

  /** Three deployments of which the second runs, and one that is staged. */
  @BeforeEach
  void deploy() throws StoreException, IOException {
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "main", "other");
    for (String version : List.of("1", "2", "3")) {
      sysroot.commit("stable", version, "kernel " + version);
      String stateroot = version.equals("1") ? "other" : "main";
      sysroot.admin("deploy", "--os=" + stateroot, "--retain", "--karg=root=LABEL=x", "stable");
    }
    Path run = temp.resolve("run");
    host = new HostFiles(temp.resolve("root"), sysroot.folder(), temp.resolve("cmdline"), run);
    sysroot.write(run.resolve("ostree-booted"), "");
    Deployment running = read().deployments().get(1);
    String staged = sysroot.commit("stable", "4", "kernel 4");
    Files.createSymbolicLink(host.root(), folder(running));
    sysroot.write(host.kernelCommandLine(), "root=LABEL=x quiet\n");
    sysroot.write(folder("main", staged + ".0").resolveSibling(staged + ".0.origin"), "[origin]\n");
    sysroot.write(run.resolve("ostree/lock"), "");
    Command.python(
        """
        import os, sys
        from gi.repository import GLib
        root = os.stat(sys.argv[3])
        note = GLib.Variant('a{sv}', {
            'backing-root-device-inode': GLib.Variant('(tt)', (root.st_dev, root.st_ino))})
        open(sys.argv[4], 'wb').write(note.get_data_as_bytes().get_data())
        value = GLib.Variant('a{sv}', {
            'target': GLib.Variant('a{sv}', {
                'name': GLib.Variant('s', sys.argv[2] + '.0'), 'osname': GLib.Variant('s', 'main'),
                'bootcsum': GLib.Variant('s', 'ab' * 32)}),
            'kargs': GLib.Variant('as', ['rw', 'quiet'])})
        open(sys.argv[1], 'wb').write(value.get_data_as_bytes().get_data())
        """,
        run.resolve("ostree/staged-deployment"),
        staged,
        host.root(),
        run.resolve("ostree-booted"));
    sound = read();
    assertThat(sound.problems()).isEmpty();
    assertThat(sound.deployments()).hasSize(4);
    assertThat(sound.deployments().get(0)).matches(Deployment::staged);
    assertThat(sound.deployments().get(2)).matches(Deployment::booted);
  }

  @Test
  void damaged_origins_hide_no_deployment() throws Exception {
    for (Deployment each : sound.deployments()) {
      Path folder = folder(each);
      damage(folder.resolveSibling(folder.getFileName() + ".origin"), Set.of());
    }
  }

  @Test
  void a_damaged_boot_entry_hides_its_own_deployment_at_most() throws Exception {
    List<Path> entries = files(sysroot.folder().resolve("boot/loader").toRealPath());
    assertThat(entries).hasSize(3);
    for (Path entry : entries) {
      String text = Files.readString(entry);
      Deployment own =
          sound.deployments().stream()
              .filter(d -> !d.staged())
              .filter(d -> text.contains(d.kernelArguments().value("ostree").orElseThrow()))
              .findFirst()
              .orElseThrow();
      // The kernel arguments of two differ in one digit, so damage may lead to another's link.
      damage(entry, Set.of(own.id()));
    }
  }

  @Test
  void a_damaged_staged_file_hides_what_is_staged_at_most() throws Exception {
    damage(host.run().resolve("ostree/staged-deployment"), Set.of(sound.deployments().get(0).id()));
  }

  @Test
  void a_damaged_note_of_the_boot_hides_no_deployment_but_the_staged() throws Exception {
    damage(host.run().resolve("ostree-booted"), Set.of(sound.deployments().get(0).id()));
    damage(host.kernelCommandLine(), Set.of());
  }

  @Test
  void boot_links_that_lead_elsewhere_hide_their_own_deployment_at_most() throws Exception {
    for (Deployment each : sound.deployments().subList(1, 4)) {
      String link = each.kernelArguments().value("ostree").orElseThrow();
      Path path = sysroot.folder().resolve(link.substring(1));
      Path folder = path.getParent().toRealPath();
      relink(folder.resolve(path.getFileName()), Set.of(each.id()), true);
    }
  }

  @Test
  void a_loader_link_that_leads_elsewhere_is_told() throws Exception {
    Set<String> deployed = new HashSet<>(ids(sound));
    relink(sysroot.folder().resolve("boot/loader"), deployed, false);
  }

  /** Flips, cuts, empties, removes and replaces a file; {@code own} may be gone meanwhile. */
  private void damage(Path file, Set<String> own) throws IOException, StoreException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes =
          Arrays.copyOf(whole, random.nextInt(2) == 0 ? whole.length : cut(whole, random));
      for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.delete(file);
      Files.write(file, bytes);
      SystemSnapshot read = assertOthersAreThere(own, Arrays.toString(bytes));
      assertThat(read.deployments().size() < 4 && read.problems().isEmpty()).isFalse();
    }
    Files.delete(file);
    assertOthersAreThere(own, "no file");
    Files.createDirectory(file);
    assertToldOf(file, own, "a folder");
    Files.delete(file);
    Files.createSymbolicLink(file, file);
    assertToldOf(file, own, "a link to itself");
    Files.delete(file);
    Command.run("mkfifo", file.toString());
    assertToldOf(file, own, "a pipe");
    Files.delete(file);
    Files.write(file, new byte[2 << 20]);
    assertToldOf(file, own, "zeros");
    Files.write(file, whole);
    assertThat(read()).isEqualTo(sound);
  }

  private static int cut(byte[] whole, Random random) {
    return whole.length == 0 ? 0 : random.nextInt(whole.length);
  }

  /** Lets a link lead to all sorts of places. */
  private void relink(Path link, Set<String> own, boolean missingIsTold)
      throws IOException, StoreException {
    Path target = Files.readSymbolicLink(link);
    for (String other :
        List.of("nowhere", "..", "/", ".", "a/../b", "\u202e", link.toString(), "x".repeat(200))) {
      Files.delete(link);
      Files.createSymbolicLink(link, Path.of(other));
      assertThat(assertOthersAreThere(own, other).problems()).as(other).isNotEmpty();
    }
    Files.delete(link);
    SystemSnapshot without = assertOthersAreThere(own, "no link");
    assertThat(!missingIsTold || !without.problems().isEmpty()).isTrue();
    Files.createDirectory(link);
    assertThat(assertOthersAreThere(own, "a folder").problems()).isNotEmpty();
    Files.delete(link);
    Files.createSymbolicLink(link, target);
    assertThat(read()).isEqualTo(sound);
  }

  private void assertToldOf(Path file, Set<String> own, String damage) throws StoreException {
    assertThat(assertOthersAreThere(own, damage).problems())
        .as(damage)
        .isNotEmpty()
        .allMatch(problem -> problem.toString().contains(file.getFileName().toString()));
  }

  private SystemSnapshot assertOthersAreThere(Set<String> own, String damage)
      throws StoreException {
    SystemSnapshot snapshot = read();
    Set<String> others = new TreeSet<>(ids(sound));
    others.removeAll(own);
    assertThat(ids(snapshot)).as(damage).containsAll(others);
    assertThat(NextBoot.of(snapshot).reason()).isNotNull();
    return snapshot;
  }

  private static List<String> ids(SystemSnapshot snapshot) {
    return snapshot.deployments().stream().map(Deployment::id).toList();
  }

  private Path folder(Deployment deployment) {
    return folder(deployment.stateroot(), deployment.checksum().hex() + "." + deployment.serial());
  }

  private Path folder(String stateroot, String name) {
    return sysroot.folder().resolve("ostree/deploy").resolve(stateroot).resolve("deploy/" + name);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  private SystemSnapshot read() throws StoreException {
    try (Sysroot open = Sysroot.open(sysroot.folder(), host)) {
      return open.snapshot();
    }
  }
}
