package org.understory.app.shell;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.layout.StackPane;
import org.understory.app.control.Shown;

/**
 * Shows one screen at a time and builds each when it is first asked for. Those behind stay in the
 * scene, hidden: a screen that is put in again is styled anew, for longer than a frame may take.
 */
final class ScreenHost extends StackPane implements AutoCloseable {
  private final Map<Place, Supplier<Screen>> makers;
  private final Map<Place, Screen> made = new EnumMap<>(Place.class);
  private Optional<Screen> front = Optional.empty();

  ScreenHost(Map<Place, Supplier<Screen>> makers) {
    this.makers = makers;
    getStyleClass().add("screen-host");
  }

  /** Brings the screen of this destination to the front and hands it the request. */
  void show(Destination destination) {
    Screen next =
        made.computeIfAbsent(
            destination.place(),
            place -> Optional.ofNullable(makers.get(place)).orElseThrow().get());
    if (front.filter(next::equals).isEmpty()) {
      front.ifPresent(Screen::hidden);
      front = Optional.of(next);
      if (!getChildren().contains(next.node())) {
        getChildren().add(next.node());
      }
      Shown.only(next.node(), getChildren());
    }
    next.show(destination);
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
