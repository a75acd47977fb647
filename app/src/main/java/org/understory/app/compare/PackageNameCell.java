package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TreeTableCell;
import javafx.scene.layout.HBox;
import org.understory.app.control.Shown;

/** The name of a package; of a group what happened, and to how many. */
final class PackageNameCell extends TreeTableCell<PackageRow, PackageRow> {
  private final PackageWords words;
  private final Label group = new Label();
  private final Label count = new Label();
  private final Label name = new Label();
  private final HBox box = new HBox(8, group, count, name);

  PackageNameCell(PackageWords words) {
    this.words = words;
    group.getStyleClass().add("strong");
    group.setMinWidth(USE_PREF_SIZE);
    count.getStyleClass().add("muted");
    name.setMinWidth(0);
    box.setAlignment(Pos.CENTER_LEFT);
    setGraphic(box);
  }

  @Override
  protected void updateItem(PackageRow row, boolean empty) {
    super.updateItem(row, empty);
    box.setVisible(!empty && row != null);
    boolean one = row instanceof PackageRow.One;
    Shown.set(group, !one);
    Shown.set(count, !one);
    Shown.set(name, one);
    if (row instanceof PackageRow.One(PackageChange change)) {
      name.setText(line(change.name()));
    } else if (row instanceof PackageRow.Group(PackageChange.Kind kind, var changes)) {
      group.setText(words.word(kind));
      count.setText(Integer.toString(changes.size()));
    }
  }
}
