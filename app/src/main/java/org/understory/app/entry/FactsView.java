package org.understory.app.entry;

import java.util.List;
import java.util.Set;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.understory.app.control.CopyButton;
import org.understory.app.entry.EntryWords.Fact;
import org.understory.resources.Messages;

/** Facts below each other: label, text and, where that is useful, a button to copy it. */
public final class FactsView extends GridPane {
  private final Messages messages;

  /** Shows no facts yet. */
  public FactsView(Messages messages) {
    this.messages = messages;
    getStyleClass().add("entry-facts");
    ColumnConstraints label = new ColumnConstraints();
    label.setMinWidth(Region.USE_PREF_SIZE);
    ColumnConstraints text = new ColumnConstraints();
    text.setHgrow(Priority.ALWAYS);
    text.setMinWidth(0);
    getColumnConstraints().setAll(label, text);
  }

  /** Shows these; the texts of {@code marked} stand out. */
  public void show(List<Fact> facts, Set<Fact> marked) {
    getChildren().clear();
    for (int row = 0; row < facts.size(); row++) {
      Fact fact = facts.get(row);
      Label label = new Label(fact.label());
      label.getStyleClass().add("muted");
      Label text = new Label(fact.text());
      text.getStyleClass().addAll("fact-text", "mono");
      text.setWrapText(true);
      text.setMinWidth(0);
      // Else a long checksum loses its second line where room is short.
      text.setMinHeight(USE_PREF_SIZE);
      if (marked.contains(fact)) {
        text.getStyleClass().add("differs");
      }
      GridPane.setValignment(label, VPos.TOP);
      GridPane.setValignment(text, VPos.TOP);
      addRow(row, label, text);
      if (!fact.copy().isEmpty()) {
        CopyButton copy = new CopyButton(fact.copy(), messages.get("entry.copy", fact.label()));
        GridPane.setValignment(copy, VPos.TOP);
        add(copy, 2, row);
      }
    }
  }
}
