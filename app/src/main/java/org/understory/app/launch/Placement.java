package org.understory.app.launch;

import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.understory.app.settings.Settings.Frame;

/** Where a window is on the desktop, and putting it back there. */
final class Placement {
  private static final double WIDTH = 1180;
  private static final double HEIGHT = 780;

  private final Stage stage;
  private Optional<Rectangle2D> restored = Optional.empty();

  /** Remembers the place of this window from now on. */
  Placement(Stage stage) {
    this.stage = stage;
    stage.xProperty().subscribe(this::moved);
    stage.yProperty().subscribe(this::moved);
    stage.widthProperty().subscribe(this::moved);
    stage.heightProperty().subscribe(this::moved);
  }

  /** Puts it where it was, if enough of that is still on a screen; else lets the desktop choose. */
  void restore(Optional<Frame> frame) {
    Rectangle2D main = Screen.getPrimary().getVisualBounds();
    stage.setWidth(Math.min(WIDTH, main.getWidth()));
    stage.setHeight(Math.min(HEIGHT, main.getHeight()));
    frame
        .filter(last -> reachable(last))
        .ifPresent(
            last -> {
              stage.setX(last.x());
              stage.setY(last.y());
              stage.setWidth(last.width());
              stage.setHeight(last.height());
              // A window that opens maximised never tells where it would be otherwise.
              restored =
                  Optional.of(new Rectangle2D(last.x(), last.y(), last.width(), last.height()));
            });
    frame.ifPresent(last -> stage.setMaximized(last.maximized()));
  }

  /** Where it is, or was before it was maximised. */
  Frame frame() {
    Rectangle2D place =
        restored.orElseGet(
            () ->
                new Rectangle2D(
                    0, 0, Math.max(0, stage.getWidth()), Math.max(0, stage.getHeight())));
    return new Frame(
        (int) place.getMinX(),
        (int) place.getMinY(),
        (int) place.getWidth(),
        (int) place.getHeight(),
        stage.isMaximized());
  }

  private void moved() {
    boolean known = stage.isShowing() && !Double.isNaN(stage.getX()) && !Double.isNaN(stage.getY());
    if (known && !stage.isMaximized() && !stage.isIconified() && !stage.isFullScreen()) {
      restored =
          Optional.of(
              new Rectangle2D(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()));
    }
  }

  /** The header must be in reach of the pointer. */
  private static boolean reachable(Frame frame) {
    return Screen.getScreensForRectangle(frame.x() + 40, frame.y() + 10, frame.width() - 80, 30)
        .stream()
        .findAny()
        .isPresent();
  }
}
