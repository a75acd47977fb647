package org.understory.model.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.understory.model.content.TextDiff.Block;
import org.understory.model.operation.Cancellation;

final class TextDiffTest {
  @Test
  void putting_the_blocks_into_the_older_text_gives_the_newer() {
    for (long seed = 0; seed < 3000; seed++) {
      SomeText some = new SomeText(seed);
      List<String> lines = some.lines(seed % 2 == 0 ? 6 : 40);
      TextContent before = some.text(lines);
      TextContent after = some.text(seed % 3 == 0 ? some.lines(12) : some.edited(lines));
      TextDiff diff = diff(before, after);
      assertThat(applied(diff)).as("seed " + seed).isEqualTo(after.lines());
      assertThat(diff.isSame())
          .isEqualTo(
              before.lines().equals(after.lines())
                  && (before.lines().isEmpty() || before.ended() == after.ended()));
      assertThat(changed(diff)).as("seed " + seed).isEqualTo(fewest(before, after));
    }
  }

  @Test
  void an_equal_line_stands_between_two_blocks() {
    TextDiff diff = diff(SomeText.of("a\nb\nc\nd\n"), SomeText.of("a\nB\nc\nd\ne\n"));
    assertThat(diff.blocks()).containsExactly(new Block(1, 1, 1, 1), new Block(4, 0, 4, 1));
  }

  @Test
  void a_text_that_is_quite_another_is_compared_at_once() {
    TextContent before = numbered("old", 50_000);
    TextContent after = numbered("new", 50_000);
    assertThat(diff(before, after).blocks()).containsExactly(new Block(0, 50_000, 0, 50_000));
  }

  @Test
  void one_line_in_a_large_text_is_found_at_once() {
    TextContent before = numbered("line", 50_000);
    List<String> lines = new ArrayList<>(before.lines());
    lines.set(40_000, "other");
    TextContent after = SomeText.of(String.join("\n", lines) + "\n");
    assertThat(diff(before, after).blocks()).containsExactly(new Block(40_000, 1, 40_000, 1));
  }

  @Test
  void large_texts_are_compared_by_what_is_in_them_once() {
    Random random = new Random(8);
    for (int run = 0; run < 6; run++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        lines.add(i % 3 == 0 ? "}" : "line " + random.nextInt(30_000));
      }
      List<String> edited = new ArrayList<>(lines);
      int edits = 0;
      for (int i = 0; i < 500; i++) {
        edited.set(random.nextInt(edited.size()), "edit " + i);
        edited.remove(random.nextInt(edited.size()));
        edits += 3;
      }
      TextDiff diff = diff(SomeText.of(joined(lines)), SomeText.of(joined(edited)));
      assertThat(applied(diff)).isEqualTo(edited);
      assertThat(changed(diff)).isLessThan(edits * 11 / 10);
    }
  }

  @Test
  void whatever_is_compared_an_end_is_soon() {
    List<String> lines =
        new ArrayList<>(IntStream.range(0, 30_000).mapToObj(i -> "line " + i / 2).toList());
    TextContent before = SomeText.of(joined(lines));
    Collections.shuffle(lines, new Random(1));
    TextDiff diff = diff(before, SomeText.of(joined(lines)));
    assertThat(applied(diff)).isEqualTo(lines);
    TextContent endless = numbered("x", TextDiff.MOST_LINES + 1);
    assertThat(TextDiff.of(endless, endless, new Cancellation())).isEmpty();
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  @Test
  void comparing_can_be_stopped() {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    assertThatThrownBy(() -> TextDiff.of(SomeText.of("a\nb\nc"), SomeText.of("c\nb\na"), cancelled))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void words_that_changed_are_marked() {
    WordMarks marks = WordMarks.between("Timeout = 30 seconds", "Timeout = 45 seconds # longer");
    assertThat(marks.before()).containsExactly(new WordMarks.Span(10, 12));
    assertThat(marks.after())
        .containsExactly(new WordMarks.Span(10, 12), new WordMarks.Span(20, 29));
    assertThat(WordMarks.between("nothing alike", "[Section]")).isEqualTo(WordMarks.NONE);
  }

  @Test
  void what_ends_lines_elsewhere_is_a_word_like_any_other() {
    for (char end : new char[] {'\u0085', '\u2028', '\u2029'}) {
      WordMarks marks = WordMarks.between("one two three four" + end, "one two three four");
      assertThat(marks.before()).containsExactly(new WordMarks.Span(18, 19));
    }
  }

  @Test
  void what_is_left_of_two_lines_without_the_marked_words_is_the_same() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      String a = line(random);
      String b = line(random);
      WordMarks marks = WordMarks.between(a, b);
      if (!marks.equals(WordMarks.NONE)) {
        assertThat(without(a, marks.before())).isEqualTo(without(b, marks.after()));
      }
    }
  }

  private static String line(Random random) {
    StringBuilder line = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      line.append("ab=é \t{}".charAt(random.nextInt(8)));
    }
    return line.toString();
  }

  private static String without(String line, List<WordMarks.Span> spans) {
    StringBuilder left = new StringBuilder(line);
    spans.reversed().forEach(span -> left.delete(span.start(), span.end()));
    return left.toString();
  }

  private static TextDiff diff(TextContent before, TextContent after) {
    return TextDiff.of(before, after, new Cancellation()).orElseThrow();
  }

  private static TextContent numbered(String word, int count) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, count).forEach(i -> text.append(word).append(' ').append(i).append('\n'));
    return SomeText.of(text.toString());
  }

  private static List<String> applied(TextDiff diff) {
    List<String> lines = new ArrayList<>(diff.before().lines());
    for (Block block : diff.blocks().reversed()) {
      List<String> part = lines.subList(block.before(), block.before() + block.removed());
      part.clear();
      part.addAll(diff.after().lines().subList(block.after(), block.after() + block.added()));
    }
    return lines;
  }

  private static int changed(TextDiff diff) {
    return diff.blocks().stream().mapToInt(it -> it.removed() + it.added()).sum();
  }

  /** The fewest lines to take out and put in, the slow way: by the longest common subsequence. */
  private static int fewest(TextContent before, TextContent after) {
    List<String> a = keyed(before);
    List<String> b = keyed(after);
    int[][] longest = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        longest[i][j] =
            a.get(i).equals(b.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    return a.size() + b.size() - 2 * longest[0][0];
  }

  private static List<String> keyed(TextContent text) {
    List<String> keyed = new ArrayList<>(text.lines());
    if (!text.ended()) {
      keyed.set(keyed.size() - 1, keyed.getLast() + "$");
    }
    return keyed;
  }
}
