package org.understory.app.control;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * A card for a {@link ModalSheet}: a title, what is to be read or filled in, and buttons at the
 * foot. As high as what is in it, and scrolled where the window is lower.
 */
public final class SheetCard extends VBox {
  private static final double STEP = 40;
  private static final double GUTTER = 16;

  private final VBox body = new VBox();
  private final HBox foot = new HBox(8);
  private final Body scroller = new Body(body);
  private Node first = this;
  private Button cancel = new Button();
  private Optional<Button> byEnter = Optional.empty();

  /**
   * @param wide whether two things stand side by side in it
   */
  public SheetCard(String title, boolean wide) {
    getStyleClass().addAll("card", "dialog-card", "sheet-card");
    Label heading = new Label(title);
    heading.setId("sheet-title");
    heading.getStyleClass().add("title-3");
    heading.setWrapText(true);
    heading.setMinHeight(USE_PREF_SIZE);
    body.getStyleClass().add("sheet-body");
    foot.setAlignment(Pos.CENTER_LEFT);
    foot.setMinHeight(USE_PREF_SIZE);
    VBox.setVgrow(scroller, Priority.ALWAYS);
    double width = wide ? 840 : 560;
    setPrefWidth(width);
    setMaxSize(width, USE_PREF_SIZE);
    setMinHeight(0);
    setAccessibleText(title);
    getChildren().addAll(heading, scroller, foot);
  }

  /** Adds to what is to be read. */
  public void add(Node... nodes) {
    body.getChildren().addAll(nodes);
  }

  /**
   * Sets the buttons at the foot.
   *
   * @param back stands at the left
   * @param cancelling is pressed by Esc
   * @param primary stands last
   */
  public void buttons(Optional<Button> back, Button cancelling, Optional<Button> primary) {
    cancel = cancelling;
    first = primary.orElse(cancelling);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    back.ifPresent(foot.getChildren()::add);
    foot.getChildren().addAll(space, cancelling);
    primary.ifPresent(foot.getChildren()::add);
    byEnter = primary;
  }

  /** Where the keyboard is at first. */
  public void startAt(Node node) {
    first = node;
  }

  /** From now on the Enter key alone never presses the primary button. */
  public void careful() {
    byEnter = Optional.empty();
    first = cancel;
  }

  Node first() {
    return first;
  }

  void escape() {
    cancel.fire();
  }

  /** A button that has the keyboard is pressed; else the primary one. */
  void enter(Optional<Button> focused) {
    focused
        .filter(button -> byEnter.isPresent() || !foot.getChildren().getLast().equals(button))
        .or(() -> focused.isPresent() ? Optional.empty() : byEnter)
        .ifPresent(Button::fire);
  }

  void scroll(boolean up, boolean page) {
    double hidden = body.getHeight() - scroller.getViewportBounds().getHeight();
    if (hidden > 0) {
      double step = page ? scroller.getViewportBounds().getHeight() : STEP;
      scroller.setVvalue(Math.clamp(scroller.getVvalue() + (up ? -step : step) / hidden, 0, 1));
    }
  }

  /** Asks for as much height as its content needs at the width that it has. */
  private static final class Body extends Scroller {
    private final Region content;

    Body(Region content) {
      super(content);
      this.content = content;
      setFitToWidth(true);
      setHbarPolicy(ScrollBarPolicy.NEVER);
      setFocusTraversable(false);
      setMinHeight(0);
      getStyleClass().add("sheet-scroll");
      // The bar stands beside the content, in the card's own margin.
      VBox.setMargin(this, new Insets(0, -GUTTER, 0, 0));
      content
          .paddingProperty()
          .bind(
              Bindings.createObjectBinding(
                  () ->
                      new Insets(
                          0,
                          Math.max(0, GUTTER - (getWidth() - getViewportBounds().getWidth())),
                          0,
                          0),
                  widthProperty(),
                  viewportBoundsProperty()));
    }

    @Override
    public Orientation getContentBias() {
      return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
      return content.prefHeight(width) + 1;
    }
  }
}
