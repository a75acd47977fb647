package org.understory.app.launch;

import java.util.Arrays;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Navigation;
import org.understory.app.shell.Place;

/**
 * Goes through every screen once and closes the window, so that the JVM can note for its start-up
 * cache which classes the window uses. The build of the runtime image does this, without a screen.
 */
final class WindowTraining {
  /** Long enough for a screen of the demo system to be read and drawn on a slow builder. */
  private static final Duration LESSON = Duration.seconds(2);

  private WindowTraining() {}

  static void run(Stage stage, Navigation navigation) {
    Timeline lessons = new Timeline();
    Place[] places = Place.values();
    Arrays.stream(places)
        .map(
            place ->
                new KeyFrame(
                    LESSON.multiply(place.digit()), event -> navigation.go(Destination.of(place))))
        .forEach(lessons.getKeyFrames()::add);
    lessons
        .getKeyFrames()
        .add(new KeyFrame(LESSON.multiply(places.length + 1.0), event -> stage.close()));
    lessons.play();
  }
}
