package org.understory.test.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.Ref;
import org.understory.model.history.Variant;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.FileContent;
import org.understory.store.repo.Repository;
import org.understory.store.repo.RepositoryMode;
import org.understory.store.repo.Verification;
import org.understory.test.kit.TestRepository;
import org.understory.test.oracle.EveryMode;

/**
 * One file of a sound repository is damaged at random, then all of the repository is read: what
 * comes is true or a {@link StoreException}, and it comes in time.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DamagedRepositoryTest {
  private static final long SEED = 41;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int MAX_TRIES = 300;

  @TempDir Path folder;
  private TestRepository repository;
  private List<Checksum> commits = List.of();
  private final Map<Checksum, Commit> soundCommits = new HashMap<>();
  private final Map<Checksum, byte[]> soundContents = new HashMap<>();
  private int read;
  private int refused;

  @ParameterizedTest
  @EnumSource
  void damage_is_never_taken_for_truth(RepositoryMode mode) throws Exception {
    Random random = new Random(SEED);
    make(mode, random);
    List<Path> files = new ArrayList<>(repository.objects());
    files.add(repository.path().resolve("config"));
    files.add(repository.path().resolve("refs/heads/main"));
    long end = System.nanoTime() + NANOS;
    int tries = 0;
    while (tries < MAX_TRIES && System.nanoTime() < end) {
      tries++;
      Path file = files.get(random.nextInt(files.size()));
      if (Files.isSymbolicLink(file)) {
        continue;
      }
      byte[] sound = Files.readAllBytes(file);
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.values()));
      // Written in place, so that attributes stay.
      Files.write(file, damaged(sound, random));
      readAll();
      Files.write(file, sound);
      Files.setPosixFilePermissions(file, permissions);
    }
    assertThat(tries).isPositive();
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  /** Damage under a true checksum: what an attacker who signs commits could send. */
  @ParameterizedTest
  @ValueSource(strings = {"commit", "dirtree", "dirmeta"})
  void damage_with_a_true_checksum_is_read_or_refused(String type) throws Exception {
    Random random = new Random(SEED);
    make(RepositoryMode.ARCHIVE, random);
    Commit tip = soundCommits.get(commits.getLast());
    byte[] commitBytes = Files.readAllBytes(repository.object(tip.checksum(), "commit"));
    Checksum target =
        switch (type) {
          case "dirtree" -> tip.rootTree();
          case "dirmeta" -> tip.rootMeta();
          default -> tip.checksum();
        };
    byte[] sound = Files.readAllBytes(repository.object(target, type));
    long end = System.nanoTime() + NANOS;
    int tries = 0;
    while (tries < MAX_TRIES && System.nanoTime() < end) {
      tries++;
      byte[] bytes = damaged(sound, random);
      Checksum stored = store(bytes, type);
      Checksum changed =
          type.equals("commit")
              ? stored
              : store(replaced(commitBytes, target.hex(), stored.hex()), "commit");
      soundCommits.remove(changed);
      try (Repository open = repository.open()) {
        read(open, changed);
        attempt(() -> open.diff(commits.getFirst(), changed, "/", true, new Cancellation()));
      }
      Files.delete(repository.object(changed, "commit"));
      if (!stored.equals(changed)) {
        Files.delete(repository.object(stored, type));
      }
      if (stored.equals(target)) {
        Files.write(repository.object(target, type), sound);
      }
    }
    assertThat(tries).isPositive();
    assertThat(refused).isPositive();
  }

  /** No checksum covers it, so all that can be asked is that it harms nothing else. */
  @Test
  void damage_to_detached_metadata_is_named_and_leaves_the_commit_whole() throws Exception {
    Random random = new Random(SEED);
    make(RepositoryMode.ARCHIVE, random);
    Checksum tip = commits.getLast();
    Path file = repository.object(tip, "commitmeta");
    byte[] sound = Files.readAllBytes(file);
    Map<String, Variant> metadata;
    try (Repository open = repository.open()) {
      metadata = open.details(tip).metadata();
      assertThat(open.details(tip).detachedMetadata()).containsOnlyKeys("signature");
    }
    long end = System.nanoTime() + NANOS;
    int tries = 0;
    while (tries < MAX_TRIES && System.nanoTime() < end) {
      tries++;
      Files.write(file, damaged(sound, random));
      try (Repository open = repository.open()) {
        assertThat(open.commit(tip)).isEqualTo(soundCommits.get(tip));
        assertThat(open.list(tip, "/", it -> assertThat(it).isNull())).hasSize(2);
        try {
          assertThat(open.details(tip).metadata()).isEqualTo(metadata);
        } catch (StoreException e) {
          refused++;
          assertThat(e.problem())
              .isInstanceOfSatisfying(
                  Problem.CorruptObject.class,
                  it -> assertThat(it.object()).isEqualTo(tip + ".commitmeta"));
        }
      }
    }
    assertThat(refused).isBetween(1, tries - 1);
  }

  private void make(RepositoryMode mode, Random random) throws IOException, StoreException {
    repository = EveryMode.create(folder.resolve("repo"), mode);
    // Small, so that there is time for many kinds of damage.
    Path tree =
        Files.createDirectories(folder.resolve("tree/folder/deeper")).resolve("../..").normalize();
    Files.createSymbolicLink(tree.resolve("folder/link"), Path.of("../a file"));
    byte[] large = new byte[50_000];
    random.nextBytes(large);
    Files.write(tree.resolve("folder/deeper/large"), large);
    Files.writeString(tree.resolve("folder/木"), "a".repeat(3000));
    Files.writeString(tree.resolve("a file"), "content");
    if (mode != RepositoryMode.BARE_USER_ONLY) {
      Files.setAttribute(
          tree.resolve("a file"),
          "user:attribute",
          ByteBuffer.wrap("value".getBytes(StandardCharsets.UTF_8)));
    }
    List<String> options = new ArrayList<>(EveryMode.options(mode));
    Checksum first = repository.commit("main", tree, options.toArray(String[]::new));
    Files.writeString(tree.resolve("a file"), "changed");
    options.add("--add-metadata-string=version=2");
    options.add("--add-detached-metadata-string=signature=" + "by nobody ".repeat(20));
    commits = List.of(first, repository.commit("main", tree, options.toArray(String[]::new)));
    EveryMode.finish(repository, mode);
    try (Repository open = repository.open()) {
      for (Checksum commit : commits) {
        soundCommits.put(commit, open.commit(commit));
        open.walk(
            commit,
            "/",
            entry -> {
              if (entry.kind() == TreeEntry.Kind.FILE) {
                soundContents.put(entry.checksum(), content(open, entry.checksum()));
              }
            },
            problem -> assertThat(problem).isNull(),
            new Cancellation());
      }
    }
  }

  private static byte[] content(Repository open, Checksum file) {
    try (FileContent content = open.content(file)) {
      assertThat(content.verification()).isEqualTo(Verification.VERIFIED);
      return content.readAllBytes();
    } catch (IOException | StoreException e) {
      throw new AssertionError(e);
    }
  }

  private void readAll() {
    attempt(
        () -> {
          try (Repository open = repository.open()) {
            for (Ref ref : open.refs(_ -> {})) {
              attempt(() -> open.resolve(ref.refspec()));
            }
            attempt(() -> open.history(commits, _ -> {}, _ -> {}, new Cancellation()));
            for (Checksum commit : commits) {
              read(open, commit);
            }
            attempt(
                () ->
                    open.diff(
                        commits.getFirst(), commits.getLast(), "/", true, new Cancellation()));
          }
        });
  }

  private void read(Repository open, Checksum checksum) {
    attempt(
        () -> {
          Commit commit = open.commit(checksum);
          assertThat(commit).isEqualTo(soundCommits.getOrDefault(checksum, commit));
        });
    attempt(() -> open.details(checksum));
    attempt(() -> open.list(checksum, "/"));
    attempt(
        () ->
            open.walk(
                checksum,
                "/",
                entry -> attempt(() -> read(open, checksum, entry)),
                _ -> refused++,
                new Cancellation()));
  }

  private void read(Repository open, Checksum commit, TreeEntry entry)
      throws IOException, StoreException {
    attempt(() -> open.entry(commit, entry.path()));
    if (entry.kind() == TreeEntry.Kind.FILE) {
      try (FileContent content = open.content(entry.checksum())) {
        assertThat(content.readAllBytes()).isEqualTo(soundContents.get(entry.checksum()));
      }
    }
  }

  private interface Reading {
    void run() throws IOException, StoreException;
  }

  private void attempt(Reading reading) {
    try {
      reading.run();
      read++;
    } catch (StoreException e) {
      assertThat(e.problem()).isNotNull();
      refused++;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] damaged(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    if (bytes.length == 0 || random.nextInt(8) == 0) {
      byte[] more = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
      more[bytes.length] = (byte) random.nextInt(256);
      return more;
    }
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private Checksum store(byte[] bytes, String type) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    Checksum checksum = Checksum.of(digest, 0);
    Path file = repository.object(checksum, type);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return checksum;
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    HexFormat hex = HexFormat.of();
    return hex.parseHex(hex.formatHex(bytes).replace(from, to));
  }
}
