package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.storage.Usage;
import org.understory.model.storage.Usage.DeploymentUse;
import org.understory.model.storage.Usage.RefUse;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.storage.StorageReader;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.Du;
import org.understory.test.kit.TestSysroot;

/** What takes room, beside libostree's own walk over objects, {@code du}, and real removals. */
class StorageOracleTest {
  private static final int DEPLOYMENTS = 4;

  private final Random random = new Random(20_261_128);
  private Path temp = Path.of("");
  private TestSysroot sysroot = TestSysroot.of(temp);

  @BeforeEach
  void make_a_folder() throws IOException {
    temp = Files.createTempDirectory("storage");
  }

  @AfterEach
  void remove_it() {
    Command.run("rm", "-rf", temp.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bare", "bare-user"})
  void what_a_removal_frees_is_what_du_sees_go(String mode) throws Exception {
    fill(mode);
    assertThat(read().deployments()).hasSize(DEPLOYMENTS);
    LocalEngine engine = engine();
    List<Long> freed = new ArrayList<>();
    for (int left = DEPLOYMENTS; left > 1; left--) {
      Usage usage = read();
      agreesWithLibostree(usage);
      DeploymentUse goes = usage.deployments().get(random.nextInt(left));
      Plan plan = engine.plan(new Operation.Remove(List.of(goes.id())));
      assertThat(plan.space().disk()).hasValue(-goes.freed());
      long before = Du.sysroot(sysroot.folder());
      var outcome = engine.carryOut(plan, _ -> {}, new Cancellation());
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Succeeded.class,
              it -> assertThat(it.result()).hasFieldOrPropertyWithValue("bytes", goes.freed()));
      assertThat(before - Du.sysroot(sysroot.folder())).isEqualTo(goes.freed());
      freed.add(goes.freed());
    }
    // Otherwise the test would say little: each of them has a kernel or files of its own.
    assertThat(freed).allMatch(bytes -> bytes > 20_000);
  }

  @Test
  void what_deleting_a_branch_frees_is_what_prune_frees() throws Exception {
    fill("bare");
    Usage usage = read();
    RefUse free = ref(usage, "main/2");
    assertThat(ref(usage, "main/0").unique()).as("it is deployed").isZero();
    assertThat(free.unique()).isPositive().isLessThan(free.total());
    long before = Du.sysroot(sysroot.folder());
    String repo = "--repo=" + sysroot.repository();
    Command.run("ostree", "refs", repo, "--delete", "main/2");
    Command.run("ostree", "prune", repo, "--refs-only", "--depth=0");
    assertThat(before - Du.sysroot(sysroot.folder())).isEqualTo(free.freed());
  }

  @Test
  void what_nothing_needs_is_what_prune_frees() throws Exception {
    fill("bare");
    sysroot.commit("left", "9", "k".repeat(50_000));
    String repo = "--repo=" + sysroot.repository();
    Command.run("ostree", "refs", repo, "--delete", "left");
    Usage usage = read();
    assertThat(usage.repository().unneeded()).isGreaterThan(50_000);
    long before = Du.sysroot(sysroot.folder());
    Command.run("ostree", "prune", repo, "--refs-only", "--depth=0");
    assertThat(before - Du.sysroot(sysroot.folder())).isEqualTo(usage.repository().unneeded());
    assertThat(read().repository().unneeded()).isZero();
  }

  @Test
  void what_was_measured_before_is_known_again_and_damage_to_it_does_no_harm() throws Exception {
    fill("bare");
    Path cache = temp.resolve("cache");
    Usage first = read();
    assertThat(read(cache)).isEqualTo(first);
    Path file;
    try (Stream<Path> files = Files.list(cache)) {
      file = files.filter(it -> it.toString().endsWith(".usage")).findFirst().orElseThrow();
    }
    byte[] good = Files.readAllBytes(file);
    assertThat(read(cache)).isEqualTo(first);
    for (int i = 0; i < 40; i++) {
      byte[] bad = random.nextBoolean() ? good.clone() : shorter(good);
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, bad);
      assertThat(read(cache)).isEqualTo(first);
    }
    sysroot.commit("more", "10", "another kernel");
    assertThat(read(cache)).isEqualTo(read()).isNotEqualTo(first);
  }

  /** Writing into an object as nobody may changes no folder: only who measures anew sees it. */
  @Test
  void a_plan_takes_what_storage_measured_and_looks_again_at_what_changed() throws Exception {
    fill("bare");
    Path cache = temp.resolve("cache");
    sysroot.commit("left", "9", "k".repeat(50_000));
    Path lost = object("left", "/usr/lib/modules/6.1/vmlinuz");
    Command.run("ostree", "refs", "--repo=" + sysroot.repository(), "--delete", "left");
    settle();
    LocalEngine known = engine().remembering(cache);
    Operation remove = new Operation.Remove(List.of(read(cache).deployments().getLast().id()));
    OptionalLong told = known.plan(remove).space().disk();
    assertThat(told).isEqualTo(engine().plan(remove).space().disk());

    Files.write(lost, new byte[90_000], StandardOpenOption.APPEND);
    assertThat(known.plan(remove).space().disk()).isEqualTo(told);
    OptionalLong more = engine().plan(remove).space().disk();
    assertThat(more.orElseThrow()).isLessThan(told.orElseThrow() - 80_000);

    // Whatever comes into its folder makes it look at all that is there.
    Files.write(lost.resolveSibling("other"), new byte[1]);
    assertThat(known.plan(remove).space().disk()).isEqualTo(more);
  }

  /** As if everything had been written an hour ago. */
  private void settle() {
    Command.run(
        "find",
        sysroot.repository().toString(),
        "-type",
        "d",
        "-exec",
        "touch",
        "-d",
        "-1 hour",
        "{}",
        "+");
  }

  @Test
  void what_is_wrong_with_a_repository_is_told() throws Exception {
    fill("bare");
    assertThat(read().repository().health().incomplete()).isEmpty();
    Usage sound = read(temp.resolve("cache"));
    String commit = ref(sound, "main/0").commit().hex();
    Path lost = object(commit, "/usr/etc/example.conf");
    Files.delete(lost);
    Files.createFile(
        sysroot.repository().resolve("state").resolve("b".repeat(64) + ".commitpartial"));
    Files.createDirectories(sysroot.repository().resolve("tmp/staging-left"));
    Files.write(sysroot.repository().resolve("tmp/staging-left/object"), new byte[9000]);
    for (Usage usage : List.of(read(), read(temp.resolve("cache")))) {
      Usage.Health health = usage.repository().health();
      assertThat(health.partial()).extracting(it -> it.hex()).containsExactly("b".repeat(64));
      assertThat(health.incomplete())
          .anySatisfy(
              it -> {
                assertThat(it.commit().hex()).isEqualTo(commit);
                assertThat(it.missing()).isOne();
                assertThat(it.examples())
                    .containsExactly(
                        lost.getParent().getFileName().toString() + lost.getFileName());
              });
      assertThat(health.leftovers())
          .isEqualTo(Du.bytes(sysroot.repository().resolve("tmp/staging-left")));
    }
  }

  private static byte[] shorter(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, bytes.length - 1 - bytes.length / 3);
  }

  /** Deployments that share some files, kernels and folders; one of them twice, one unlike all. */
  private void fill(String mode) throws IOException {
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
    if (!mode.equals("bare")) {
      Command.run("rm", "-rf", sysroot.repository().toString());
      Command.run("ostree", "init", "--repo=" + sysroot.repository(), "--mode=" + mode);
      sysroot.configure("core.fsync", "false");
    }
    Path tree = temp.resolve("sysroot-tree");
    for (int i = 0; i < DEPLOYMENTS - 1; i++) {
      for (int file = 0; file < 30; file++) {
        Path path = tree.resolve("usr/share/folder-" + random.nextInt(6) + "/file-" + file);
        Files.createDirectories(path.getParent());
        byte[] content = new byte[random.nextInt(30_000)];
        random.nextBytes(content);
        Files.write(path, content);
      }
      Files.createDirectories(tree.resolve("usr/share/folder-0/same"));
      Files.createDirectories(tree.resolve("usr/share/folder-1/same"));
      sysroot.commit("main/" + i, "1." + i, "kernel " + "x".repeat(9000) + i / 2);
      sysroot.admin("deploy", "--retain", "--os=main", "main/" + i);
    }
    sysroot.admin("deploy", "--retain", "--os=main", "main/1");
    for (int file = 0; file < 20; file++) {
      Files.writeString(tree.resolve("usr/share/late-" + file), "late".repeat(file * 1000));
    }
    sysroot.commit("main/2", "1.9", "kernel that is not deployed");
    Command.run("ostree", "refs", "--repo=" + sysroot.repository(), "--delete", "main/1");
  }

  private Usage read() throws StoreException {
    try (Sysroot open = Sysroot.open(sysroot.folder(), host())) {
      return read(open);
    }
  }

  private Usage read(Path cache) throws StoreException {
    try (Sysroot open = Sysroot.open(sysroot.folder(), host(), cache)) {
      return read(open);
    }
  }

  private static Usage read(Sysroot open) throws StoreException {
    SystemSnapshot snapshot = open.snapshot();
    Usage usage =
        new StorageReader(open.repository(), Optional.of(open))
            .read(snapshot, _ -> {}, new Cancellation());
    // What is free changes with what else this computer does.
    Usage.Volume still = new Usage.Volume(0, 0);
    return new Usage(
        usage.deployments(), usage.refs(), usage.repository(), still, Optional.empty());
  }

  private LocalEngine engine() {
    return LocalEngine.ofFolder(sysroot.folder(), host(), new ActivityLog(temp.resolve("log")));
  }

  private HostFiles host() {
    Path none = temp.resolve("no-host");
    return new HostFiles(none, none, none, none);
  }

  private static RefUse ref(Usage usage, String name) {
    return usage.refs().stream().filter(it -> it.refspec().equals(name)).findFirst().orElseThrow();
  }

  private Path object(String commit, String path) {
    String repo = "--repo=" + sysroot.repository();
    String listing = Command.run("ostree", "ls", "-C", repo, commit, path);
    String name = listing.replaceAll("(?s)^.*? ([0-9a-f]{64}) .*", "$1");
    return sysroot
        .repository()
        .resolve("objects")
        .resolve(name.substring(0, 2))
        .resolve(name.substring(2) + ".file");
  }

  /** Adds up the objects that libostree itself reaches, each file's blocks as stat gives them. */
  private void agreesWithLibostree(Usage usage) {
    Map<String, Set<String>> reached = new HashMap<>();
    Map<String, Long> sizes = new HashMap<>();
    usage.deployments().forEach(it -> reached.put(commit(it), reached(commit(it), sizes)));
    for (DeploymentUse use : usage.deployments()) {
      Set<String> objects = reached.getOrDefault(commit(use), Set.of());
      assertThat(use.total()).isEqualTo(sum(objects, sizes));
      Set<String> unique = new HashSet<>(objects);
      usage.deployments().stream()
          .filter(other -> !other.id().equals(use.id()))
          .forEach(other -> unique.removeAll(reached.getOrDefault(commit(other), Set.of())));
      assertThat(use.unique()).isEqualTo(sum(unique, sizes));
    }
  }

  private static String commit(DeploymentUse use) {
    return use.id().replaceAll("^.*-|\\.\\d+$", "");
  }

  private static long sum(Set<String> objects, Map<String, Long> sizes) {
    return objects.stream().mapToLong(name -> sizes.getOrDefault(name, 0L)).sum();
  }

  private Set<String> reached(String commit, Map<String, Long> sizes) {
    Set<String> names = new HashSet<>();
    Command.python(
            """
            import os, sys, gi
            gi.require_version('OSTree', '1.0')
            from gi.repository import OSTree, Gio
            repo = OSTree.Repo.new(Gio.File.new_for_path(sys.argv[1]))
            repo.open(None)
            for name in repo.traverse_commit(sys.argv[2], 0)[1]:
                checksum, kind = OSTree.object_name_deserialize(name)
                name = checksum + '.' + OSTree.object_type_to_string(kind)
                path = sys.argv[1] + '/objects/' + name[:2] + '/' + name[2:]
                print(name, os.lstat(path).st_blocks * 512)
            """,
            sysroot.repository(),
            commit)
        .lines()
        .forEach(
            line -> {
              names.add(line.substring(0, line.indexOf(' ')));
              sizes.put(
                  line.substring(0, line.indexOf(' ')),
                  Long.valueOf(line.substring(line.indexOf(' ') + 1)));
            });
    return names;
  }
}
