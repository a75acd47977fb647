package org.understory.app.launch;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Navigation;
import org.understory.app.shell.Place;

/**
 * Goes once to everything that a person is likely to go to, and closes the window. The build of the
 * runtime image does this, without a screen, so that the JVM can note for its start-up cache which
 * classes the window uses; a benchmark does it to measure what a first visit takes.
 */
final class Tour {
  /** Long enough for a screen of the demo system to be read and drawn on a slow builder. */
  private static final Duration STAY = Duration.seconds(1.5);

  /** The last stop, where the window closes. */
  static final String END = "end";

  private final Stage stage;
  private final Timeline timeline = new Timeline();
  private Duration next = Duration.millis(250);

  private Tour(Stage stage) {
    this.stage = stage;
  }

  /** Hears where the tour comes to, before it goes there. */
  interface Guide {
    /** Something is done next. */
    void comesTo(String stop);
  }

  static void start(Stage stage, Navigation navigation, Guide guide) {
    Tour tour = new Tour(stage);
    // What is built ahead of need begins when the first screen has been looked at for a moment.
    tour.stop(guide, "ahead", () -> {});
    tour.next = STAY.multiply(3);
    for (Place place : Place.values()) {
      tour.stop(guide, place.key(), () -> navigation.go(Destination.of(place)));
    }
    tour.stop(guide, "picker", () -> tour.fire("#compare-from"));
    tour.stop(guide, "no picker", tour::hidePopups);
    tour.stop(
        guide, "menu", () -> tour.find("#main-menu", MenuButton.class).forEach(it -> it.show()));
    tour.stop(guide, "no menu", tour::hidePopups);
    tour.stop(guide, "keys", () -> tour.press(KeyCode.F1));
    tour.stop(guide, "no keys", () -> tour.press(KeyCode.F1));
    tour.stop(guide, END, stage::close);
    tour.timeline.play();
  }

  private void stop(Guide guide, String name, Runnable doing) {
    timeline
        .getKeyFrames()
        .add(
            new KeyFrame(
                next,
                event -> {
                  guide.comesTo(name);
                  doing.run();
                }));
    next = next.add(STAY);
  }

  private void fire(String button) {
    find(button, ButtonBase.class).forEach(ButtonBase::fire);
  }

  private void press(KeyCode key) {
    Event.fireEvent(
        stage.getScene().getRoot(),
        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
  }

  private void hidePopups() {
    new ArrayList<>(Window.getWindows())
        .stream().filter(window -> !window.equals(stage)).forEach(Window::hide);
  }

  /** A tour goes on where something is missing: it is taken in builds of which nobody sees more. */
  private <T extends Node> List<T> find(String selector, Class<T> type) {
    return stage.getScene().getRoot().lookupAll(selector).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
