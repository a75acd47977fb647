package org.understory.store.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.packages.ChangelogEntry;
import org.understory.model.packages.Package;
import org.understory.store.variant.VariantException;

/** Headers of rpm and statuses of dpkg, sound and damaged at random: read or refused, in time. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedPackagesTest {
  private static final long SEED = 53;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final String STATUS =
      """
      Package: bash
      Status: install ok installed
      Maintainer: Ann <ann@fern.example>
      Architecture: amd64
      Version: 5.2-1
      Description: A shell
       that goes on
       .
       and on

      Package: gone
      Status: deinstall ok config-files
      Architecture: all
      Version: 1-1

      Package: half
      Status: install ok half-configured
      Architecture: all
      Version: 1:2~rc1-3
      """;

  /** What {@code rpm} 4.18 wrote for a package that {@code rpmbuild} made. */
  private static byte[] header() throws IOException {
    try (InputStream in = DamagedPackagesTest.class.getResourceAsStream("tool.header")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void a_sound_header_is_read() throws Exception {
    RpmHeader header = RpmHeader.parse(header());

    assertThat(header.asPackage())
        .isEqualTo(new Package("tool", "2:1.0~rc1-3", "noarch", Package.Source.RPMDB));
    assertThat(header.files()).containsExactlyInAnyOrder("/etc/tool.conf", "/usr/bin/tool");
    assertThat(header.changelog())
        .containsExactly(
            new ChangelogEntry(
                1770206400L,
                "Ann <ann@fern.example> - 2:1.0~rc1-3",
                "- Fix the second thing\n- And é"),
            new ChangelogEntry(
                1767614400L, "Ann <ann@fern.example> - 2:1.0~rc1-2", "- Fix the first thing"));
  }

  @Test
  void a_damaged_header_is_read_or_refused() throws Exception {
    Random random = new Random(SEED);
    byte[] sound = header();
    int read = 0;
    int refused = 0;
    for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; ) {
      byte[] bytes = damaged(sound, random);
      try {
        RpmHeader header = RpmHeader.parse(bytes);
        header.asPackage();
        assertThat(header.files().size()).isLessThanOrEqualTo(bytes.length);
        assertThat(header.changelog().size()).isLessThanOrEqualTo(bytes.length);
        read++;
      } catch (VariantException e) {
        refused++;
      }
    }
    assertThat(read).isGreaterThan(100);
    assertThat(refused).isGreaterThan(100);
  }

  /** Mostly in the index, where it does the most. */
  private static byte[] damaged(byte[] sound, Random random) {
    byte[] bytes =
        random.nextInt(8) == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
    for (int i = 0; i < 1 + random.nextInt(6) && bytes.length > 16; i++) {
      int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 1200));
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default ->
            ByteBuffer.wrap(bytes)
                .putInt(
                    Math.min(at, bytes.length - 4) & ~3,
                    random.nextInt(4) == 0 ? Integer.MAX_VALUE : random.nextInt(4096) - 8);
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, MALFORMED",
    "-1, 0, MALFORMED",
    "70000, 0, MALFORMED",
    "1, 0, TRUNCATED",
    "1, 2147483647, TRUNCATED"
  })
  void sizes_that_are_not_true_are_refused(int entries, int size, Flaw flaw) {
    byte[] bytes = ByteBuffer.allocate(8).putInt(entries).putInt(size).array();

    assertThatThrownBy(() -> RpmHeader.parse(bytes))
        .extracting(it -> ((VariantException) it).flaw())
        .isEqualTo(flaw);
  }

  /** A million files in one folder with a long name would be gigabytes of paths. */
  @Test
  void files_that_a_few_bytes_name_a_million_times_are_refused() {
    int count = 1_000_000;
    byte[] folder = ("/" + "x".repeat(4000) + "/\0").getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + 3 * 16 + folder.length + 2 * count + 4 * count);
    bytes.putInt(3).putInt(bytes.capacity() - 8 - 3 * 16);
    bytes.putInt(1118).putInt(8).putInt(0).putInt(1);
    bytes.putInt(1117).putInt(8).putInt(folder.length).putInt(count);
    bytes.putInt(1116).putInt(4).putInt(folder.length + 2 * count).putInt(count);
    bytes.put(folder);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) 'a').put((byte) 0);
    }
    assertThatThrownBy(() -> RpmHeader.parse(bytes.array()).files())
        .extracting(it -> ((VariantException) it).flaw())
        .isEqualTo(Flaw.TOO_LARGE);
  }

  @Test
  void a_sound_status_is_read() {
    List<Problem> problems = new ArrayList<>();

    assertThat(read(STATUS.getBytes(StandardCharsets.UTF_8), problems))
        .containsExactly(
            new Package("bash", "5.2-1", "amd64", Package.Source.DPKG),
            new Package("half", "1:2~rc1-3", "all", Package.Source.DPKG));
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Package: half, Package half", "Version: 1:2~rc1-3, X: 1", "half-configured, a b c"})
  void a_paragraph_that_can_not_be_understood_is_told_and_the_others_are_read(
      String sound, String broken) {
    List<Problem> problems = new ArrayList<>();
    String text = STATUS.replace(sound, broken);

    assertThat(read(text.getBytes(StandardCharsets.UTF_8), problems))
        .extracting(Package::name)
        .containsExactly("bash");
    assertThat(problems).containsExactly(new Problem.CorruptFile("status", Flaw.MALFORMED));
  }

  @Test
  void a_damaged_status_is_read_in_time() {
    Random random = new Random(SEED);
    byte[] sound = STATUS.getBytes(StandardCharsets.UTF_8);
    int told = 0;
    int silent = 0;
    for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; ) {
      byte[] bytes = sound.clone();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? (byte) "\n: \0é".charAt(random.nextInt(5))
                : (byte) random.nextInt();
      }
      List<Problem> problems = new ArrayList<>();
      assertThat(read(bytes, problems).size()).isLessThan(20);
      told += problems.isEmpty() ? 0 : 1;
      silent += problems.isEmpty() ? 1 : 0;
    }
    assertThat(told).isGreaterThan(100);
    assertThat(silent).isGreaterThan(100);
  }

  @Test
  void one_endless_line_is_read_in_time() {
    byte[] line = new byte[20_000_000];
    Arrays.fill(line, (byte) 'a');
    List<Problem> problems = new ArrayList<>();

    assertThat(read(line, problems)).isEmpty();
    assertThat(problems).hasSize(1);
  }

  private static List<Package> read(byte[] bytes, List<Problem> problems) {
    List<Package> packages = new ArrayList<>();
    new DpkgStatus("status", packages, problems).read(bytes);
    return packages;
  }
}
