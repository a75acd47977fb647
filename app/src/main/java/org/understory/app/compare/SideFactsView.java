package org.understory.app.compare;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.understory.app.control.Shown;
import org.understory.app.entry.EntryWords;
import org.understory.app.entry.EntryWords.Fact;
import org.understory.app.entry.FactsView;
import org.understory.app.entry.PreviewView;
import org.understory.app.entry.PreviewViewModel;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeEntry;
import org.understory.resources.Messages;

/** Everything about both sides of a change: before on the left, after on the right. */
final class SideFactsView extends SplitPane {
  private final CompareViewModel model;
  private final EntryWords words;
  private final FactsView before;
  private final FactsView after;

  SideFactsView(CompareViewModel model, Messages messages) {
    this.model = model;
    words = new EntryWords(messages);
    before = new FactsView(messages);
    after = new FactsView(messages);
    String gone = messages.get("compare.after.nothing");
    getItems()
        .addAll(
            side(
                messages.get("compare.before.nothing"),
                model.before(),
                before,
                Change.Kind.ADDED,
                messages),
            side(gone, model.after(), after, Change.Kind.REMOVED, messages));
    setMinHeight(0);
    model.before().entryProperty().subscribe(this::draw);
    model.after().entryProperty().subscribe(this::draw);
  }

  private Node side(
      String absence,
      PreviewViewModel side,
      FactsView facts,
      Change.Kind absent,
      Messages messages) {
    PreviewView preview = new PreviewView(side.previewProperty(), messages);
    VBox.setVgrow(preview, Priority.ALWAYS);
    Label nothing = new Label(absence);
    nothing.getStyleClass().addAll("muted", "preview-note");
    nothing.setWrapText(true);
    VBox box = new VBox(8, nothing, facts, preview);
    box.getStyleClass().add("side");
    box.setMinWidth(0);
    model
        .selectedProperty()
        .subscribe(
            change -> Shown.set(nothing, change.filter(it -> it.change() == absent).isPresent()));
    return box;
  }

  private void draw() {
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
