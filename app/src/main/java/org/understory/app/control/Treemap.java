package org.understory.app.control;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.understory.model.storage.Squares;
import org.understory.model.storage.Squares.Area;

/** Tiles, each as large as its part of the whole; those that hold others can be opened. */
public final class Treemap extends Region {
  private static final double GAP = 2;

  /** A tile that is smaller has no room for words. */
  private static final double WORDS_WIDTH = 52;

  private static final double WORDS_HEIGHT = 24;
  private static final double BOTH_HEIGHT = 44;
  private static final double BOTH_WIDTH = 84;

  private List<Tile> tiles = List.of();
  private Runnable onUp = () -> {};

  /** Empty. */
  public Treemap() {
    getStyleClass().add("treemap");
    addEventHandler(
        javafx.scene.input.KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.BACK_SPACE) {
            onUp.run();
            event.consume();
          }
        });
  }

  /**
   * A tile; texts are safe to show.
   *
   * @param size as it is written
   * @param bytes by which it is drawn
   * @param tip what it says in full, to screen readers too
   * @param style style class that colours it
   * @param open opens it
   * @param opens whether it can be opened
   */
  public record Tile(
      String name,
      String size,
      long bytes,
      String tip,
      String style,
      boolean opens,
      Runnable open) {}

  /** Hears that a person wants to see what is around all this. */
  public void setOnUp(Runnable listener) {
    onUp = listener;
  }

  /** Shows these, the largest first. */
  public void setTiles(List<Tile> shown) {
    boolean focused = getChildren().stream().anyMatch(Node::isFocused);
    tiles = List.copyOf(shown);
    getChildren().setAll(tiles.stream().map(Treemap::button).toList());
    if (focused && !getChildren().isEmpty()) {
      getChildren().getFirst().requestFocus();
    }
    requestLayout();
  }

  private static Node button(Tile tile) {
    Button button = new Button();
    button.setMnemonicParsing(false);
    button.getStyleClass().setAll("tile", tile.style());
    if (tile.opens()) {
      button.getStyleClass().add("opens");
    }
    button.setAlignment(Pos.TOP_LEFT);
    button.setMinSize(0, 0);
    button.setTooltip(new Tip(tile.tip()));
    button.setAccessibleText(tile.tip());
    button.setOnAction(event -> tile.open().run());
    return button;
  }

  @Override
  protected void layoutChildren() {
    List<Area> areas =
        Squares.layout(
            tiles.stream().map(Tile::bytes).toList(), new Area(0, 0, getWidth(), getHeight()));
    for (int i = 0; i < tiles.size(); i++) {
      Area area = areas.get(i);
      double x = snapPositionX(area.x());
      double y = snapPositionY(area.y());
      double width = snapPositionX(area.x() + area.width()) - x - GAP;
      double height = snapPositionY(area.y() + area.height()) - y - GAP;
      Button button = (Button) getChildren().get(i);
      boolean words = width >= WORDS_WIDTH && height >= WORDS_HEIGHT;
      Tile tile = tiles.get(i);
      button.setContentDisplay(words ? ContentDisplay.TEXT_ONLY : ContentDisplay.GRAPHIC_ONLY);
      boolean both = height >= BOTH_HEIGHT && width >= BOTH_WIDTH;
      button.setText(both ? tile.name() + "\n" + tile.size() : tile.name());
      button.resizeRelocate(x, y, Math.max(1, width), Math.max(1, height));
    }
  }
}
