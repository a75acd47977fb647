package org.understory.app.history;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.understory.app.control.Tip;

/** What a bar says in one line: a symbol, words, and buttons that keep their width. */
final class BarLine extends HBox {
  BarLine(Node symbol, Label words, Node... buttons) {
    super(10, symbol, words);
    for (Node button : buttons) {
      ((Button) button).setMinWidth(USE_PREF_SIZE);
      getChildren().add(button);
    }
    setAlignment(Pos.CENTER_LEFT);
  }

  /** Words that take as many lines as they need. */
  static Label label(String id, String words) {
    Label label = new Label(words);
    label.setId(id);
    label.setWrapText(true);
    label.setMinWidth(0);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setMinHeight(USE_PREF_SIZE);
    label.setAccessibleRole(AccessibleRole.TEXT);
    HBox.setHgrow(label, Priority.ALWAYS);
    return label;
  }

  /** A few words in the place of these. */
  static Label brief(String id, String words, String brief) {
    Label label = label(id, words);
    label.setText(brief);
    label.setWrapText(false);
    label.setTooltip(new Tip(words));
    label.setAccessibleText(words);
    return label;
  }

  /** The symbol of what goes on. */
  static Node turning() {
    ProgressIndicator turning = new ProgressIndicator();
    turning.setMinSize(18, 18);
    turning.setMaxSize(18, 18);
    return turning;
  }
}
