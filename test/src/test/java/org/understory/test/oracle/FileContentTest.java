package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.FileContent;
import org.understory.store.repo.Repository;
import org.understory.store.repo.RepositoryMode;
import org.understory.store.repo.Verification;
import org.understory.test.kit.TestRepository;

/** Content of files of every size class: what is handed out is whole, verified and in order. */
final class FileContentTest {
  /** What is verified and handed out at once. */
  private static final int CHUNK = 1 << 20;

  private static final List<Integer> SIZES =
      List.of(
          0,
          1,
          4096,
          (64 << 10) - 1,
          64 << 10,
          (64 << 10) + 1,
          CHUNK - 1,
          CHUNK,
          CHUNK + 1,
          2 * CHUNK,
          3 * CHUNK + 12_345);

  @TempDir Path folder;
  private final Map<Integer, byte[]> contents = new TreeMap<>();
  private Checksum commit;
  private TestRepository repository;

  @ParameterizedTest
  @EnumSource
  void every_size_is_whole_and_verified(RepositoryMode mode) throws Exception {
    make(mode, SIZES);
    try (Repository open = repository.open()) {
      for (int size : SIZES) {
        byte[] bytes = contents.get(size);
        Checksum file = open.entry(commit, "/" + size).checksum();
        assertThat(open.file(file).size()).isEqualTo(size);
        try (FileContent content = open.content(file)) {
          assertThat(content.verification()).isEqualTo(Verification.VERIFIED);
          assertThat(content.readAllBytes()).isEqualTo(bytes);
          assertThat(content.read()).isEqualTo(-1);
          assertThat(content.read(new byte[1])).isEqualTo(-1);
          assertThat(content.read(new byte[0])).isZero();
        }
        try (FileContent content = open.content(file)) {
          assertThat(inPieces(content)).isEqualTo(bytes);
        }
        try (FileContent content = open.content(file)) {
          content.skipNBytes(size / 2);
          assertThat(content.read()).isEqualTo(size == 0 ? -1 : bytes[size / 2] & 0xff);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_byte_that_changes_after_verification_is_never_handed_out(RepositoryMode mode)
      throws Exception {
    make(mode, List.of(3 * CHUNK));
    Path object = object();
    byte[] sound = Files.readAllBytes(object);
    for (boolean shorter : List.of(true, false)) {
      try (Repository open = repository.open();
          FileContent content = open.content(file(open))) {
        assertThat(content.readNBytes(CHUNK))
            .isEqualTo(Arrays.copyOf(contents.get(3 * CHUNK), CHUNK));
        byte[] changed = Arrays.copyOf(sound, sound.length - (shorter ? 10 : 0));
        changed[changed.length - 10_000] ^= 1;
        // In place, so that attributes and owner stay.
        Files.write(object, changed);
        assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
      } finally {
        Files.write(object, sound);
      }
    }
  }

  @Test
  void verifying_and_reading_can_be_cancelled() throws Exception {
    make(RepositoryMode.ARCHIVE, List.of(3 * CHUNK));
    Cancellation cancellation = new Cancellation();
    try (Repository open = repository.open();
        FileContent content = open.content(file(open), cancellation)) {
      assertThat(content.readNBytes(CHUNK)).hasSize(CHUNK);
      cancellation.cancel();
      assertThatThrownBy(content::read).isInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> open.content(file(open), cancellation))
          .isInstanceOf(CancellationException.class);
    }
  }

  private void make(RepositoryMode mode, List<Integer> sizes) throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Random random = new Random(7);
    for (int size : sizes) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      contents.put(size, bytes);
      Files.write(tree.resolve("" + size), bytes);
    }
    repository = EveryMode.create(folder.resolve("repo"), mode);
    commit = repository.commit("main", tree, EveryMode.options(mode).toArray(String[]::new));
    EveryMode.finish(repository, mode);
  }

  private Checksum file(Repository open) throws StoreException {
    return open.entry(commit, "/" + 3 * CHUNK).checksum();
  }

  /** The one large file. */
  private Path object() throws IOException {
    List<Path> large = new ArrayList<>();
    for (Path object : repository.objects()) {
      if (Files.size(object) >= 3 * CHUNK) {
        large.add(object);
      }
    }
    assertThat(large).hasSize(1);
    return large.getFirst();
  }

  /** Read in pieces of all sizes. */
  private static byte[] inPieces(InputStream content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[100_001];
    int wanted = 1;
    int read = content.read(piece, 5, wanted);
    while (read > 0) {
      out.write(piece, 5, read);
      wanted = wanted * 3 % 99_991 + 1;
      read = content.read(piece, 5, wanted);
    }
    return out.toByteArray();
  }
}
