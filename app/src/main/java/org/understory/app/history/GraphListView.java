package org.understory.app.history;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import org.understory.model.history.Checksum;
import org.understory.resources.Messages;

/** The rows of the graph; draws only those that are visible. */
final class GraphListView extends ListView<HistoryRow> {
  /** Height of a row in pixels. */
  static final double ROW = 34;

  private final HistoryViewModel model;
  private final ReadOnlyDoubleWrapper rowWidth = new ReadOnlyDoubleWrapper();
  private boolean changing;

  /** The row that is going to be at the top, from when it is asked for until it is. */
  private OptionalInt onTop = OptionalInt.empty();

  GraphListView(HistoryViewModel model, Messages messages, DateTimeFormatter dates) {
    this.model = model;
    setId("history-list");
    getStyleClass().add("history-list");
    setFixedCellSize(ROW);
    setAccessibleText(messages.get("history.list"));
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    Tooltip cut = new Tooltip(messages.get("history.cut"));
    Tooltip hidden = new Tooltip(messages.get("history.hidden"));
    setCellFactory(
        list -> new RowCell(new RowPane(messages, dates, ROW, rowWidth::set), cut, hidden));
    model.arrangementProperty().subscribe(this::showRows);
    model.badgesProperty().subscribe(this::showRows);
    model.selectedProperty().subscribe(this::showSelection);
    getSelectionModel().selectedItemProperty().subscribe(this::selected);
  }

  /** How wide rows are, a scroll bar not included, in pixels. */
  ReadOnlyDoubleProperty rowWidthProperty() {
    return rowWidth.getReadOnlyProperty();
  }

  /** The commits of the selected rows, from top to bottom. */
  List<Checksum> selectedCommits() {
    return getSelectionModel().getSelectedIndices().stream()
        .sorted()
        .map(row -> model.arrangementProperty().get().graph().commit(row).checksum())
        .toList();
  }

  /** Makes rows with nothing in them, for those that come to use. */
  void rehearse() {
    setItems(FXCollections.observableArrayList((HistoryRow) null));
  }

  private void selected(HistoryRow row) {
    if (!changing && row != null) {
      model.selectedProperty().set(Optional.of(row.commit().checksum()));
    }
  }

  private void showRows() {
    Optional<Checksum> top = firstVisible();
    changing = true;
    setItems(
        FXCollections.observableList(
            HistoryRow.list(model.arrangementProperty().get(), model.badgesProperty().get())));
    changing = false;
    showSelection();
    top.ifPresent(
        commit -> model.arrangementProperty().get().graph().rowOf(commit).ifPresent(this::scroll));
  }

  private Optional<Checksum> firstVisible() {
    return flow()
        .map(VirtualFlow::getFirstVisibleCell)
        .filter(cell -> cell.getIndex() > 0 && cell.getItem() instanceof HistoryRow)
        .map(cell -> ((HistoryRow) cell.getItem()).commit().checksum());
  }

  private void showSelection() {
    OptionalInt row = model.selectedRow();
    if (row.isEmpty()) {
      getSelectionModel().clearSelection();
      return;
    }
    if (!getSelectionModel().isSelected(row.getAsInt())) {
      changing = true;
      getSelectionModel().clearAndSelect(row.getAsInt());
      changing = false;
      bringIntoView(row.getAsInt());
    }
  }

  /** Scrolls only if the row can't be seen, and then so that what is around it can be seen too. */
  private void bringIntoView(int row) {
    int first =
        onTop.orElseGet(
            () ->
                flow()
                    .map(VirtualFlow::getFirstVisibleCell)
                    .map(cell -> cell.getIndex())
                    .orElse(0));
    // Before the first layout the height is not known; most windows show as many rows as this.
    int visible = getHeight() > 0 ? (int) (getHeight() / ROW) : 15;
    if (row < first || row >= first + visible) {
      scroll(Math.max(0, row - visible / 3));
    }
  }

  private void scroll(int row) {
    onTop = OptionalInt.of(row);
    scrollTo(row);
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    onTop = OptionalInt.empty();
  }

  private Optional<VirtualFlow<?>> flow() {
    return Optional.ofNullable((VirtualFlow<?>) lookup(".virtual-flow"));
  }

  private static final class RowCell extends ListCell<HistoryRow> {
    private final RowPane pane;
    private final Tooltip cut;
    private final Tooltip hidden;

    RowCell(RowPane pane, Tooltip cut, Tooltip hidden) {
      this.pane = pane;
      this.cut = cut;
      this.hidden = hidden;
      setGraphic(pane);
    }

    @Override
    protected void updateItem(HistoryRow row, boolean empty) {
      super.updateItem(row, empty);
      // Hidden and not taken out: put in again, it would be styled anew.
      pane.setVisible(!empty && row != null);
      if (empty || row == null) {
        setTooltip(null);
        return;
      }
      pane.show(row);
      setAccessibleText(pane.spoken());
      setTooltip(
          switch (row.lanes().end()) {
            case NONE -> null;
            case CUT -> cut;
            case HIDDEN -> hidden;
          });
    }
  }
}
