package org.understory.app.browse;

import static org.understory.model.text.Sanitizer.line;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TreeTableCell;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.understory.app.control.Chip;
import org.understory.app.control.Tip;
import org.understory.app.control.Tone;
import org.understory.app.entry.EntryWords;
import org.understory.app.entry.KindIcon;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.model.tree.FileMode;
import org.understory.model.tree.TreeEntry;
import org.understory.resources.Messages;

/** A name with its symbol, where a link points, and marks for what deserves a second look. */
final class NameCell extends TreeTableCell<Row, Row> {
  private final Messages messages;
  private final ProblemText problems;
  private final FontIcon icon = new FontIcon(MaterialDesignF.FILE_OUTLINE);
  private final Label name = new Label();
  private final Label target = new Label();
  private final Chip setuid;
  private final Chip setgid;
  private final Chip lost;
  private final HBox box = new HBox(7);

  NameCell(Messages messages) {
    this.messages = messages;
    this.problems = new ProblemText(messages);
    setuid = new Chip("setuid", messages.get("browse.setuid.tip"), Tone.WARNING);
    setgid = new Chip("setgid", messages.get("browse.setgid.tip"), Tone.WARNING);
    lost = new Chip(messages.get("browse.lost"), messages.get("browse.lost.tip"), Tone.DANGER);
    target.getStyleClass().add("muted");
    target.setMinWidth(0);
    box.setAlignment(Pos.CENTER_LEFT);
    setText(null);
  }

  @Override
  protected void updateItem(Row row, boolean empty) {
    super.updateItem(row, empty);
    setTooltip(null);
    setGraphic(empty || row == null ? null : box);
    if (empty) {
      return;
    }
    switch (row) {
      case null -> {}
      case Row.Entry(TreeEntry entry) -> draw(entry);
      case Row.Waiting() -> note(messages.get("browse.reading"));
      case Row.Empty() -> note(messages.get("preview.folder.empty"));
      case Row.Broken(Problem problem) -> {
        note(problems.sentence(problem));
        icon.setIconCode(MaterialDesignA.ALERT_OUTLINE);
        icon.getStyleClass().setAll("ikonli-font-icon", "kind-icon", "kind-broken");
        box.getChildren().addFirst(icon);
        setTooltip(new Tip(problems.sentence(problem)));
      }
    }
  }

  private void draw(TreeEntry entry) {
    KindIcon.set(icon, entry.kind());
    name.setText(line(entry.name()));
    name.getStyleClass().remove("muted");
    box.getChildren().setAll(icon, name);
    entry
        .target()
        .ifPresent(
            to -> {
              target.setText("\u2192 " + line(to));
              box.getChildren().add(target);
            });
    FileMode mode = new FileMode(entry.mode());
    if (!EntryWords.known(entry)) {
      box.getChildren().add(lost);
    } else if (mode.setuid()) {
      box.getChildren().add(setuid);
    } else if (mode.setgid()) {
      box.getChildren().add(setgid);
    }
  }

  private void note(String text) {
    name.setText(text);
    name.getStyleClass().setAll("label", "muted");
    box.getChildren().setAll(name);
  }
}
