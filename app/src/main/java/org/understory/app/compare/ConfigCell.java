package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.understory.app.compare.ConfigViewModel.Row;
import org.understory.app.control.Shown;
import org.understory.app.text.ConfigText;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigState;
import org.understory.model.tree.FileMode;

/** A heading, or a path and what was done to it. */
final class ConfigCell extends ListCell<Row> {
  private final ConfigText words;
  private final Label heading = new Label();
  private final Label path = new Label();
  private final Label remark = new Label();
  private final HBox box;

  ConfigCell(ConfigText words) {
    this.words = words;
    heading.getStyleClass().add("strong");
    path.getStyleClass().add("config-path");
    path.setMinWidth(0);
    remark.getStyleClass().add("muted");
    remark.setMinWidth(Region.USE_PREF_SIZE);
    HBox.setHgrow(path, Priority.ALWAYS);
    path.setMaxWidth(Double.MAX_VALUE);
    box = new HBox(16, heading, path, remark);
    box.setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("config-cell");
    setGraphic(box);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable Row row, boolean empty) {
    super.updateItem(row, empty);
    heading.setText("");
    path.setText("");
    remark.setText("");
    if (row == null || empty) {
      return;
    }
    boolean isHeading = row instanceof Row.Heading;
    Shown.set(heading, isHeading);
    Shown.set(path, !isHeading);
    Shown.set(remark, !isHeading);
    setMouseTransparent(isHeading);
    switch (row) {
      case Row.Heading(var group, int count) -> heading.setText(words.title(group, count));
      case Row.File(ConfigEntry entry) -> {
        path.setText(line(entry.path()));
        remark.setText(remark(entry));
      }
    }
  }

  private String remark(ConfigEntry entry) {
    return entry.state() == ConfigState.UNREADABLE
        ? entry
            .item()
            .map(
                it ->
                    "%s  %s:%s"
                        .formatted(
                            new FileMode(it.mode()).text(),
                            Integer.toUnsignedString(it.uid()),
                            Integer.toUnsignedString(it.gid())))
            .orElse("")
        : words.remark(entry).orElse("");
  }
}
