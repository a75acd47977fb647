package org.understory.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.understory.app.cli.Table.cell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.app.cli.Table.Cell;

final class TableTest {
  private final Table table = new Table();

  @ParameterizedTest
  @CsvSource({"abc, 3", "中文, 4", "é, 1", "e\u0301, 1", "😀, 2", "ｆ, 2", "→, 1", "한, 2", "'', 0"})
  void a_text_takes_these_columns(String text, int columns) {
    assertThat(CellWidth.of(text)).isEqualTo(columns);
  }

  @Test
  void columns_are_aligned_whatever_the_script() throws IOException {
    table.row(cell("版本"), cell("x"));
    table.row(cell("a"), cell("y"));

    assertThat(print(false)).isEqualTo("版本  x\na     y\n");
  }

  @Test
  void nothing_is_left_at_the_end_of_a_line() throws IOException {
    table.row(cell("a"), cell("long"), cell("z"));
    table.row(cell("b"), cell(""), cell(""));
    table.row(cell(""), cell(""), cell("c"));

    assertThat(print(false)).isEqualTo("a  long  z\nb\n         c\n");
  }

  @Test
  void colours_do_not_move_the_columns() throws IOException {
    table.row(new Cell("a", Ink.GREEN), cell("x"));
    table.row(cell("bc"), cell("y"));

    assertThat(print(true)).isEqualTo("\u001b[32ma\u001b[0m   x\nbc  y\n");
  }

  private String print(boolean colours) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes);
    table.print(out, colours);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
