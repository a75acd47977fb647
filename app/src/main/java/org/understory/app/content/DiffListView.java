package org.understory.app.content;

import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.geometry.Orientation;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * A diff, of which only the rows on screen are drawn. Both halves move to the side together. Ctrl+C
 * copies, left and right move.
 */
final class DiffListView extends VBox {
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private static final double ROW = 20;
  private static final double BAR = 10;

  /** Rows that are seen above a difference that is gone to. */
  private static final int ABOVE = 3;

  /** Rows that even a low window has. */
  private static final int SEEN_ANYWAY = 8;

  /** Letters by which a key moves. */
  private static final int STEP = 8;

  private final ListView<DiffRow> list = new ListView<>();
  private final ScrollBar bar = new ScrollBar();
  private final DoubleProperty offset = new SimpleDoubleProperty();
  private final List<Integer> starts;
  private final DiffRows rows;
  private final boolean unified;

  DiffListView(DiffRows rows, boolean unified, String accessibleText) {
    this.rows = rows;
    this.unified = unified;
    DiffRows.Rows shown = unified ? rows.unified() : rows.sides();
    starts = shown.starts();
    list.setItems(FXCollections.observableList(shown.all()));
    list.getStyleClass().addAll("lines-view", "diff-list");
    list.setAccessibleText(accessibleText);
    list.setFixedCellSize(ROW);
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setCellFactory(view -> new DiffCell(unified, rows.digits(), offset));
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    list.addEventFilter(ScrollEvent.SCROLL, this::onScroll);
    list.widthProperty().subscribe(this::measure);
    bar.setOrientation(Orientation.HORIZONTAL);
    bar.setMinHeight(BAR);
    bar.setId("diff-scroll");
    bar.setUnitIncrement(STEP * DiffHalf.LETTER);
    offset.bind(bar.valueProperty());
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(list, bar);
    setMinHeight(0);
    list.setMinHeight(0);
    if (!starts.isEmpty() && starts.getFirst() > SEEN_ANYWAY) {
      list.scrollTo(starts.getFirst() - ABOVE);
    }
  }

  /** Goes to the next difference, or the one before, and selects it; the last one is the end. */
  void step(boolean forward) {
    int at = list.getSelectionModel().getSelectedIndex();
    int next = -1;
    for (int start : starts) {
      if (forward ? start > at : start < at) {
        next = start;
        if (forward) {
          break;
        }
      }
    }
    if (next >= 0) {
      list.getSelectionModel().clearAndSelect(next);
      list.getFocusModel().focus(next);
      list.scrollTo(Math.max(0, next - ABOVE));
    }
  }

  private void measure() {
    double width = unified ? list.getWidth() : list.getWidth() / 2;
    // Room for the scroll bar of the list, and a little air behind the longest line.
    double room = width - DiffHalf.margin(unified ? 2 : 1, rows.digits()) - 3 * DiffHalf.LETTER;
    double most = Math.max(0, rows.columns() * DiffHalf.LETTER - room);
    bar.setMax(most);
    bar.setVisibleAmount(Math.max(1, most * room / Math.max(1, most + room)));
    bar.setBlockIncrement(Math.max(1, room));
    bar.setValue(Math.min(bar.getValue(), most));
    // It keeps its place: room that is given back while it is measured would be measured wrongly.
    bar.setVisible(most > 0);
  }

  private void onKey(KeyEvent event) {
    if (COPY.match(event)) {
      ClipboardContent content = new ClipboardContent();
      content.putString(
          list.getSelectionModel().getSelectedItems().stream()
              .map(DiffRow::plain)
              .collect(Collectors.joining("\n")));
      Clipboard.getSystemClipboard().setContent(content);
    } else if (event.getCode() == KeyCode.LEFT) {
      move(-STEP * DiffHalf.LETTER);
    } else if (event.getCode() == KeyCode.RIGHT) {
      move(STEP * DiffHalf.LETTER);
    } else {
      return;
    }
    event.consume();
  }

  private void onScroll(ScrollEvent event) {
    if (event.getDeltaX() != 0) {
      move(-event.getDeltaX());
      event.consume();
    }
  }

  private void move(double pixels) {
    bar.setValue(Math.clamp(bar.getValue() + pixels, 0, bar.getMax()));
  }
}
