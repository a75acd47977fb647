package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.understory.app.control.Tip;
import org.understory.app.entry.EntryWords;
import org.understory.app.entry.EntryWords.Fact;
import org.understory.app.entry.FactsView;
import org.understory.app.entry.PreviewView;
import org.understory.app.entry.PreviewViewModel;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeEntry;
import org.understory.resources.Messages;

/** One change looked at closely: before on the left, after on the right. */
final class SidesView extends VBox {
  private final CompareViewModel model;
  private final Messages messages;
  private final EntryWords words;
  private final FactsView before;
  private final FactsView after;
  private final Label title = new Label();
  private final HBox chip = new HBox();

  SidesView(
      CompareViewModel model, Runnable browseBefore, Runnable browseAfter, Messages messages) {
    this.model = model;
    this.messages = messages;
    words = new EntryWords(messages);
    before = new FactsView(messages);
    after = new FactsView(messages);
    getStyleClass().add("sides");
    title.getStyleClass().add("strong");
    title.setMinWidth(0);
    title.setId("sides-title");
    SplitPane sides =
        new SplitPane(
            side(
                "compare.before",
                "compare.before.nothing",
                model.before(),
                before,
                browseBefore,
                Change.Kind.ADDED),
            side(
                "compare.after",
                "compare.after.nothing",
                model.after(),
                after,
                browseAfter,
                Change.Kind.REMOVED));
    VBox.setVgrow(sides, Priority.ALWAYS);
    getChildren().addAll(head(), sides);
    model.selectedProperty().subscribe(this::draw);
    model.before().entryProperty().subscribe(this::drawFacts);
    model.after().entryProperty().subscribe(this::drawFacts);
  }

  private Node head() {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    chip.setMinWidth(Region.USE_PREF_SIZE);
    chip.setAlignment(Pos.CENTER);
    Button close = new Button("", new FontIcon(MaterialDesignC.CLOSE));
    close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    close.setTooltip(new Tip(messages.get("compare.close")));
    close.setAccessibleText(messages.get("compare.close"));
    close.setId("sides-close");
    close.setOnAction(event -> model.select(Optional.empty()));
    HBox head = new HBox(10, chip, title, space, close);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("sides-head");
    return head;
  }

  private Node side(
      String key,
      String absence,
      PreviewViewModel side,
      FactsView facts,
      Runnable browse,
      Change.Kind absent) {
    Label name = new Label(messages.get(key));
    name.getStyleClass().addAll("strong", "muted");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Button open =
        new Button(messages.get("compare.browse"), new FontIcon(MaterialDesignF.FOLDER_OUTLINE));
    open.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    open.setId(key.replace('.', '-') + "-browse");
    open.setMinWidth(Region.USE_PREF_SIZE);
    open.setOnAction(event -> browse.run());
    HBox head = new HBox(8, name, space, open);
    head.setAlignment(Pos.CENTER_LEFT);
    PreviewView preview = new PreviewView(side.previewProperty(), messages);
    VBox.setVgrow(preview, Priority.ALWAYS);
    Label nothing = new Label(messages.get(absence));
    nothing.getStyleClass().addAll("muted", "preview-note");
    nothing.setWrapText(true);
    VBox box = new VBox(8, head, nothing, facts, preview);
    box.getStyleClass().add("side");
    box.setMinWidth(0);
    model
        .selectedProperty()
        .subscribe(
            change -> {
              boolean missing = change.filter(it -> it.change() == absent).isPresent();
              nothing.setVisible(missing);
              nothing.setManaged(missing);
              open.setVisible(!missing);
            });
    return box;
  }

  private void draw(Optional<Change> change) {
    change.ifPresent(
        it -> {
          title.setText(line(it.path()));
          chip.getChildren().setAll(new ChangeKindWords(messages).chip(it.change()));
        });
  }

  private void drawFacts() {
    List<Fact> left = facts(model.before());
    List<Fact> right = facts(model.after());
    boolean both = !left.isEmpty() && !right.isEmpty();
    before.show(left, both ? without(left, right) : Set.of());
    after.show(right, both ? without(right, left) : Set.of());
  }

  private List<Fact> facts(PreviewViewModel side) {
    Optional<TreeEntry> entry = side.entryProperty().get();
    return entry.map(words::facts).orElse(List.of());
  }

  private static Set<Fact> without(List<Fact> facts, List<Fact> others) {
    Set<Fact> left = new HashSet<>(facts);
    others.forEach(left::remove);
    return left;
  }
}
