package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.store.wire.RecordJson;
import org.understory.test.kit.Command;
import org.understory.test.kit.EngineRun;
import org.understory.test.kit.TestSysroot;
import org.understory.test.kit.WriterRun;

/** What the writer says where the computer does not let it write. */
final class WriterSurroundingsTest {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private static final String READ_ONLY =
      """
      set -e
      mount --bind "$1" "$1"
      mount -o remount,bind,ro "$1"
      shift
      exec "$@"
      """;

  /** A copy of the sysroot in a small file system that is filled but for so many bytes. */
  private static final String FULL =
      """
      set -e
      mount -t tmpfs -o size=16m tmpfs "$2"
      cp -a "$1/." "$2"
      free=$(stat -f -c '%a * %S' "$2")
      head -c $(( $free - $3 )) /dev/zero > "$2/filler"
      shift 3
      "$@"
      """;

  /** A copy of the sysroot on a disk that ends where this file of it begins: to read it is EIO. */
  private static final String CUT =
      """
      set -e
      disk=$2.disk
      truncate -s 64M "$disk"
      mkfs.ext4 -q -b 4096 -m 0 -O ^has_journal "$disk"
      mount -o loop "$disk" "$2"
      cp -a "$1/." "$2"
      umount "$2"
      block=$(debugfs -R "blocks /$3" "$disk" 2> /dev/null)
      mount -o loop "$disk" "$2"
      truncate -s $(( ${block%% *} * 4096 )) "$disk"
      shift 3
      "$@"
      """;

  /** A copy of the sysroot on a disk that takes no more than it has: EIO, or ENOSPC too late. */
  private static final String WORN =
      """
      set -e
      mkdir "$2.small"
      mount -t tmpfs -o size=64m tmpfs "$2.small"
      disk=$2.small/disk
      truncate -s 48M "$disk"
      mkfs.ext4 -q -b 4096 -m 0 -O ^has_journal "$disk"
      mount -o loop "$disk" "$2"
      cp -a "$1/." "$2"
      sync -f "$2"
      mount -o remount,size=$(du -k "$disk" | cut -f1)k "$2.small"
      shift 2
      "$@"
      """;

  private static final String WITHOUT_LIBRARY =
      """
      set -e
      mount --bind /dev/null "$1"
      shift
      exec "$@"
      """;

  @TempDir Path temp;
  private TestSysroot sysroot;
  private String id;
  private String waiting;

  @BeforeEach
  void deployOne() {
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
    id = "main-" + sysroot.commit("stable", "1", "kernel") + ".0";
    sysroot.admin("deploy", "--os=main", "stable");
    waiting = sysroot.commit("stable", "2", "x".repeat(1_000_000));
  }

  @Test
  void without_the_library_it_says_so() throws IOException {
    Path library =
        Path.of(
                Command.run("sh", "-c", "ldconfig -p | awk '/libostree-1.so.1/ {print $NF; exit}'")
                    .strip())
            .toRealPath();
    assertThat(run(apart(WITHOUT_LIBRARY, library), sysroot.folder(), "ids", ";"))
        .containsExactly(new Problem.LibostreeMissing("libostree-1.so.1").toString());
  }

  @Test
  void a_read_only_file_system_is_told() {
    assertThat(run(apart(READ_ONLY, sysroot.folder()), sysroot.folder(), "ids", ";"))
        .containsExactly(new Problem.ReadOnlyFileSystem(sysroot.folder().toString()).toString());
  }

  @Test
  void a_sysroot_that_belongs_to_another_is_told() throws IOException {
    List<String> ordinary = new ArrayList<>();
    if (ROOT) {
      String rights = "-dac_override,-dac_read_search";
      ordinary.addAll(List.of("setpriv", "--bounding-set=" + rights, "--inh-caps=" + rights));
    }
    Command.run("chmod", "-w", sysroot.folder().resolve("ostree").toString());
    Files.deleteIfExists(sysroot.folder().resolve("ostree/lock"));
    List<String> said = run(ordinary, sysroot.folder(), "ids", ";");
    Command.run("chmod", "u+w", sysroot.folder().resolve("ostree").toString());
    assertThat(said)
        .containsExactly(new Problem.NotWritable(sysroot.folder().toString()).toString());
  }

  /** However much is free, there is the old list or the new one, and it says which. */
  @Test
  void where_the_disk_is_full_the_list_stays_and_what_was_begun_is_gone() throws IOException {
    assumeThat(ROOT).as("a deployment gets owners").isTrue();
    Path small = Files.createDirectory(temp.resolve("small"));
    List<String> refused = List.of(new Problem.NoSpace(small.toString()).toString(), id);
    String made = "main-" + waiting + ".0";
    List<String> done = List.of(made, made + " " + id);
    List<List<String>> said = new ArrayList<>();
    for (int free : List.of(0, 4_096, 8_192, 16_384, 32_768, 4_000_000)) {
      List<String> full = apart(FULL, sysroot.folder(), small, free);
      said.add(run(full, small, "deploy", waiting, id, ";", "ids", ";"));
    }
    assertThat(said).isSubsetOf(refused, done).startsWith(refused).endsWith(done);
  }

  /** A shell script with these arguments in a mount name space of its own. */
  private static List<String> apart(String script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!ROOT) {
      command.add("--map-root-user");
    }
    command.addAll(List.of("sh", "-c", script, "sh"));
    for (Object each : arguments) {
      command.add(each.toString());
    }
    return command;
  }

  /** The same through the engine: it is named and nothing has changed. */
  @Test
  void the_engine_tells_the_same() throws Exception {
    Operation pin = new Operation.Pin(id);
    assertThat(outcome(apart(READ_ONLY, sysroot.folder()), sysroot.folder(), pin))
        .isEqualTo(new Outcome.Failed(new Problem.ReadOnlyFileSystem(sysroot.folder().toString())));
    assumeThat(ROOT).as("a deployment gets owners").isTrue();
    Path small = Files.createDirectory(temp.resolve("small"));
    Operation deploy = new Operation.Deploy("main", Checksum.parse(waiting).orElseThrow());
    assertThat(outcome(apart(FULL, sysroot.folder(), small, 4_096), small, deploy))
        .isEqualTo(new Outcome.Failed(new Problem.NoSpace(small.toString())));
    assertThat(outcome(apart(FULL, sysroot.folder(), small, 4_000_000), small, deploy))
        .isEqualTo(new Outcome.Succeeded(new Outcome.Result.Done()));
  }

  /** The disk answers with EIO: it is named, and the list stays. */
  @Test
  void a_disk_that_is_broken_is_told() throws Exception {
    assumeThat(ROOT).as("a disk is mounted").isTrue();
    Path disk = Files.createDirectory(temp.resolve("disk"));
    Operation deploy = new Operation.Deploy("main", Checksum.parse(waiting).orElseThrow());
    String kernel = object(waiting, "/usr/lib/modules/6.1/vmlinuz");
    for (List<String> broken :
        List.of(apart(CUT, sysroot.folder(), disk, kernel), apart(WORN, sysroot.folder(), disk))) {
      assertThat(outcome(broken, disk, deploy))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.problem())
                    .isInstanceOfAny(Problem.InputOutput.class, Problem.NoSpace.class);
                assertThat(failed.changed()).isFalse();
              });
    }
  }

  /** Where the object of a file is, from the sysroot. */
  private String object(String commit, String path) {
    String repo = "--repo=" + sysroot.repository();
    String name =
        Command.run("ostree", "ls", "-C", repo, commit, path)
            .replaceAll("(?s)^.*? ([0-9a-f]{64}) .*", "$1");
    return "ostree/repo/objects/" + name.substring(0, 2) + "/" + name.substring(2) + ".file";
  }

  private static Outcome outcome(List<String> starter, Path sysroot, Operation operation)
      throws StoreException {
    String json = RecordJson.write((Record) operation);
    String said = run(starter, EngineRun.class, sysroot, json).getLast();
    return RecordJson.read(Outcome.class, said, "output");
  }

  private static List<String> run(List<String> starter, Path sysroot, String... commands) {
    return run(starter, WriterRun.class, sysroot, commands);
  }

  private static List<String> run(
      List<String> starter, Class<?> main, Path sysroot, String... commands) {
    List<String> command = new ArrayList<>(starter);
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), main.getName()));
    command.add(sysroot.toString());
    command.addAll(List.of(commands));
    return Command.run(command).lines().toList();
  }
}
