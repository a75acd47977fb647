package org.understory.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * Lies over the window while something has to be answered, with a card in the middle. Nothing below
 * it can be used meanwhile, also not with the keyboard, which goes round the card and comes back to
 * where it was. Not AtlantaFX's {@code ModalPane}: that one lets Tab out to what lies below.
 */
public class ModalSheet extends StackPane {
  private static final double MARGIN = 16;

  private final Region end = new Region();
  private Optional<SheetCard> card = Optional.empty();
  private Optional<Node> before = Optional.empty();

  /** Shows nothing yet. */
  public ModalSheet() {
    getStyleClass().add("scrim");
    setPadding(new Insets(MARGIN));
    end.setManaged(false);
    Shown.set(this, false);
    addEventFilter(KeyEvent.KEY_PRESSED, this::steer);
    addEventHandler(KeyEvent.KEY_PRESSED, this::answer);
  }

  /** Shows this card, in place of one that may be there. */
  protected final void open(SheetCard shown) {
    if (card.isEmpty() && getScene() != null) {
      before = Optional.ofNullable(getScene().getFocusOwner());
    }
    card = Optional.of(shown);
    getChildren().setAll(shown, end);
    Shown.set(this, true);
    // What scrolls is in the scene, and can take the keyboard, only once it is styled.
    applyCss();
    shown.first().requestFocus();
  }

  /** Whether a card is there. */
  protected final boolean isOpen() {
    return card.isPresent();
  }

  /** Takes the card away, and gives the keyboard back. */
  protected final void shut() {
    if (card.isPresent()) {
      card = Optional.empty();
      Shown.set(this, false);
      getChildren().clear();
      before.filter(node -> node.getScene() != null).ifPresent(Node::requestFocus);
      before = Optional.empty();
    }
  }

  /** Tab goes round, and arrows go nowhere below: on buttons they scroll, or go to the next. */
  private void steer(KeyEvent event) {
    boolean writes = event.getTarget() instanceof TextInputControl;
    switch (event.getCode()) {
      case TAB -> go(event.isShiftDown());
      case LEFT, RIGHT -> {
        if (writes) {
          return;
        }
        go(event.getCode() == KeyCode.LEFT);
      }
      case UP, DOWN, PAGE_UP, PAGE_DOWN -> {
        if (writes) {
          return;
        }
        boolean up = event.getCode() == KeyCode.UP || event.getCode() == KeyCode.PAGE_UP;
        boolean page = event.getCode() == KeyCode.PAGE_UP || event.getCode() == KeyCode.PAGE_DOWN;
        card.ifPresent(it -> it.scroll(up, page));
      }
      case ENTER -> {
        // A button would take it for itself, also where it has to be pressed with more care.
        if (!(event.getTarget() instanceof Button button)) {
          return;
        }
        card.ifPresent(it -> it.enter(Optional.of(button)));
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void answer(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.Q) {
      return;
    }
    event.consume();
    if (event.getCode() == KeyCode.ESCAPE) {
      card.ifPresent(SheetCard::escape);
    } else if (event.getCode() == KeyCode.ENTER) {
      card.ifPresent(it -> it.enter(Optional.empty()));
    }
  }

  private void go(boolean back) {
    Node owner = getScene().getFocusOwner();
    List<Node> stops = stops();
    if (stops.isEmpty()) {
      return;
    }
    int at = stops.indexOf(owner);
    boolean inside = back ? at > 0 : at >= 0 && at < stops.size() - 1;
    Node from = inside ? owner : back ? end : this;
    from.requestFocus();
    from.requestFocusTraversal(back ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
  }

  private List<Node> stops() {
    List<Node> stops = new ArrayList<>();
    collect(this, stops);
    return stops;
  }

  private static void collect(Parent parent, List<Node> stops) {
    for (Node child : parent.getChildrenUnmodifiable()) {
      if (child.isVisible() && !child.isDisabled()) {
        if (child.isFocusTraversable()) {
          stops.add(child);
        }
        if (child instanceof Parent inner) {
          collect(inner, stops);
        }
      }
    }
  }
}
