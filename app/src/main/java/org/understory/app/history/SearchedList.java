package org.understory.app.history;

import atlantafx.base.controls.CustomTextField;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.understory.model.history.VariantText;
import org.understory.resources.Messages;

/** A long list of lines with a field to find some; a line can be copied whole. */
final class SearchedList extends VBox {
  /** A line is wrapped up to so many characters; copying takes all of it. */
  private static final int SHOWN = 600;

  private static final double MAX_HEIGHT = 320;
  private static final double ROW = 30;

  SearchedList(List<String> lines, String prompt, Messages messages) {
    getStyleClass().add("searched-list");
    FilteredList<String> found = new FilteredList<>(FXCollections.observableList(lines));
    CustomTextField field = new CustomTextField();
    field.setPromptText(prompt);
    field.setLeft(new FontIcon(MaterialDesignM.MAGNIFY));
    field
        .textProperty()
        .subscribe(text -> found.setPredicate(line -> VariantText.contains(line, text.strip())));
    ListView<String> list = new ListView<>(found);
    list.getStyleClass().add("line-list");
    list.setCellFactory(view -> new LineCell(messages));
    list.setPrefHeight(Math.min(MAX_HEIGHT, Math.max(3, lines.size() * 2) * ROW));
    getChildren().addAll(field, list);
  }

  private static final class LineCell extends ListCell<String> {
    private final Label label = new Label();
    private final ContextMenu menu = new ContextMenu();

    LineCell(Messages messages) {
      label.setWrapText(true);
      label.getStyleClass().add("mono");
      label.setMinHeight(USE_PREF_SIZE);
      setMinWidth(0);
      setPrefWidth(0);
      MenuItem copy = new MenuItem(messages.get("history.copy"));
      copy.setOnAction(event -> DetailsView.copy(getItem()));
      menu.getItems().add(copy);
    }

    @Override
    protected void updateItem(String line, boolean empty) {
      super.updateItem(line, empty);
      boolean filled = !empty && line != null;
      if (filled) {
        label.setText(line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…");
      }
      setGraphic(filled ? label : null);
      setContextMenu(filled ? menu : null);
    }
  }
}
