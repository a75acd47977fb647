package org.understory.app.browse;

import static org.understory.model.text.Sanitizer.line;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TreeTableCell;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.understory.app.control.Chip;
import org.understory.app.control.Shown;
import org.understory.app.control.Tip;
import org.understory.app.control.Tone;
import org.understory.app.entry.EntryWords;
import org.understory.app.entry.KindIcons;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.model.tree.FileMode;
import org.understory.model.tree.TreeEntry;
import org.understory.resources.Messages;

/** A name with its symbol, where a link points, and marks for what deserves a second look. */
final class NameCell extends TreeTableCell<Row, Row> {
  private final Messages messages;
  private final ProblemText problems;
  private final KindIcons icon = new KindIcons();
  private final Label name = new Label();
  private final Label target = new Label();
  private final HBox box = new HBox(7, icon, name, target);
  private final Map<Mark, Node> marks = new EnumMap<>(Mark.class);

  /** What deserves a second look. */
  private enum Mark {
    SETUID,
    SETGID,
    LOST,
    BROKEN
  }

  NameCell(Messages messages) {
    this.messages = messages;
    this.problems = new ProblemText(messages);
    target.getStyleClass().add("muted");
    target.setMinWidth(0);
    box.setAlignment(Pos.CENTER_LEFT);
    setGraphic(box);
  }

  @Override
  protected void updateItem(Row row, boolean empty) {
    super.updateItem(row, empty);
    setTooltip(null);
    box.setVisible(!empty && row != null);
    if (empty) {
      return;
    }
    switch (row) {
      case null -> {}
      case Row.Entry(TreeEntry entry) -> draw(entry);
      case Row.Waiting() -> note(messages.get("browse.reading"), Optional.empty());
      case Row.Empty() -> note(messages.get("preview.folder.empty"), Optional.empty());
      case Row.Broken(Problem problem) -> {
        note(problems.sentence(problem), Optional.of(Mark.BROKEN));
        setTooltip(new Tip(problems.sentence(problem)));
      }
    }
  }

  private void draw(TreeEntry entry) {
    Shown.set(icon, true);
    icon.show(entry.kind());
    name.setText(line(entry.name()));
    Shown.mute(name, false);
    Shown.set(target, entry.target().isPresent());
    entry.target().ifPresent(to -> target.setText("\u2192 " + line(to)));
    FileMode mode = new FileMode(entry.mode());
    if (!EntryWords.known(entry)) {
      mark(Optional.of(Mark.LOST));
    } else if (mode.setuid()) {
      mark(Optional.of(Mark.SETUID));
    } else if (mode.setgid()) {
      mark(Optional.of(Mark.SETGID));
    } else {
      mark(Optional.empty());
    }
  }

  private void note(String text, Optional<Mark> mark) {
    Shown.set(icon, false);
    Shown.set(target, false);
    name.setText(text);
    Shown.mute(name, true);
    mark(mark);
  }

  private void mark(Optional<Mark> wanted) {
    wanted
        .filter(mark -> !marks.containsKey(mark))
        .ifPresent(
            mark -> {
              Node made = node(mark);
              marks.put(mark, made);
              box.getChildren().add(mark == Mark.BROKEN ? 0 : box.getChildren().size(), made);
            });
    marks.forEach((mark, node) -> Shown.set(node, wanted.equals(Optional.of(mark))));
  }

  private Node node(Mark mark) {
    return switch (mark) {
      case SETUID -> new Chip("setuid", messages.get("browse.setuid.tip"), Tone.WARNING);
      case SETGID -> new Chip("setgid", messages.get("browse.setgid.tip"), Tone.WARNING);
      case LOST ->
          new Chip(messages.get("browse.lost"), messages.get("browse.lost.tip"), Tone.DANGER);
      case BROKEN -> {
        FontIcon broken = new FontIcon(MaterialDesignA.ALERT_OUTLINE);
        broken.getStyleClass().addAll("kind-icon", "kind-broken");
        yield broken;
      }
    };
  }
}
