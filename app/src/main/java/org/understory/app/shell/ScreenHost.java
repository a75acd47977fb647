package org.understory.app.shell;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import org.understory.app.control.Shown;

/**
 * Shows one screen at a time and builds each when it is first asked for, or ahead of that piece by
 * piece ({@link #prepare}). Those behind stay in the scene, hidden: a screen that is put in again
 * is styled anew, for longer than a frame may take.
 */
final class ScreenHost extends StackPane implements AutoCloseable {
  /**
   * Lists make rows for the height that they have, so what is built ahead grows by so many pixels
   * at a time.
   */
  private static final double GROWTH = 70;

  private final Map<Place, Supplier<Screen>> makers;
  private final Map<Place, Screen> made = new EnumMap<>(Place.class);
  private Optional<Screen> front = Optional.empty();

  ScreenHost(Map<Place, Supplier<Screen>> makers) {
    this.makers = makers;
    getStyleClass().add("screen-host");
  }

  /** Brings the screen of this destination to the front and hands it the request. */
  void show(Destination destination) {
    Screen next = screen(destination.place());
    if (front.filter(next::equals).isEmpty()) {
      front.ifPresent(Screen::hidden);
      front = Optional.of(next);
      Shown.only(next.node(), getChildren());
    }
    next.show(destination);
  }

  /**
   * Builds one more piece of the screens that nobody has seen yet; false if there was none left.
   */
  boolean prepare() {
    for (Place place : makers.keySet()) {
      boolean fresh = !made.containsKey(place);
      Screen screen = screen(place);
      if (fresh || (front.filter(screen::equals).isEmpty() && grow(screen))) {
        return true;
      }
    }
    return false;
  }

  private boolean grow(Screen screen) {
    Parent node = screen.node();
    boolean built = !screen.prepare();
    double height = node.getLayoutBounds().getHeight();
    if (built && height >= getHeight()) {
      return false;
    }
    node.resize(getWidth(), built ? Math.min(getHeight(), height + GROWTH) : height);
    node.applyCss();
    node.layout();
    return true;
  }

  private Screen screen(Place place) {
    Screen known = made.get(place);
    if (known != null) {
      return known;
    }
    Screen fresh = Optional.ofNullable(makers.get(place)).orElseThrow().get();
    made.put(place, fresh);
    Shown.set(fresh.node(), false);
    getChildren().add(fresh.node());
    return fresh;
  }

  /** Puts the keyboard where one searches on the screen in front. */
  void find() {
    front.ifPresent(Screen::find);
  }

  @Override
  public void close() {
    made.values().forEach(Screen::close);
  }
}
