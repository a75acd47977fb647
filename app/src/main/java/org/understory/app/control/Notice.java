package org.understory.app.control;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;

/** A coloured strip with a symbol, a heading, a text and perhaps something to press. */
public final class Notice extends HBox {
  /** Tells {@code title} and {@code text}; either may be empty. */
  public Notice(Tone tone, String title, String text, Node... actions) {
    getStyleClass().addAll("notice", tone.style());
    setAlignment(Pos.CENTER_LEFT);
    VBox words = new VBox(2);
    HBox.setHgrow(words, Priority.ALWAYS);
    words.setMinWidth(0);
    words.setAlignment(Pos.CENTER_LEFT);
    if (!title.isEmpty()) {
      words.getChildren().add(label(title, "strong"));
    }
    if (!text.isEmpty()) {
      words.getChildren().add(label(text, "notice-text"));
    }
    getChildren().addAll(new FontIcon(symbol(tone)), words);
    for (Node action : actions) {
      if (action instanceof Region region) {
        region.setMinWidth(USE_PREF_SIZE);
      }
      getChildren().add(action);
    }
  }

  /** As above, with a text that changes. */
  public Notice(Tone tone, String title, ObservableValue<String> text, Node... actions) {
    this(tone, title, " ", actions);
    ((Label) lookup(".notice-text")).textProperty().bind(text);
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add(style);
    return label;
  }

  private static Ikon symbol(Tone tone) {
    return switch (tone) {
      case WARNING -> MaterialDesignA.ALERT_OUTLINE;
      case DANGER -> MaterialDesignA.ALERT_OCTAGON_OUTLINE;
      case NEUTRAL, ACCENT, SUCCESS -> MaterialDesignI.INFORMATION_OUTLINE;
    };
  }
}
