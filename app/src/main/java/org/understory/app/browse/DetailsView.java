package org.understory.app.browse;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.understory.app.control.Notice;
import org.understory.app.control.Tip;
import org.understory.app.control.Tone;
import org.understory.app.entry.EntryWords;
import org.understory.app.entry.FactsView;
import org.understory.app.entry.KindIcon;
import org.understory.app.entry.PreviewView;
import org.understory.app.entry.PreviewViewModel;
import org.understory.model.tree.FileMode;
import org.understory.model.tree.TreeEntry;
import org.understory.resources.Messages;

/** The right side: facts about one entry and a look inside it. */
final class DetailsView extends VBox {
  private final Messages messages;
  private final EntryWords words;
  private final FontIcon icon = new FontIcon(MaterialDesignF.FILE_OUTLINE);
  private final Label name = new Label();
  private final Label kind = new Label();
  private final Button save = new Button();
  private final VBox marks = new VBox(8);
  private final FactsView facts;

  DetailsView(PreviewViewModel model, Runnable onSave, Messages messages) {
    this.messages = messages;
    words = new EntryWords(messages);
    facts = new FactsView(messages);
    getStyleClass().add("entry-details");
    setMinWidth(0);
    name.getStyleClass().add("title-3");
    name.setWrapText(true);
    name.setId("details-name");
    kind.getStyleClass().add("muted");
    save.setText(messages.get("browse.save"));
    save.setGraphic(new FontIcon(MaterialDesignC.CONTENT_SAVE_OUTLINE));
    save.setTooltip(new Tip(messages.get("browse.save.tip")));
    save.getStyleClass().add(Styles.SMALL);
    save.setMinWidth(USE_PREF_SIZE);
    save.setId("save-as");
    save.setOnAction(event -> onSave.run());
    VBox title = new VBox(name, kind);
    title.setMinWidth(0);
    HBox.setHgrow(title, Priority.ALWAYS);
    HBox head = new HBox(12, icon, title, save);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("details-head");
    PreviewView preview = new PreviewView(model.previewProperty(), messages);
    VBox.setVgrow(preview, Priority.ALWAYS);
    getChildren().addAll(head, marks, facts, preview);
    model.entryProperty().subscribe(this::draw);
  }

  private void draw(Optional<TreeEntry> shown) {
    getChildren().forEach(child -> child.setVisible(shown.isPresent()));
    marks.getChildren().clear();
    marks.setManaged(false);
    if (shown.isEmpty()) {
      return;
    }
    TreeEntry entry = shown.get();
    KindIcon.set(icon, entry.kind());
    icon.getStyleClass().add("kind-large");
    name.setText(line(entry.name()));
    kind.setText(words.kind(entry));
    boolean file = entry.kind() == TreeEntry.Kind.FILE;
    save.setVisible(file);
    save.setManaged(file);
    facts.show(words.facts(entry), Set.of());
    FileMode mode = new FileMode(entry.mode());
    if (mode.setuid() && file) {
      mark("browse.setuid.tip");
    } else if (mode.setgid() && file) {
      mark("browse.setgid.tip");
    }
  }

  private void mark(String key) {
    marks.getChildren().add(new Notice(Tone.WARNING, "", messages.get(key)));
    marks.setManaged(true);
  }
}
