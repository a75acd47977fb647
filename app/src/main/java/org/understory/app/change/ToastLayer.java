package org.understory.app.change;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.understory.app.control.Toast;
import org.understory.resources.Messages;

/** Tells at the foot of the window what was done, and offers to take it back. */
public final class ToastLayer extends StackPane {
  private final ChangeViewModel model;
  private final Messages messages;
  private Optional<Toast> shown = Optional.empty();
  private Optional<Node> before = Optional.empty();

  /** Follows the model. */
  public ToastLayer(ChangeViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setAlignment(Pos.BOTTOM_CENTER);
    setPadding(new Insets(16));
    setPickOnBounds(false);
    model.aftermath().doneProperty().subscribe(this::show);
  }

  /** Puts the keyboard on it, if it is there. */
  public void focusToast() {
    shown.ifPresent(
        toast -> {
          before = Optional.ofNullable(getScene().getFocusOwner());
          toast.requestFocus();
          toast.requestFocusTraversal(TraversalDirection.NEXT);
        });
  }

  private void show(Optional<Done> done) {
    boolean had = shown.filter(Node::isFocusWithin).isPresent();
    shown.ifPresent(Toast::stop);
    shown = done.map(this::toast);
    getChildren().setAll(shown.stream().toList());
    if (had) {
      before.filter(node -> node.getScene() != null).ifPresent(Node::requestFocus);
    }
    before = Optional.empty();
  }

  private Toast toast(Done done) {
    List<Button> actions = new ArrayList<>();
    if (!done.undo().isEmpty()) {
      Button undo = new Button(messages.get("change.undo"), new FontIcon(MaterialDesignU.UNDO));
      undo.setId("toast-undo");
      undo.getStyleClass().add(Styles.SMALL);
      undo.setOnAction(event -> model.undo());
      actions.add(undo);
    }
    done.restart()
        .ifPresent(
            work -> {
              Button restart =
                  new Button(
                      messages.get("change.restart.now"), new FontIcon(MaterialDesignR.RESTART));
              restart.setId("toast-restart");
              restart.getStyleClass().addAll(Styles.SMALL);
              restart.setOnAction(event -> work.run());
              actions.add(restart);
            });
    Toast toast =
        new Toast(
            done.text(),
            messages.get("shell.close"),
            model.aftermath()::closeDone,
            actions.toArray(new Node[0]));
    toast.setId("toast");
    return toast;
  }
}
