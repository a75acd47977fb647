package org.understory.app.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, two spaces apart; nothing pads the last column. */
final class Table {
  /** Text that has been made safe to show, and how it is drawn. */
  record Cell(String text, Ink ink) {}

  private final List<List<Cell>> rows = new ArrayList<>();

  /** A cell without ink. */
  static Cell cell(String text) {
    return new Cell(text, Ink.PLAIN);
  }

  void row(Cell... cells) {
    rows.add(List.of(cells));
  }

  void print(Output out, boolean colours) {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], CellWidth.of(row.get(i).text()));
      }
    }
    for (List<Cell> row : rows) {
      int missing = 0;
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        if (!cell.text().isEmpty()) {
          out.spaces(missing).print(cell.ink().on(cell.text(), colours));
          missing = 0;
        }
        missing += widths[i] - CellWidth.of(cell.text()) + 2;
      }
      out.line();
    }
  }
}
