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
  private final Text margin = text("diff-margin");
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
    getChildren().addAll(margin, window);
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
    String numbered = number(cell.before(), digits);
    if (numbers > 1) {
      numbered += " " + number(cell.after(), digits);
    }
    margin.setText(numbered + " " + cell.tone().sign());
    line.setText(cell.text());
    spans = cell.marks();
    requestLayout();
  }

  /** Shows that this side has no such line. */
  void showNothing() {
    pseudoClassStateChanged(ADDED, false);
    pseudoClassStateChanged(REMOVED, false);
    pseudoClassStateChanged(ABSENT, true);
    margin.setText("");
    line.setText("");
    spans = List.of();
    requestLayout();
  }

  /** Width of everything before the text. */
  static double margin(int numbers, int digits) {
    return GAP + (numbers * (digits + 1) + 2) * LETTER;
  }

  private static String number(int number, int digits) {
    String written = number == 0 ? "" : Integer.toString(number);
    return " ".repeat(digits - written.length()) + written;
  }

  @Override
  protected void layoutChildren() {
    double middle = getHeight() / 2;
    margin.setX(GAP);
    margin.setY(middle);
    double start = margin(numbers, digits);
    window.resizeRelocate(start, 0, Math.max(0, getWidth() - start), getHeight());
    clip.setWidth(window.getWidth());
    clip.setHeight(window.getHeight());
    line.setY(middle);
    marks.getElements().clear();
    spans.forEach(span -> marks.getElements().addAll(line.rangeShape(span.start(), span.end())));
  }
}
