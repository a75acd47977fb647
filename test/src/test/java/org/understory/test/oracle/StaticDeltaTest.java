package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Repository;
import org.understory.test.kit.RemoteLab;

/** What is told of static deltas, beside what ostree tells of them and what it then downloads. */
final class StaticDeltaTest {
  private static final String BRANCH = "os/stable";
  private static final String REFSPEC = "far:" + BRANCH;

  /** Bytes of a file that comes by itself where those of more than a megabyte do. */
  private static final int LARGE = 1_100_000;

  /** Bytes that repeat in each file, so that packing it takes little time. */
  private static final int PATTERN = 10_000;

  @TempDir private Path temp;
  private RemoteLab lab;
  private Path tree;
  private final Random random = new Random(11);

  @BeforeEach
  void open() throws IOException {
    lab = new RemoteLab(temp);
    tree = Files.createDirectories(temp.resolve("system/usr"));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  /**
   * Ways to make one: as usual; each file over a megabyte by itself; several parts; parts in the
   * head; the other order of bytes, said and not said; without what tells similar files apart.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--min-fallback-size=0",
        "--min-fallback-size=1",
        "--min-fallback-size=0 --max-chunk-size=1",
        "--min-fallback-size=1 --max-chunk-size=1 --inline",
        "--min-fallback-size=1 --set-endianness=B",
        "--min-fallback-size=0 --swap-endianness --disable-bsdiff",
        "--empty --min-fallback-size=1 --max-chunk-size=1",
        "--empty --inline"
      })
  void one_takes_what_ostree_says_and_downloads(String options) throws Exception {
    boolean whole = options.contains("--empty");
    Checksum from = commit(1, 300_000, 400_000);
    Checksum to = commit(2, 310_000, 400_000, LARGE, 600_000, 700_000);
    generate(whole ? Optional.empty() : Optional.of(from), to, options.split(" "));
    if (!whole) {
      pull(from);
    }

    Download told = delta(to).orElseThrow();

    assertThat(told.way())
        .isEqualTo(new Download.Delta(whole ? Optional.empty() : Optional.of(from)));
    String name = whole ? to.hex() : name(from, to);
    assertThat(lab.origin().lines("static-delta", "list")).containsExactly(name);
    if (!options.contains("--inline")) { // ostree can't show those
      List<String> shown = lab.origin().lines("static-delta", "show", name);
      assertThat(told.unpacked()).isEqualTo(number(shown, "Total Uncompressed Size: "));
      assertThat(told.bytes()).isEqualTo(number(shown, "Total Size: ") + superblock());
    }
    assertThat(told.bytes())
        .isEqualTo(downloaded(to, options.contains("fallback-size=1") ? "/usr/f2" : ""))
        .isPositive();
  }

  /** As older ones are, which do not say how their numbers are stored. */
  @ParameterizedTest
  @ValueSource(strings = {"--set-endianness=l", "--set-endianness=B"})
  void where_one_does_not_say_the_order_of_bytes_it_is_guessed_as_ostree_does(String order)
      throws Exception {
    Checksum from = commit(1, 20_000);
    Checksum to = commit(2, 21_000, LARGE);
    generate(Optional.of(from), to, order, "--min-fallback-size=1");
    byte[] superblock = Files.readAllBytes(superblockFile());
    superblock[endianness(superblock)] = 'x';
    Files.write(superblockFile(), superblock);
    lab.origin().ostree("summary", "--update");
    pull(from);

    Download told = delta(to).orElseThrow();

    List<String> shown = lab.origin().lines("static-delta", "show", name(from, to));
    assertThat(shown).anyMatch(line -> line.matches("Endianness: .*heuristic.*|.*invalid"));
    assertThat(told.bytes()).isEqualTo(number(shown, "Total Size: ") + superblock());
  }

  private static int endianness(byte[] superblock) {
    return new String(superblock, StandardCharsets.ISO_8859_1).indexOf("ostree.endianness");
  }

  @Test
  void parts_and_files_that_are_here_are_not_counted_as_they_are_not_downloaded() throws Exception {
    Checksum from = commit(1, 10);
    write("f1", LARGE);
    for (String each : List.of("f2", "f3", "f4")) {
      write(each, 900_000);
    }
    Checksum to = lab.origin().commit(BRANCH, tree.getParent(), "--canonical-permissions");
    generate(
        Optional.of(from), to, "--min-fallback-size=1", "--max-chunk-size=1", "--disable-bsdiff");
    pull(from);
    final long all = delta(to).orElseThrow().bytes();
    Files.delete(tree.resolve("f4"));
    lab.origin().commit("os/other", tree.getParent(), "--canonical-permissions");
    lab.origin().ostree("summary", "--update");
    lab.here().ostree("pull", "--disable-static-deltas", "far", "os/other");

    Download told = delta(to).orElseThrow();

    assertThat(told.bytes()).isLessThan(all).isEqualTo(downloaded(to, ""));
    List<String> shown = lab.origin().lines("static-delta", "show", name(from, to));
    assertThat(lab.server().asked().stream().filter(path -> path.matches("deltas/.*/[0-9]+")))
        .hasSizeBetween(1, (int) number(shown, "Number of parts: ") - 1);
  }

  @Test
  void of_several_the_one_from_the_newest_whole_version_here_is_taken() throws Exception {
    Checksum first = commit(1, 20_000, 400_000);
    Checksum second = commit(2, 21_000, 400_000);
    Checksum third = commit(3, 22_000, 400_000);
    Checksum newest = commit(4, 23_000, 400_000);
    for (Checksum from : List.of(first, second, third)) {
      generate(Optional.of(from), newest);
    }
    generate(Optional.empty(), newest);
    pull(second);
    pull(first);
    lab.here().ostree("pull", "--commit-metadata-only", "far", BRANCH + "@" + third.hex());

    Download told = delta(newest).orElseThrow();

    assertThat(told.way()).isEqualTo(new Download.Delta(Optional.of(second)));
    assertThat(told.bytes()).isEqualTo(downloaded(newest, ""));
  }

  @Test
  void one_from_nothing_is_not_taken_where_the_branch_is_here() throws Exception {
    Checksum first = commit(1, 20_000);
    Checksum newest = commit(2, 21_000);
    generate(Optional.empty(), newest);

    assertThat(delta(newest)).isPresent();
    pull(first);
    assertThat(delta(newest)).isEmpty();
    try (RemoteHistory far = lab.open()) {
      assertThat(far.delta(newest, List.of())).isEmpty();
      assertThat(far.delta(newest, List.of("far:os/other"))).isPresent();
    }
    downloaded(newest, "");
    assertThat(lab.server().asked()).noneMatch(path -> path.endsWith("/0"));
  }

  @Test
  void what_the_summary_leaves_out_is_found_in_the_index() throws Exception {
    lab.origin().ostree("config", "set", "core.no-deltas-in-summary", "true");
    Checksum first = commit(1, 20_000);
    Checksum newest = commit(2, 21_000);
    generate(Optional.of(first), newest);
    lab.origin().ostree("static-delta", "reindex");
    lab.origin().ostree("summary", "--update");
    pull(first);

    Download told = delta(newest).orElseThrow();

    assertThat(lab.server().asked()).anyMatch(path -> path.startsWith("delta-indexes/"));
    assertThat(told.bytes()).isEqualTo(downloaded(newest, ""));
    assertThat(delta(newest)).as("what is here").isEmpty();
  }

  @Test
  void a_server_without_any_is_asked_for_none() throws Exception {
    Checksum first = commit(1, 20_000);
    Checksum newest = commit(2, 21_000);
    lab.origin().ostree("summary", "--update");
    pull(first);
    int before = lab.server().asked().size();

    assertThat(delta(newest)).isEmpty();
    Files.delete(lab.origin().path().resolve("summary"));
    assertThat(delta(newest)).isEmpty();
    assertThat(lab.server().asked().stream().skip(before))
        .isNotEmpty()
        .noneMatch(path -> path.startsWith("deltas/"));
  }

  @Test
  void none_is_told_where_libostree_takes_none() throws Exception {
    Checksum first = commit(1, 20_000);
    Checksum newest = commit(2, 21_000);
    generate(Optional.of(first), newest);
    pull(first);
    assertThat(delta(newest)).isPresent();

    lab.set("url", "file://" + lab.origin().path());
    assertThat(delta(newest)).isEmpty();
    lab.set("url", lab.server().url());
    lab.here().ostree("config", "set", "core.mode", "archive");
    assertThat(delta(newest)).isEmpty();
  }

  @Test
  void what_was_fetched_once_is_kept() throws Exception {
    Checksum first = commit(1, 20_000);
    Checksum newest = commit(2, 21_000);
    generate(Optional.of(first), newest);
    pull(first);

    Optional<Download> told = delta(newest);
    int asked = asked("superblock");
    assertThat(delta(newest)).isEqualTo(told).isPresent();
    assertThat(asked("superblock")).isEqualTo(asked).isEqualTo(1);
  }

  @Test
  void a_damaged_one_is_trouble_as_it_is_for_ostree() throws Exception {
    Checksum first = commit(1, 20_000);
    Checksum newest = commit(2, 21_000);
    generate(Optional.of(first), newest);
    pull(first);
    lab.server()
        .breakWith(
            (path, content) -> path.endsWith("superblock") ? RemoteLab.damaged(content) : content);

    assertThat(problem(newest)).isInstanceOf(Problem.DamagedDownload.class);
    assertThat(lab.here().attempt("pull", "far", BRANCH).status()).isNotZero();
    lab.server()
        .breakWith((path, content) -> path.endsWith("superblock") ? new byte[11 << 20] : content);
    assertThat(delta(newest)).as("too large to look at").isEmpty();
  }

  /** They are in the list as they are, so the sum is right. */
  @Test
  void one_that_says_what_can_not_be_is_damage() throws Exception {
    Checksum first = commit(1, 20_000);
    Checksum newest = commit(2, 21_000);
    generate(Optional.of(first), newest);
    pull(first);
    Path file = superblockFile();
    byte[] real = Files.readAllBytes(file);
    byte[] swapped = real.clone();
    int order = endianness(real) + "ostree.endianness".length() + 1;
    while (swapped[order] != 'l') {
      order++;
    }
    swapped[order] = 'B';
    for (byte[] bad :
        List.of(swapped, Arrays.copyOf(real, real.length - 1), new byte[0], "no".getBytes())) {
      Files.write(file, bad);
      lab.origin().ostree("summary", "--update");
      assertThat(problem(newest)).isInstanceOf(Problem.DamagedDownload.class);
    }
  }

  private static String name(Checksum from, Checksum to) {
    return from.hex() + "-" + to.hex();
  }

  /** A version of these files, each somewhat like that of the version before. */
  private Checksum commit(int hour, int... sizes) throws IOException {
    for (int i = 0; i < sizes.length; i++) {
      write("f" + i, sizes[i]);
    }
    return lab.origin()
        .commit(
            BRANCH,
            tree.getParent(),
            "--canonical-permissions",
            "--timestamp=@" + (1_700_000_000 + 3600 * hour));
  }

  private void write(String name, int size) throws IOException {
    Path file = tree.resolve(name);
    byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    int kept = Math.min(content.length, size) / 2;
    byte[] pattern = new byte[PATTERN];
    random.nextBytes(pattern);
    byte[] fresh = new byte[size];
    for (int i = 0; i < size; i++) {
      fresh[i] = pattern[i % PATTERN];
    }
    System.arraycopy(content, 0, fresh, 0, kept);
    Files.write(file, fresh);
  }

  private void generate(Optional<Checksum> from, Checksum to, String... options) {
    List<String> command = new ArrayList<>(List.of("static-delta", "generate"));
    command.addAll(List.of(options));
    from.ifPresent(it -> command.add("--from=" + it.hex()));
    if (from.isEmpty() && !command.contains("--empty")) {
      command.add("--empty");
    }
    command.add("--to=" + to.hex());
    lab.origin().ostree(command.toArray(String[]::new));
    lab.origin().ostree("summary", "--update");
  }

  private void pull(Checksum commit) {
    lab.here().ostree("pull", "--disable-static-deltas", "far", BRANCH + "@" + commit.hex());
  }

  private Optional<Download> delta(Checksum to) throws StoreException {
    try (RemoteHistory far = lab.open()) {
      return far.delta(to, List.of(REFSPEC));
    }
  }

  private Problem problem(Checksum to) {
    return catchThrowableOfType(StoreException.class, () -> delta(to)).problem();
  }

  /**
   * Bytes of a delta that ostree is sent when it gets this version. Before 2023.7 it may get
   * objects of the delta singly as well, so those are not counted.
   *
   * @param loose a file that is not in the delta, if any
   */
  private long downloaded(Checksum to, String loose) throws StoreException {
    String object = loose.isEmpty() ? "none" : file(to, loose);
    AtomicLong sent = new AtomicLong();
    lab.server()
        .breakWith(
            (path, content) -> {
              if (path.startsWith("deltas/") || path.endsWith(object)) {
                sent.addAndGet(content.length);
              }
              return content;
            });
    lab.here().ostree("pull", "far", BRANCH + "@" + to.hex());
    lab.here().ostree("fsck", "-q");
    return sent.get();
  }

  private String file(Checksum commit, String path) throws StoreException {
    try (Repository origin = lab.origin().open()) {
      return origin.entry(commit, path).checksum().hex().substring(2) + ".filez";
    }
  }

  private int asked(String end) {
    return (int) lab.server().asked().stream().filter(path -> path.endsWith(end)).count();
  }

  private long superblock() throws IOException {
    return Files.size(superblockFile());
  }

  private Path superblockFile() throws IOException {
    try (Stream<Path> files = Files.walk(lab.origin().path().resolve("deltas"))) {
      return files.filter(file -> file.endsWith("superblock")).findFirst().orElseThrow();
    }
  }

  private static long number(List<String> lines, String start) {
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> Long.parseLong(line.substring(start.length()).split(" ")[0]))
        .findFirst()
        .orElseThrow();
  }
}
