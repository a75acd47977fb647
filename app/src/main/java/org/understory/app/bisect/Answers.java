package org.understory.app.bisect;

import javafx.scene.control.Button;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.understory.app.control.Tip;
import org.understory.model.history.Bisection.Verdict;
import org.understory.resources.Messages;

/** The three answers to whether a version works. */
final class Answers {
  private Answers() {}

  /** A button for one of them. */
  static Button button(Verdict verdict, String place, Messages messages, Runnable work) {
    String key =
        switch (verdict) {
          case GOOD -> "good";
          case BAD -> "bad";
          case SKIP -> "skip";
        };
    Ikon icon =
        switch (verdict) {
          case GOOD -> MaterialDesignC.CHECK;
          case BAD -> MaterialDesignC.CLOSE;
          case SKIP -> MaterialDesignH.HELP;
        };
    Button button = new Button(messages.get("bisect." + key), new FontIcon(icon));
    button.setId("bisect-" + key + "-" + place);
    button.setTooltip(new Tip(messages.get("bisect." + key + ".tip")));
    button.setOnAction(event -> work.run());
    return button;
  }
}
