package org.understory.store.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

final class DirTreeTest {
  private static final Checksum NAME = new Checksum(1, 2, 3, 4);

  @Test
  void names_and_checksums_are_found_in_small_and_large_folders() throws StoreException {
    for (int count : List.of(0, 1, 5, 6, 7, 1800, 1900, 2000)) {
      List<String> files = names("file-%05d.é", count);
      List<String> folders = names("folder-%05d", count);
      DirTree tree = DirTree.parse(NAME, DirTreeBytes.of(files, folders));
      assertThat(tree.files().count()).isEqualTo(count);
      assertThat(tree.folders().count()).isEqualTo(count);
      for (int i = 0; i < count; i++) {
        assertThat(tree.files().name(i)).isEqualTo(files.get(i));
        assertThat(tree.files().checksum(i)).isEqualTo(DirTreeBytes.checksum(files.get(i), 0));
        assertThat(tree.folders().name(i)).isEqualTo(folders.get(i));
        assertThat(tree.folders().checksum(i)).isEqualTo(DirTreeBytes.checksum(folders.get(i), 0));
        assertThat(tree.folders().meta(i)).isEqualTo(DirTreeBytes.checksum(folders.get(i), 1));
        assertThat(tree.files().find(files.get(i))).hasValue(i);
      }
      assertThat(tree.files().find("file-00002")).isEmpty();
    }
  }

  @Test
  void names_that_no_file_can_have_are_refused() {
    for (String name : List.of("", ".", "..", "a/b", "/", "a\0b")) {
      assertThat(flaw(DirTreeBytes.of(List.of(name), List.of())))
          .as("file [%s]", name)
          .isIn(Flaw.UNSAFE_NAME, Flaw.MALFORMED);
      assertThat(flaw(DirTreeBytes.of(List.of(), List.of(name))))
          .as("folder [%s]", name)
          .isIn(Flaw.UNSAFE_NAME, Flaw.MALFORMED);
    }
    assertThat(flaw(DirTreeBytes.of(List.of("x".repeat(4097)), List.of())))
        .isEqualTo(Flaw.TOO_LARGE);
  }

  @Test
  void names_that_are_not_utf_8_are_refused() {
    byte[] bytes = DirTreeBytes.of(List.of("xyz"), List.of());
    bytes[1] = (byte) 0xff;
    assertThat(flaw(bytes)).isEqualTo(Flaw.UNSAFE_NAME);
  }

  @Test
  void odd_names_are_taken() throws StoreException {
    List<String> names = List.of("\u001b[31m", " ", "...", "..a", "\u202e", "\n", "中文");
    List<String> sorted = names.stream().sorted().toList();
    DirTree tree = DirTree.parse(NAME, DirTreeBytes.of(sorted, List.of()));
    assertThat(IntStream.range(0, 7).mapToObj(tree.files()::name)).isEqualTo(sorted);
  }

  @Test
  void order_and_uniqueness_are_demanded() {
    assertThat(flaw(DirTreeBytes.of(List.of("b", "a"), List.of()))).isEqualTo(Flaw.UNSORTED_NAMES);
    assertThat(flaw(DirTreeBytes.of(List.of(), List.of("a", "a")))).isEqualTo(Flaw.UNSORTED_NAMES);
    assertThat(flaw(DirTreeBytes.of(List.of("a", "c"), List.of("b", "c"))))
        .isEqualTo(Flaw.MALFORMED);
  }

  @Test
  void every_cut_is_refused() {
    byte[] whole = DirTreeBytes.of(names("file-%d", 9), names("folder-%d", 4));
    for (int length = 0; length < whole.length; length++) {
      assertThat(flaw(Arrays.copyOf(whole, length))).as("first %d bytes", length).isNotNull();
    }
  }

  @Test
  void damaged_bytes_give_a_problem_or_a_readable_folder() {
    Random dice = new Random(4);
    byte[] whole = DirTreeBytes.of(names("file-%d", 30), names("folder-%d", 12));
    for (int round = 0; round < 50_000; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 1 + round % 3; i++) {
        damaged[dice.nextInt(damaged.length)] = (byte) dice.nextInt();
      }
      try {
        DirTree tree = DirTree.parse(NAME, damaged);
        for (int i = 0; i < tree.folders().count(); i++) {
          assertThat(tree.folders().name(i)).isNotEmpty().doesNotContain("/");
          assertThat(tree.folders().meta(i)).isNotNull();
        }
      } catch (StoreException e) {
        assertThat(e.problem()).isInstanceOf(Problem.CorruptObject.class);
      }
    }
  }

  private static List<String> names(String format, int count) {
    return IntStream.range(0, count).mapToObj(i -> String.format(format, i)).toList();
  }

  private static Flaw flaw(byte[] bytes) {
    StoreException refused =
        catchThrowableOfType(StoreException.class, () -> DirTree.parse(NAME, bytes));
    Problem.CorruptObject problem = (Problem.CorruptObject) refused.problem();
    assertThat(problem.object()).isEqualTo(NAME.hex() + ".dirtree");
    return problem.flaw();
  }
}
