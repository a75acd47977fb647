package org.understory.app.content;

import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.css.PseudoClass;
import javafx.geometry.VPos;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.understory.app.content.DiffRow.Cell;
import org.understory.app.content.DiffRow.Tone;
import org.understory.model.content.WordMarks.Span;

/** A line of one side: its numbers, its sign, and its text with marks, moved to the left. */
final class DiffHalf extends Region {
  private static final PseudoClass ADDED = PseudoClass.getPseudoClass("added");
  private static final PseudoClass REMOVED = PseudoClass.getPseudoClass("removed");
  private static final PseudoClass ABSENT = PseudoClass.getPseudoClass("absent");

  /** Width of a letter of 12 pixels in the font of equal letters. */
  static final double LETTER = 7.2;

  private static final double GAP = 8;

  private final int numbers;
  private final Text before = text("diff-number");
  private final Text after = text("diff-number");
  private final Text sign = text("diff-sign");
  private final Text line = text("diff-text");
  private final Path marks = new Path();
  private final Pane window = new Pane(marks, line);
  private final Rectangle clip = new Rectangle();
  private List<Span> spans = List.of();
  private int digits = 1;

  /**
   * An empty one.
   *
   * @param numbers one line number, or two
   * @param offset pixels that text is moved to the left
   */
  DiffHalf(int numbers, DoubleProperty offset) {
    this.numbers = numbers;
    getStyleClass().add("diff-half");
    marks.getStyleClass().add("diff-mark");
    marks.setManaged(false);
    window.setClip(clip);
    window.setManaged(false);
    line.translateXProperty().bind(offset.negate());
    marks.translateXProperty().bind(offset.negate());
    getChildren().addAll(before, after, sign, window);
  }

  private static Text text(String style) {
    Text text = new Text();
    text.getStyleClass().addAll("mono", style);
    text.setTextOrigin(VPos.CENTER);
    text.setManaged(false);
    return text;
  }

  /** Shows a line. */
  void show(Cell cell, int digits) {
    this.digits = digits;
    pseudoClassStateChanged(ADDED, cell.tone() == Tone.ADDED);
    pseudoClassStateChanged(REMOVED, cell.tone() == Tone.REMOVED);
    pseudoClassStateChanged(ABSENT, false);
    before.setText(number(cell.before()));
    after.setText(number(cell.after()));
    sign.setText(Character.toString(cell.tone().sign()));
    line.setText(cell.text());
    spans = cell.marks();
    requestLayout();
  }

  /** Shows that this side has no such line. */
  void showNothing() {
    pseudoClassStateChanged(ADDED, false);
    pseudoClassStateChanged(REMOVED, false);
    pseudoClassStateChanged(ABSENT, true);
    before.setText("");
    after.setText("");
    sign.setText("");
    line.setText("");
    spans = List.of();
    requestLayout();
  }

  /** Width of everything before the text. */
  static double margin(int numbers, int digits) {
    return numbers * (digits * LETTER + GAP) + GAP + LETTER + GAP;
  }

  private static String number(int number) {
    return number == 0 ? "" : Integer.toString(number);
  }

  @Override
  protected void layoutChildren() {
    double middle = getHeight() / 2;
    double column = digits * LETTER + GAP;
    place(before, column, middle);
    place(after, 2 * column, middle);
    double start = margin(numbers, digits);
    sign.setX(start - LETTER - GAP);
    sign.setY(middle);
    window.resizeRelocate(start, 0, Math.max(0, getWidth() - start), getHeight());
    clip.setWidth(window.getWidth());
    clip.setHeight(window.getHeight());
    line.setY(middle);
    marks.getElements().clear();
    spans.forEach(span -> marks.getElements().addAll(line.rangeShape(span.start(), span.end())));
  }

  private static void place(Text number, double right, double middle) {
    number.setX(right - number.getText().length() * LETTER);
    number.setY(middle);
  }
}
