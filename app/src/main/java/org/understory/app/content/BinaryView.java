package org.understory.app.content;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.understory.app.text.ContentWords;
import org.understory.resources.Messages;

/** Files that are no text, side by side: what they are, and images themselves. */
final class BinaryView extends HBox {
  private final ContentWords words;

  BinaryView(
      Optional<ContentState.Side> before, Optional<ContentState.Side> after, Messages messages) {
    super(16);
    words = new ContentWords(messages);
    getStyleClass().add("binary-view");
    VBox.setVgrow(this, Priority.ALWAYS);
    getChildren()
        .addAll(
            side(before, messages.get("compare.before.nothing")),
            side(after, messages.get("compare.after.nothing")));
  }

  private Node side(Optional<ContentState.Side> side, String absence) {
    Label what = new Label(side.map(it -> words.line(it.facts(), it.size())).orElse(absence));
    what.setWrapText(true);
    what.getStyleClass().add(side.isPresent() ? "binary-facts" : "muted");
    VBox box = new VBox(12, what);
    box.getStyleClass().add("binary-side");
    box.setAlignment(Pos.TOP_LEFT);
    // Both halves are equally wide, whatever is in them.
    box.setPrefWidth(0);
    box.setMinWidth(0);
    HBox.setHgrow(box, Priority.ALWAYS);
    side.flatMap(ContentState.Side::picture).ifPresent(it -> box.getChildren().add(picture(it)));
    return box;
  }

  private static Node picture(Picture picture) {
    ImageView view = new ImageView(picture.image());
    view.getStyleClass().add("picture");
    return view;
  }
}
