package org.understory.store.sysroot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.store.variant.VariantException;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StagedFileTest {
  private static final String CHECKSUM = "ab".repeat(32);
  private static final String BOOT_CHECKSUM = "cd".repeat(32);

  /** What GLib makes of {@link #whole}. */
  private static final String BY_GLIB =
      "dGFyZ2V0AABuYW1lAAAAAGFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJh"
          + "YmFiYWJhYmFiYWJhYmFiYWIuMwAAcwUAAG9zbmFtZQAAbWFpbgAAcwdib290Y3N1bQAAAAAAAAAAY2RjZGNk"
          + "Y2RjZGNkY2RjZGNkY2RjZGNkY2RjZGNkY2RjZGNkY2RjZGNkY2RjZGNkY2RjZGNkY2RjZGNkY2RjZAAAcwlO"
          + "YLQAYXtzdn0HAABrYXJncwAAAHJ3AHJvb3Q9TEFCRUw9eAADEABhcwbG5g==";

  @TempDir Path run;

  private static Map<String, Object> target() {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("name", CHECKSUM + ".3");
    target.put("osname", "main");
    target.put("bootcsum", BOOT_CHECKSUM);
    return target;
  }

  private static Map<String, Object> whole() {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("target", target());
    whole.put("kargs", List.of("rw", "root=LABEL=x"));
    return whole;
  }

  @Test
  void what_libostree_wrote_is_read() throws VariantException {
    byte[] bytes = Base64.getDecoder().decode(BY_GLIB);
    assertThat(Vardict.of(whole())).isEqualTo(bytes);
    FoundDeployment found = StagedFile.parse(bytes);
    assertThat(found.name())
        .isEqualTo(new DeploymentName("main", Checksum.parse(CHECKSUM).orElseThrow(), 3));
    assertThat(found.arguments().arguments()).containsExactly("rw", "root=LABEL=x");
    assertThat(found.bootChecksum()).contains(BOOT_CHECKSUM);
    assertThat(found.staged()).isTrue();
    assertThat(found.finalizationLocked()).isFalse();
  }

  @Test
  void kernel_arguments_may_be_left_out_or_be_none() throws VariantException {
    Map<String, Object> whole = whole();
    for (Object none : List.of(List.of(), "rw", 7L)) {
      whole.put("kargs", none);
      assertThat(StagedFile.parse(Vardict.of(whole)).arguments().arguments()).isEmpty();
    }
    whole.put("merge-deployment", target());
    assertThat(StagedFile.parse(Vardict.of(whole)).inherits()).isEmpty();
    whole.remove("kargs");
    FoundDeployment without = StagedFile.parse(Vardict.of(whole));
    assertThat(without.arguments().arguments()).isEmpty();
    assertThat(without.inherits()).contains(without.name());
    whole.remove("merge-deployment");
    assertThat(StagedFile.parse(Vardict.of(whole)).inherits()).isEmpty();
  }

  @Test
  void a_lock_is_a_truth_and_nothing_else() throws VariantException {
    Map<String, Object> whole = whole();
    whole.put("locked", true);
    assertThat(StagedFile.parse(Vardict.of(whole)).finalizationLocked()).isTrue();
    for (Object open : List.of(false, "true", 1L)) {
      whole.put("locked", open);
      assertThat(StagedFile.parse(Vardict.of(whole)).finalizationLocked()).isFalse();
    }
  }

  @Test
  void without_a_target_of_the_right_type_it_is_malformed() {
    Map<String, Object> whole = whole();
    for (Object wrong : List.of("main", 7L, List.of("name"), Map.of())) {
      whole.put("target", wrong);
      assertFlaw(Vardict.of(whole), Flaw.MALFORMED);
    }
    assertFlaw(Vardict.of(Map.of()), Flaw.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "name, ''",
    "name, no-checksum.0",
    "name, CHECKSUM",
    "name, CHECKSUM.x",
    "name, CHECKSUM.-1",
    "name, CHECKSUM.12345678901234567890",
    "name, ../../CHECKSUM.0",
    "osname, ''",
    "osname, .",
    "osname, ..",
    "osname, a/b"
  })
  void a_name_that_is_none_is_malformed(String key, String value) {
    Map<String, Object> target = target();
    target.put(key, value.replace("CHECKSUM", CHECKSUM));
    assertFlaw(Vardict.of(Map.of("target", target)), Flaw.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"name", "osname", "bootcsum"})
  void a_part_that_is_missing_or_no_text_is_malformed(String key) {
    Map<String, Object> target = target();
    target.put(key, 7L);
    assertFlaw(Vardict.of(Map.of("target", target)), Flaw.MALFORMED);
    target.remove(key);
    assertFlaw(Vardict.of(Map.of("target", target)), Flaw.MALFORMED);
  }

  @Test
  void every_shorter_file_is_refused() {
    byte[] sound = Vardict.of(whole());
    for (int length = 0; length < sound.length; length++) {
      byte[] shorter = Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> StagedFile.parse(shorter)).isInstanceOf(VariantException.class);
    }
  }

  @Test
  void every_changed_byte_is_read_or_refused() {
    byte[] sound = Vardict.of(whole());
    int refused = 0;
    for (int i = 0; i < sound.length; i++) {
      for (int value : new int[] {0, 1, 0x7f, 0xff, sound[i] ^ 0x20, sound[i] + 1}) {
        byte[] changed = sound.clone();
        changed[i] = (byte) value;
        try {
          assertThat(StagedFile.parse(changed).name().stateroot()).isNotEmpty();
        } catch (VariantException refusal) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(sound.length);
  }

  @Test
  void sizes_that_lie_cost_nothing() {
    for (int filling : new int[] {0, 1, 0x7f, 0xff}) {
      byte[] hostile = new byte[SysrootFiles.MAX_BYTES];
      Arrays.fill(hostile, (byte) filling);
      assertThatThrownBy(() -> StagedFile.parse(hostile)).isInstanceOf(VariantException.class);
    }
    // A value whose type is an array of arrays of arrays …
    byte[] deep = Vardict.of(Map.of("target", "a".repeat(60_000)));
    deep[deep.length - 5] = 'a';
    deep[deep.length - 4] = 'y';
    assertThatThrownBy(() -> StagedFile.parse(deep)).isInstanceOf(VariantException.class);
  }

  @Test
  void nothing_is_staged_where_there_is_no_file() throws StoreException {
    assertThat(StagedFile.read(run)).isEmpty();
  }

  @Test
  void a_lock_file_beside_it_counts() throws StoreException, IOException {
    write(Vardict.of(whole()));
    assertThat(StagedFile.read(run).orElseThrow().finalizationLocked()).isFalse();
    Files.createFile(run.resolve("ostree/staged-deployment-locked"));
    assertThat(StagedFile.read(run).orElseThrow().finalizationLocked()).isTrue();
  }

  @Test
  void trouble_names_the_file() throws IOException {
    Path file = write(new byte[] {1, 2, 3});
    assertProblem(file, Flaw.TRUNCATED);
    Files.write(file, new byte[SysrootFiles.MAX_BYTES + 1]);
    assertProblem(file, Flaw.TOO_LARGE);
    Files.delete(file);
    Files.createDirectory(file);
    assertProblem(file, Flaw.MALFORMED);
  }

  private Path write(byte[] bytes) throws IOException {
    Files.createDirectories(run.resolve("ostree"));
    return Files.write(StagedFile.path(run), bytes);
  }

  private void assertProblem(Path file, Flaw flaw) {
    assertThatThrownBy(() -> StagedFile.read(run))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.CorruptFile(file.toString(), flaw)));
  }

  private static void assertFlaw(byte[] bytes, Flaw flaw) {
    assertThatThrownBy(() -> StagedFile.parse(bytes))
        .isInstanceOfSatisfying(VariantException.class, e -> assertThat(e.flaw()).isEqualTo(flaw));
  }
}
