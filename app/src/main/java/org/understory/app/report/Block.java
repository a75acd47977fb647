package org.understory.app.report;

import java.util.List;

/** A piece of a report, as it stands below the one before; texts are as they are to be read. */
sealed interface Block {
  /** What a part is about; 1 is the whole report. */
  record Heading(int level, String text) implements Block {}

  /** A sentence. */
  record Paragraph(String text) implements Block {}

  /** A table. */
  record Table(List<String> head, List<List<Cell>> rows) implements Block {
    /** Copies both. */
    public Table {
      head = List.copyOf(head);
      rows = List.copyOf(rows);
    }
  }

  /**
   * What stands in a table.
   *
   * @param name whether it is a name and no words: of a file, package or argument
   */
  record Cell(String text, boolean name) {
    static Cell name(String text) {
      return new Cell(text, true);
    }

    static Cell words(String text) {
      return new Cell(text, false);
    }
  }
}
