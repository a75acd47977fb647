package org.understory.app.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.understory.app.content.DiffRow.Cell;
import org.understory.model.content.TextContent;
import org.understory.model.content.TextDiff;
import org.understory.model.content.WordMarks.Span;
import org.understory.model.operation.Cancellation;

final class DiffRowsTest {
  @Test
  void changed_lines_stand_beside_each_other_and_others_beside_nothing() {
    DiffRows rows = rows("a\nb = 1\nc\nd\n", "a\nb = 2\nc\nx\ny\n");
    assertThat(drawn(rows.sides().all()))
        .containsExactly(
            "1  a        | 1  a",
            "2 \u2212b = 1    | 2 +b = 2",
            "3  c        | 3  c",
            "4 \u2212d        | 4 +x",
            "            | 5 +y");
    assertThat(rows.sides().starts()).containsExactly(1, 3);
    assertThat(rows.sides().all().get(1).right().orElseThrow().marks())
        .containsExactly(new Span(4, 5));
  }

  @Test
  void in_one_column_only_what_differs_is_shown_with_some_lines_around_it() {
    String before = IntStream.range(1, 21).mapToObj(i -> i + "\n").collect(Collectors.joining());
    DiffRows rows = rows(before, before.replace("10\n", "ten\n"));
    assertThat(rows.unified().all()).hasSize(1 + 3 + 2 + 3);
    assertThat(rows.unified().all().getFirst().heading()).hasValue("@@ -7,7 +7,7 @@");
    assertThat(rows.unified().all().get(4).plain()).isEqualTo("-10");
    assertThat(rows.unified().all().get(5).plain()).isEqualTo("+ten");
    assertThat(rows.digits()).isEqualTo(2);
  }

  @Test
  void nothing_moves_the_cursor_or_hides_and_tabs_are_wide() {
    DiffRows rows = rows("", "a\tb\u202e\u001b[2J and some more text to be read as such\n");
    assertThat(rows.sides().all().getFirst().right().orElseThrow().text())
        .startsWith("a       b\\u{202e}\\x1b[2J and");
  }

  @Test
  void a_carriage_return_is_seen_only_where_it_differs() {
    assertThat(rows("a\r\nb\r\n", "a\r\nc\r\n").sides().all().getFirst().plain()).isEqualTo(" a");
    assertThat(rows("a\r\n", "a\n").sides().all().getFirst().plain()).isEqualTo("-a\u240d\n+a");
  }

  @Test
  void a_very_long_line_is_cut_for_the_eye() {
    DiffRows rows = rows("", "x".repeat(10_000) + "\n");
    assertThat(rows.columns()).isEqualTo(DiffRows.LONGEST_LINE + 2);
  }

  private static List<String> drawn(List<DiffRow> rows) {
    return rows.stream()
        .map(row -> "%-12s|%s".formatted(cell(row.left()), right(row)).stripTrailing())
        .toList();
  }

  private static String right(DiffRow row) {
    return row.right().isPresent() ? " " + cell(row.right()) : "";
  }

  private static String cell(Optional<Cell> cell) {
    return cell.map(it -> it.before() + " " + it.tone().sign() + it.text()).orElse("");
  }

  private static DiffRows rows(String before, String after) {
    TextDiff diff = TextDiff.of(text(before), text(after), new Cancellation()).orElseThrow();
    return DiffRows.of(diff, new Cancellation());
  }

  private static TextContent text(String text) {
    return TextContent.of(text.getBytes(StandardCharsets.UTF_8), true).orElseThrow();
  }
}
