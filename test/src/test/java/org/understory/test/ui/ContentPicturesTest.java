package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Scene;
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
    return PictureStyle.each(Stream.of(Sight.values()));
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
      PictureStyle.dress(scene, locale);
      SystemChoice choice = new SystemChoice.BareRepository(files.repository().path());
      FxHarness.run(() -> window.context().state().open(choice, job -> Reading.open(choice)));
      FxHarness.await("opening", () -> !window.context().state().loadingProperty().get());
      window.go(Destination.compare(files.before(), files.after()));
      window.awaitNodes("#rights-toggle", 1);
      look(window, sight);
      window.awaitNodes(sight.telling, 1);
      PictureStyle.takeAll(scene, locale, "content_" + sight.name());
    } finally {
      window.close();
    }
  }

  private static void look(DemoWindow window, Sight sight) {
    window.openChange(sight.path);
    window.awaitNodes(sight.button, 1);
    window.fire(sight.button);
  }
}
