package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Preview;
import org.understory.store.repo.Repository;
import org.understory.test.kit.Command;
import org.understory.test.kit.RemoteLab;

/** What it costs to see the files of an update, beside what it costs to download it. */
@Tag("alone")
final class RemotePreviewTest {
  private static final Cancellation NEVER = new Cancellation();
  private static final String SIZES = "--generate-sizes";

  /** Larger to measure. */
  private static final int SCALE = Integer.getInteger("understory.preview.scale", 1);

  private static final int FOLDERS = 20 * SCALE;
  private static final int FILES = 40;
  private static final int CHANGED = FOLDERS * FILES / 2;
  private static final int BYTES = 20_000;

  @TempDir private Path temp;

  /** Half of the files are others. */
  @Test
  void an_update_is_seen_with_a_twentieth_of_the_bytes_that_its_download_takes() throws Exception {
    try (RemoteLab lab = new RemoteLab(temp)) {
      Path tree = temp.resolve("system");
      Random random = new Random(4);
      lab.origin().ostree("config", "set", "archive.zlib-level", "1");
      lab.here().ostree("config", "unset", "core.fsync"); // as a system's repository has it
      for (int i = 0; i < FOLDERS * FILES; i++) {
        write(tree, i, 100, random);
      }
      Checksum from = lab.origin().commit("os", tree, "--canonical-permissions");
      for (int i = 0; i < CHANGED; i++) {
        write(tree, i * FOLDERS * FILES / CHANGED, BYTES, random);
      }
      Checksum to = lab.origin().commit("os", tree, "--canonical-permissions", SIZES);
      lab.origin().ostree("summary", "--update");
      lab.here().ostree("pull", "far", "os@" + from.hex());
      long[] times = new long[7];
      Optional<Preview> last = Optional.empty();
      int asked = 0;
      long bytes = 0;
      for (int i = 0; i < times.length; i++) {
        Command.run("rm", "-rf", lab.cache().toString());
        asked = lab.server().asked().size();
        bytes = lab.server().sent();
        long begun = System.nanoTime();
        last = Optional.of(preview(lab, from));
        times[i] = System.nanoTime() - begun;
      }
      Preview preview = last.orElseThrow();
      long seen = lab.server().sent() - bytes;
      int requests = lab.server().asked().size() - asked;
      Arrays.sort(times);
      long seeing = times[times.length / 2];
      long begun = System.nanoTime();
      lab.here().ostree("pull", "far", "os");
      long downloading = System.nanoTime() - begun;
      long downloaded = lab.server().sent() - bytes - seen;

      System.out.printf(
          "preview %d ms, pull %d ms: %.1f times; %d and %d bytes%n",
          seeing / 1_000_000,
          downloading / 1_000_000,
          (double) downloading / seeing,
          seen,
          downloaded);
      try (Repository origin = lab.origin().open()) {
        assertThat(preview.diff()).isEqualTo(origin.diff(from, to, "/", true, NEVER));
      }
      assertThat(preview.missing()).isEqualTo(CHANGED);
      assertThat(preview.download().orElseThrow())
          .as("files alone")
          .isBetween(downloaded - seen - 1000, downloaded);
      assertThat(seen).isLessThan(downloaded / 20);
      assertThat(requests).isLessThan(FOLDERS + 10);
    }
  }

  private static Preview preview(RemoteLab lab, Checksum from) throws StoreException {
    try (RemoteHistory far = lab.open()) {
      return far.repository().preview(from, far.newest("os"), "/", true, NEVER);
    }
  }

  private static void write(Path tree, int number, int bytes, Random random) throws IOException {
    Path folder = Files.createDirectories(tree.resolve("usr/" + number / FILES));
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    Files.write(folder.resolve("f" + number % FILES), content);
  }
}
