package org.understory.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.understory.app.control.LargeTreeTable;
import org.understory.app.control.LastingFocus;
import org.understory.app.control.Pieces;

/**
 * A table of what differs with bars above it. One of its rows is looked at closely below it once it
 * is opened, by Enter or a double click, and then whichever is selected; Esc closes that again.
 */
final class TableWithDetails<T> extends VBox {
  private final LargeTreeTable<?> table;
  private final Rows<T> rows;
  private final LastingFocus focus;
  private final SplitPane split = new SplitPane();
  private final VBox notices = new VBox();
  private Optional<Region> details = Optional.empty();

  /**
   * What can be opened.
   *
   * @param picked the selected row
   * @param opened the one that is looked at
   * @param open looks at another one, or at none
   * @param details makes what draws it; called when it is first wanted
   * @param divider the part of the height that the table keeps then
   */
  record Rows<T>(
      Supplier<Optional<T>> picked,
      ReadOnlyObjectProperty<Optional<T>> opened,
      Consumer<Optional<T>> open,
      Supplier<Region> details,
      double divider) {
    boolean isOpen() {
      return opened.get().isPresent();
    }
  }

  TableWithDetails(LargeTreeTable<?> table, Rows<T> rows) {
    this.table = table;
    this.rows = rows;
    focus = new LastingFocus(table);
    split.setOrientation(Orientation.VERTICAL);
    // In a low window the rows give way, not the bars above them.
    table.setMinHeight(0);
    split.setMinHeight(0);
    VBox.setVgrow(split, Priority.ALWAYS);
    getChildren().addAll(notices, split);
    // So that whoever gives the table the keyboard knows when it can take it.
    table.visibleProperty().bind(visibleProperty());
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    table.addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            () -> {
              if (rows.isOpen()) {
                rows.picked().get().ifPresent(it -> rows.open().accept(Optional.of(it)));
              }
            });
  }

  /** What is said above the table. */
  VBox notices() {
    return notices;
  }

  /** Tells what is left to build: the bar above all, and the table; then it is put in there. */
  void addPieces(Pieces pieces, Region summary, Pane parent) {
    pieces.add(
        () -> {
          getChildren().addFirst(summary);
          parent.getChildren().add(this);
        });
    pieces.add(() -> split.getItems().add(table));
    pieces.rehearse(table::rehearse);
  }

  /** It is seen from now on. */
  void begin() {
    rows.opened().subscribe(_ -> draw());
  }

  /** Puts the keyboard on the table. */
  void focus() {
    focus.request();
  }

  /** Shows what is open, or the table alone. */
  void draw() {
    if (!rows.isOpen()) {
      if (!split.getItems().equals(List.of(table))) {
        split.getItems().setAll(List.of(table));
      }
    } else if (split.getItems().size() == 1) {
      if (details.isEmpty()) {
        details = Optional.of(rows.details().get());
      }
      split.getItems().setAll(List.of(table, details.get()));
      split.setDividerPositions(rows.divider());
    }
  }

  private void onKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER && rows.picked().get().isPresent()) {
      rows.open().accept(rows.picked().get());
    } else if (event.getCode() == KeyCode.ESCAPE && rows.isOpen()) {
      rows.open().accept(Optional.empty());
    } else {
      return;
    }
    event.consume();
  }

  private void onClick(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
      rows.picked().get().ifPresent(it -> rows.open().accept(Optional.of(it)));
    }
  }
}
