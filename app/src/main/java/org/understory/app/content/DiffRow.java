package org.understory.app.content;

import java.util.List;
import java.util.Optional;
import org.understory.model.content.WordMarks.Span;

/**
 * One row of a shown diff.
 *
 * @param left the older line, or the only one where both are in one column
 * @param right the newer line; empty where both are in one column
 */
public record DiffRow(Optional<Cell> left, Optional<Cell> right, Optional<String> heading) {
  /** What a line is to the other side. */
  public enum Tone {
    SAME(' '),
    REMOVED('\u2212'),
    ADDED('+');

    private final char sign;

    Tone(char sign) {
      this.sign = sign;
    }

    /** For those who do not see the colour. */
    public char sign() {
      return sign;
    }
  }

  /**
   * A line of one side.
   *
   * @param before its number there, from 1; 0 for none
   * @param after the same in the newer text, where both are in one column; 0 elsewhere
   * @param text safe to show, tabs widened, cut where it is very long
   * @param marks parts of it that the other side does not have
   */
  public record Cell(Tone tone, int before, int after, String text, List<Span> marks) {}

  /** Whether it differs. */
  public boolean differs() {
    return heading.isEmpty()
        && (left.filter(it -> it.tone() != Tone.SAME).isPresent()
            || right.filter(it -> it.tone() != Tone.SAME).isPresent());
  }

  /** For the clipboard and for screen readers: what it says, signs included. */
  public String plain() {
    if (heading.isPresent()) {
      return heading.get();
    }
    String older = left.map(DiffRow::plain).orElse("");
    boolean same = left.filter(it -> it.tone() == Tone.SAME).isPresent();
    if (right.isEmpty() || same) {
      return older;
    }
    String newer = plain(right.get());
    return older.isEmpty() ? newer : older + "\n" + newer;
  }

  private static String plain(Cell cell) {
    // For the clipboard a hyphen: that is what a unified diff has.
    return (cell.tone() == Tone.REMOVED ? '-' : cell.tone().sign()) + cell.text();
  }
}
