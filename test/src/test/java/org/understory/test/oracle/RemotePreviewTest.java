package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Preview;
import org.understory.store.repo.Repository;
import org.understory.test.kit.RemoteLab;

/**
 * What of a server is read to see the files of an update, beside what its download reads; {@code
 * test/bench/preview} measures how long that takes.
 */
final class RemotePreviewTest {
  private static final Cancellation NEVER = new Cancellation();
  private static final String SIZES = "--generate-sizes";

  private static final int FILES = 40;
  private static final int BYTES = 20_000;

  @TempDir private Path temp;

  /**
   * Many files in few folders are others, and few files all over the tree.
   *
   * @param folders of forty files each
   * @param changed how many files are others
   * @param spread whether they are all over the tree, by chance, and not every second one
   */
  @ParameterizedTest
  @CsvSource({"20, 400, false", "100, 100, true"})
  void an_update_is_seen_with_a_fifth_of_the_bytes_that_its_download_takes(
      int folders, int changed, boolean spread) throws Exception {
    int files = folders * FILES;
    try (RemoteLab lab = new RemoteLab(temp)) {
      Path tree = temp.resolve("system");
      Random random = new Random(4);
      lab.origin().ostree("config", "set", "archive.zlib-level", "1");
      lab.here().ostree("config", "unset", "core.fsync"); // as a system's repository has it
      for (int i = 0; i < files; i++) {
        write(tree, i, 100, random);
      }
      Checksum from = lab.origin().commit("os", tree, "--canonical-permissions");
      IntStream numbers =
          spread
              ? random.ints(0, files).distinct().limit(changed)
              : IntStream.range(0, changed).map(i -> i * (files / changed));
      for (int i : numbers.toArray()) {
        write(tree, i, BYTES, random);
      }
      Checksum to = lab.origin().commit("os", tree, "--canonical-permissions", SIZES);
      lab.origin().ostree("summary", "--update");
      lab.here().ostree("pull", "far", "os@" + from.hex());
      int asked = lab.server().asked().size();
      long bytes = lab.server().sent();
      Preview preview = preview(lab, from);
      long seen = lab.server().sent() - bytes;
      int requests = lab.server().asked().size() - asked;
      lab.here().ostree("pull", "far", "os");
      long downloaded = lab.server().sent() - bytes - seen;

      try (Repository origin = lab.origin().open()) {
        assertThat(preview.diff()).isEqualTo(origin.diff(from, to, "/", true, NEVER));
      }
      assertThat(preview.missing()).isEqualTo(changed);
      assertThat(preview.download().orElseThrow().bytes())
          .as("files alone")
          .isBetween(downloaded - seen - 1000, downloaded);
      // Most of them are what the commit says of the sizes of all files.
      assertThat(seen).isLessThan(downloaded / 5);
      assertThat(requests).as("folders that differ, and little else").isLessThan(folders + 120);
    }
  }

  private static Preview preview(RemoteLab lab, Checksum from) throws StoreException {
    try (RemoteHistory far = lab.open()) {
      return far.repository().preview(from, far.newest("os"), "/", true, NEVER);
    }
  }

  /** Ten folders in each folder, as far as there are enough. */
  private static void write(Path tree, int number, int bytes, Random random) throws IOException {
    int place = number / FILES;
    String path = "usr/" + place % 10 + "/" + place / 10 % 10 + "/" + place;
    Path folder = Files.createDirectories(tree.resolve(path));
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    Files.write(folder.resolve("f" + number % FILES), content);
  }
}
