package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Pictures;

/** Takes a picture of how each sort of file is compared. */
final class ContentPicturesTest {
  /** What is looked at, and what must be there. */
  private enum Sight {
    SIDES(ChangedFiles.TEXT, "#compare-content-sides", ".diff-list .list-cell", 1280),
    UNIFIED(ChangedFiles.TEXT, "#compare-content-unified", ".diff-list .list-cell", 1000),
    DETAILS(ChangedFiles.TEXT, "#compare-content-details", ".sides .lines-view", 1280),
    LONG(ChangedFiles.LONG, "#compare-content-sides", ".diff-list .list-cell", 1000),
    WINDOWS(ChangedFiles.WINDOWS, "#compare-content-sides", ".content-remark", 1000),
    BINARY(ChangedFiles.PROGRAM, "#compare-content-sides", ".binary-side", 1000),
    IMAGES(ChangedFiles.IMAGE, "#compare-content-sides", ".picture", 1280),
    RIGHTS("/usr/bin/su", "#rights-toggle", "#rights-list", 1280);

    private final String path;
    private final String button;
    private final String telling;
    private final int width;

    Sight(String path, String button, String telling, int width) {
      this.path = path;
      this.button = button;
      this.telling = telling;
      this.width = width;
    }
  }

  @TempDir private static Path home;
  private static ChangedFiles files;

  static Stream<Arguments> sights() {
    return Stream.of(Sight.values())
        .flatMap(
            sight ->
                Stream.of(PictureStyle.values())
                    .map(PictureStyle::locale)
                    .distinct()
                    .map(locale -> Arguments.of(sight, locale)));
  }

  @ParameterizedTest
  @MethodSource("sights")
  void a_changed_file_is_shown(Sight sight, Locale locale) throws IOException {
    if (files == null) {
      files = ChangedFiles.in(home);
    }
    DemoWindow window = DemoWindow.build(locale, Place.COMPARE, Background.threads());
    try {
      Scene scene = window.scene(sight.width, 800);
      FxHarness.run(() -> PictureStyle.in(locale).getFirst().look().apply(scene, locale));
      SystemChoice choice = new SystemChoice.BareRepository(files.repository().path());
      FxHarness.run(() -> window.context().state().open(choice, job -> Reading.open(choice)));
      FxHarness.await("opening", () -> !window.context().state().loadingProperty().get());
      FxHarness.run(
          () ->
              window.context().navigation().go(Destination.compare(files.before(), files.after())));
      window.awaitNodes("#rights-toggle", 1);
      look(window, sight);
      window.awaitNodes(sight.telling, 1);
      for (PictureStyle style : PictureStyle.in(locale)) {
        FxHarness.run(() -> style.look().apply(scene, locale));
        Pictures.draw(scene);
        style.take(Pictures.draw(scene), "content_" + sight.name());
      }
    } finally {
      window.close();
    }
  }

  private static void look(DemoWindow window, Sight sight) {
    window.awaitNodes("#compare-filter", 1);
    FxHarness.run(() -> ((TextField) window.shell().lookup("#compare-filter")).setText(sight.path));
    FxHarness.run(() -> fire(window, "#compare-as-list"));
    TreeTableView<?> tree =
        FxHarness.call(() -> (TreeTableView<?>) window.shell().lookup("#compare-tree"));
    FxHarness.await("one row", () -> tree.getExpandedItemCount() == 1);
    FxHarness.run(
        () -> {
          tree.getSelectionModel().select(0);
          Event.fireEvent(
              tree,
              new KeyEvent(
                  KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        });
    window.awaitNodes(sight.button, 1);
    FxHarness.run(() -> fire(window, sight.button));
  }

  private static void fire(DemoWindow window, String button) {
    ((ButtonBase) window.shell().lookup(button)).fire();
  }
}
