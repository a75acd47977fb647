package org.understory.app.storage;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Tip;
import org.understory.app.storage.StorageRow.Going;
import org.understory.resources.Messages;

/** Deployments or branches, each with its sizes. */
final class StorageTable extends VBox {
  /** Nobody looks at more; the command lists all. */
  private static final int MOST = 40;

  private static final List<String> HEADS = List.of("total", "unique", "shared", "frees");

  private final StorageViewModel model;
  private final Messages messages;
  private final GridPane grid = new GridPane(24, 10);

  /**
   * @param kind {@code deployments} or {@code branches}
   */
  StorageTable(String kind, List<StorageRow> rows, StorageViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("storage-" + kind);
    getStyleClass().addAll("card", "storage-table");
    setSpacing(12);
    boolean removable = kind.equals("deployments");
    Label title = new Label(messages.get("storage." + kind));
    title.getStyleClass().add("strong");
    ColumnConstraints names = new ColumnConstraints();
    names.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().add(names);
    List<String> heads = removable ? HEADS : HEADS.subList(0, 3);
    for (int i = 0; i < heads.size(); i++) {
      ColumnConstraints numbers = new ColumnConstraints();
      numbers.setHalignment(HPos.RIGHT);
      numbers.setMinWidth(USE_PREF_SIZE);
      grid.getColumnConstraints().add(numbers);
      Label head = new Label(messages.get("storage.column." + heads.get(i)));
      head.getStyleClass().addAll("muted", "caption");
      head.setMinWidth(USE_PREF_SIZE);
      head.setTooltip(new Tip(messages.get("storage.column." + heads.get(i) + ".tip")));
      grid.add(head, i + 1, 0);
    }
    rows.stream().limit(MOST).forEach(row -> add(row, removable));
    getChildren().setAll(title, grid);
    if (rows.size() > MOST) {
      Label more = new Label(messages.get("storage.more", rows.size() - MOST));
      more.getStyleClass().add("muted");
      getChildren().add(more);
    }
  }

  private void add(StorageRow row, boolean removable) {
    int line = grid.getRowCount();
    Label name = new Label(row.name());
    name.setTooltip(new Tip(row.name()));
    name.setMinWidth(0);
    Label detail = new Label(row.detail());
    detail.getStyleClass().addAll("muted", "caption");
    detail.setMinWidth(0);
    VBox both = new VBox(0, name, detail);
    both.setMinWidth(0);
    both.setAccessibleText(
        messages.get(
            "storage.row", row.name(), row.detail(), row.total(), row.unique(), row.shared()));
    grid.add(both, 0, line);
    both.getStyleClass().add("storage-row");
    grid.add(number(row.total()), 1, line);
    grid.add(number(row.unique()), 2, line);
    grid.add(number(row.shared()), 3, line);
    if (removable) {
      Label frees = number(row.frees());
      frees.setId("storage-frees-" + line);
      if (row.going() == Going.STAYS) {
        frees.getStyleClass().add("muted");
        frees.setTooltip(new Tip(messages.get("storage.running.tip")));
      }
      grid.add(frees, 4, line);
      if (row.going() != Going.STAYS) {
        grid.add(remove(row, line), 5, line);
      }
    }
  }

  private static Label number(String text) {
    Label label = new Label(text);
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }

  private Node remove(StorageRow row, int line) {
    boolean staged = row.going() == Going.DISCARDED;
    Button remove = new Button(messages.get(staged ? "storage.discard" : "storage.remove"));
    remove.setId("storage-remove-" + line);
    remove.getStyleClass().add(Styles.SMALL);
    remove.setAccessibleText(messages.get("storage.remove.of", row.name(), row.frees()));
    remove.setOnAction(event -> model.remove(row));
    return new Reasoned(remove, messages.get("storage.remove.tip"), model.reasonProperty());
  }
}
