package org.understory.app.flatpak;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.understory.app.control.Shown;
import org.understory.app.text.FlatpakText;
import org.understory.model.flatpak.Installed;
import org.understory.resources.Messages;

/** An application in the list: its name, its version and whose it is. */
final class ApplicationCell extends ListCell<Installed> {
  private final FlatpakText words;
  private final Messages messages;
  private final Label name = new Label();
  private final Label facts = new Label();
  private final FontIcon held = new FontIcon(MaterialDesignP.PIN_OUTLINE);
  private final FontIcon end = new FontIcon(MaterialDesignA.ALERT_OUTLINE);
  private final HBox row;

  ApplicationCell(Messages messages) {
    this.messages = messages;
    words = new FlatpakText(messages);
    name.getStyleClass().add("strong");
    facts.getStyleClass().addAll("muted", "caption");
    held.getStyleClass().add("application-held");
    end.getStyleClass().add("application-end");
    VBox both = new VBox(2, name, facts);
    both.setAlignment(Pos.CENTER_LEFT);
    both.setMinWidth(0);
    HBox.setHgrow(both, Priority.ALWAYS);
    row = new HBox(8, both, end, held);
    row.setAlignment(Pos.CENTER_LEFT);
    setMinWidth(0);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Installed item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      setAccessibleText("");
      return;
    }
    name.setText(words.name(item));
    String place = words.place(item.installation());
    facts.setText(messages.get("applications.row", words.version(item), place));
    Shown.set(held, item.held());
    Shown.set(end, item.about().endOfLife().isPresent());
    String state = item.held() ? messages.get("applications.held") : "";
    setAccessibleText(String.join(", ", name.getText(), facts.getText(), state));
    setGraphic(row);
  }
}
