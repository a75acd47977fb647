package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.understory.app.control.Notice;
import org.understory.app.control.Shown;
import org.understory.app.control.Tip;
import org.understory.app.control.Tone;
import org.understory.app.text.RightsWords;
import org.understory.model.tree.MetadataChange;
import org.understory.model.tree.RightsDiff;
import org.understory.resources.Messages;

/**
 * What differs about who may do what, in one place: a notice, and a list that leads to the files.
 */
final class RightsNotice extends VBox {
  private static final double ROW = 28;
  private static final int MOST_ROWS = 6;

  private final Messages messages;
  private final RightsWords words;
  private final ListView<MetadataChange> list = new ListView<>();
  private final Button toggle = new Button();

  /** {@code open} hears which one somebody wants to look at. */
  RightsNotice(RightsDiff rights, Consumer<MetadataChange> open, Messages messages) {
    this.messages = messages;
    words = new RightsWords(messages);
    getStyleClass().add("rights");
    int count = rights.changes().size();
    list.setItems(FXCollections.observableList(rights.changes()));
    list.setId("rights-list");
    list.getStyleClass().addAll("lines-view", "rights-list");
    list.setAccessibleText(messages.get("compare.rights.list"));
    list.setFixedCellSize(ROW);
    list.setPrefHeight(Math.min(count, MOST_ROWS) * ROW + 10);
    list.setMinHeight(USE_PREF_SIZE);
    list.setCellFactory(view -> new Cell());
    list.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          MetadataChange chosen = list.getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.ENTER && chosen != null) {
            open.accept(chosen);
            event.consume();
          }
        });
    list.setOnMouseClicked(
        event -> {
          MetadataChange chosen = list.getSelectionModel().getSelectedItem();
          if (event.getButton() == MouseButton.PRIMARY && chosen != null) {
            open.accept(chosen);
          }
        });
    toggle.setId("rights-toggle");
    toggle.getStyleClass().addAll(Styles.SMALL);
    toggle.setOnAction(event -> show(!list.isVisible()));
    Notice notice =
        new Notice(
            Tone.WARNING,
            count == 1 ? messages.get("compare.rights.one") : messages.get("compare.rights", count),
            "",
            toggle);
    Tooltip.install(notice, new Tip(messages.get("compare.rights.tip")));
    getChildren().addAll(notice, list);
    show(false);
  }

  private void show(boolean shown) {
    Shown.set(list, shown);
    toggle.setText(messages.get(shown ? "compare.rights.hide" : "compare.rights.show"));
  }

  private final class Cell extends ListCell<MetadataChange> {
    private final Label path = new Label();
    private final Label sentence = new Label();
    private final HBox box = new HBox(12, path, sentence);

    Cell() {
      box.setAlignment(Pos.CENTER_LEFT);
      path.getStyleClass().add("strong");
      path.setMinWidth(0);
      path.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
      sentence.setMinWidth(0);
      setGraphic(box);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(MetadataChange change, boolean empty) {
      super.updateItem(change, empty);
      boolean filled = !empty && change != null;
      box.setVisible(filled);
      if (filled) {
        path.setText(line(change.path()));
        sentence.setText(words.sentence(change));
      }
    }
  }
}
