package org.understory.app.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.content.DiffRow.Cell;
import org.understory.app.content.DiffRow.Tone;
import org.understory.model.content.Hunk;
import org.understory.model.content.TextContent;
import org.understory.model.content.TextDiff;
import org.understory.model.content.TextDiff.Block;
import org.understory.model.content.WordMarks;
import org.understory.model.content.WordMarks.Span;
import org.understory.model.operation.Cancellation;
import org.understory.model.text.Sanitizer;

/**
 * A diff as rows to be drawn, made once, off the thread that draws.
 *
 * @param sides all of both texts, side by side
 * @param unified what differs with some lines around it, in one column
 * @param columns width of the widest line in letters
 * @param digits of the largest line number
 */
public record DiffRows(Rows sides, Rows unified, int columns, int digits) {
  /** Characters of a shown line; more can't be read anyway, and would stall the drawing. */
  static final int LONGEST_LINE = 2000;

  private static final int TAB = 8;

  /** Pairs of lines of which the words are compared; in a larger change nobody looks at words. */
  private static final int MOST_MARKED = 5000;

  /**
   * Rows of one of the two ways.
   *
   * @param starts those at which a difference begins
   */
  public record Rows(List<DiffRow> all, List<Integer> starts) {
    static Rows of(List<DiffRow> rows) {
      List<Integer> starts = new ArrayList<>();
      boolean inside = false;
      for (int i = 0; i < rows.size(); i++) {
        boolean differs = rows.get(i).differs();
        if (differs && !inside) {
          starts.add(i);
        }
        inside = differs;
      }
      return new Rows(rows, List.copyOf(starts));
    }
  }

  /** Arranges a diff. */
  public static DiffRows of(TextDiff diff, Cancellation cancellation) {
    return new Maker(diff, cancellation).make();
  }

  private static final class Maker {
    private final TextDiff diff;
    private final Cancellation cancellation;
    private final List<String> before;
    private final List<String> after;
    private final List<List<Span>> marksBefore;
    private final List<List<Span>> marksAfter;
    private int columns;

    Maker(TextDiff diff, Cancellation cancellation) {
      this.diff = diff;
      this.cancellation = cancellation;
      boolean otherEnds = diff.before().ends() != diff.after().ends();
      before = shown(diff.before(), otherEnds);
      after = shown(diff.after(), otherEnds);
      marksBefore = unmarked(before.size());
      marksAfter = unmarked(after.size());
    }

    DiffRows make() {
      mark();
      List<DiffRow> sides = sides();
      List<DiffRow> unified = unified();
      int digits = Integer.toString(Math.max(before.size(), after.size())).length();
      return new DiffRows(Rows.of(sides), Rows.of(unified), columns, digits);
    }

    private static List<List<Span>> unmarked(int size) {
      List<List<Span>> marks = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        marks.add(List.of());
      }
      return marks;
    }

    private List<String> shown(TextContent text, boolean ends) {
      List<String> shown = new ArrayList<>(text.lines().size());
      for (String line : text.lines()) {
        cancellation.check();
        String safe = shown(line, ends);
        columns = Math.max(columns, width(safe));
        shown.add(safe);
      }
      return shown;
    }

    private static String shown(String line, boolean ends) {
      boolean returns = line.endsWith("\r");
      String bare = returns ? line.substring(0, line.length() - 1) : line;
      boolean cut = bare.length() > LONGEST_LINE;
      int end = LONGEST_LINE;
      if (cut && Character.isHighSurrogate(bare.charAt(end - 1))) {
        end--;
      }
      String safe = wide(Sanitizer.block(cut ? bare.substring(0, end) : bare));
      String mark = returns && ends ? "\u240d" : "";
      return safe + (cut ? "\u2026" : "") + mark;
    }

    private static String wide(String line) {
      if (line.indexOf('\t') < 0) {
        return line;
      }
      StringBuilder wide = new StringBuilder();
      for (int i = 0; i < line.length(); i++) {
        if (line.charAt(i) == '\t') {
          wide.repeat(' ', TAB - wide.length() % TAB);
        } else {
          wide.append(line.charAt(i));
        }
      }
      return wide.toString();
    }

    /** Letters beyond Latin may be as wide as two. */
    private static int width(String line) {
      int width = line.length();
      for (int i = 0; i < line.length(); i++) {
        width += line.charAt(i) >= 0x1100 ? 1 : 0;
      }
      return width;
    }

    private void mark() {
      int pairs = 0;
      for (Block block : diff.blocks()) {
        for (int i = 0; i < Math.min(block.removed(), block.added()); i++) {
          if (++pairs > MOST_MARKED) {
            return;
          }
          cancellation.check();
          int old = block.before() + i;
          int fresh = block.after() + i;
          WordMarks marks = WordMarks.between(before.get(old), after.get(fresh));
          marksBefore.set(old, marks.before());
          marksAfter.set(fresh, marks.after());
        }
      }
    }

    private List<DiffRow> sides() {
      List<DiffRow> rows = new ArrayList<>();
      int i = 0;
      int j = 0;
      for (Block block : diff.blocks()) {
        for (; i < block.before(); i++, j++) {
          rows.add(same(i, j));
        }
        for (int k = 0; k < Math.max(block.removed(), block.added()); k++) {
          rows.add(
              new DiffRow(
                  k < block.removed() ? Optional.of(removed(i + k, 0)) : Optional.empty(),
                  k < block.added() ? Optional.of(added(j + k, j + k + 1)) : Optional.empty(),
                  Optional.empty()));
        }
        i += block.removed();
        j += block.added();
      }
      for (; i < before.size(); i++, j++) {
        rows.add(same(i, j));
      }
      return rows;
    }

    private DiffRow same(int i, int j) {
      return new DiffRow(
          Optional.of(new Cell(Tone.SAME, i + 1, 0, before.get(i), List.of())),
          Optional.of(new Cell(Tone.SAME, j + 1, 0, after.get(j), List.of())),
          Optional.empty());
    }

    private List<DiffRow> unified() {
      List<DiffRow> rows = new ArrayList<>();
      for (Hunk hunk : Hunk.of(diff, Hunk.CONTEXT)) {
        rows.add(new DiffRow(Optional.empty(), Optional.empty(), Optional.of(hunk.heading())));
        for (Hunk.Line line : hunk.lines()) {
          int old = line.before().orElse(-1);
          int fresh = line.after().orElse(-1);
          rows.add(
              one(
                  switch (line.sign()) {
                    case SAME ->
                        new Cell(Tone.SAME, old + 1, fresh + 1, before.get(old), List.of());
                    case REMOVED -> removed(old, 0);
                    case ADDED ->
                        new Cell(Tone.ADDED, 0, fresh + 1, after.get(fresh), marksAfter.get(fresh));
                  }));
        }
      }
      return rows;
    }

    private static DiffRow one(Cell cell) {
      return new DiffRow(Optional.of(cell), Optional.empty(), Optional.empty());
    }

    private Cell removed(int i, int after) {
      return new Cell(Tone.REMOVED, i + 1, after, before.get(i), marksBefore.get(i));
    }

    private Cell added(int j, int number) {
      return new Cell(Tone.ADDED, number, 0, after.get(j), marksAfter.get(j));
    }
  }
}
