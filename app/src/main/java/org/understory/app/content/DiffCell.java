package org.understory.app.content;

import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Pane;

/** A row of a diff: two halves, or one with both numbers, or the heading of a part. */
final class DiffCell extends ListCell<DiffRow> {
  private final boolean unified;
  private final int digits;
  private final DiffHalf left;
  private final DiffHalf right;
  private final Label heading = new Label();
  private final Pane line = new Pane();

  DiffCell(boolean unified, int digits, DoubleProperty offset) {
    this.unified = unified;
    this.digits = digits;
    left = new DiffHalf(unified ? 2 : 1, offset);
    right = new DiffHalf(1, offset);
    heading.getStyleClass().addAll("mono", "diff-heading");
    line.getChildren().addAll(left, heading);
    if (!unified) {
      line.getChildren().add(1, right);
    }
    // Their places are given below; a pane would make them as large as they want to be.
    line.getChildren().forEach(part -> part.setManaged(false));
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setGraphic(line);
    // As wide as the list: what is wider is moved, and the list has nothing to scroll.
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(DiffRow row, boolean empty) {
    super.updateItem(row, empty);
    boolean filled = !empty && row != null;
    line.setVisible(filled);
    if (!filled) {
      setAccessibleText(null);
      return;
    }
    heading.setVisible(row.heading().isPresent());
    row.heading().ifPresent(heading::setText);
    show(left, row.left());
    show(right, row.right());
    setAccessibleText(row.plain());
  }

  private void show(DiffHalf half, Optional<DiffRow.Cell> cell) {
    cell.ifPresentOrElse(it -> half.show(it, digits), half::showNothing);
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    double width = getWidth();
    double height = getHeight();
    line.resizeRelocate(0, 0, width, height);
    double half = unified ? width : Math.floor(width / 2);
    left.resizeRelocate(0, 0, half, height);
    right.resizeRelocate(half, 0, width - half, height);
    heading.resizeRelocate(0, 0, width, height);
  }
}
