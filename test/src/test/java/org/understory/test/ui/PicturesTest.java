package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Look;
import org.understory.app.shell.Place;
import org.understory.app.shell.ScreenContext;
import org.understory.model.system.Deployment;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Pictures;

/**
 * Takes a picture of every screen on the demo system, in both languages, looks and sizes. They go
 * into the build folder; {@code test/pictures} puts those of the smaller size into {@code
 * docs/pictures}.
 */
final class PicturesTest {
  private static final Path BUILT = Path.of("target/pictures");
  private static final Path SHOWN =
      Path.of(System.getProperty("understory.pictures", BUILT.toString()));

  static Stream<Arguments> pictures() {
    return Arrays.stream(Place.values())
        .flatMap(
            place ->
                Stream.of("en", "zh-CN")
                    .flatMap(
                        language ->
                            Arrays.stream(Look.values())
                                .map(look -> Arguments.of(place, language, look))));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void a_screen_shows_more_than_an_empty_frame(Place place, String language, Look look)
      throws IOException {
    try (DemoWindow window = DemoWindow.open(Locale.forLanguageTag(language), place)) {
      Scene scene = window.scene(1280, 800);
      FxHarness.run(() -> look.apply(scene, Locale.forLanguageTag(language)));
      Pictures.draw(scene);
      prepare(place, window);
      take(scene, SHOWN, name(place, language, look, "1280x800"));
      FxHarness.run(() -> scene.setRoot(new Pane()));
      Scene large = window.scene(1920, 1080);
      FxHarness.run(() -> look.apply(large, Locale.forLanguageTag(language)));
      take(large, BUILT, name(place, language, look, "1920x1080"));
    }
  }

  /** Waits until the screen is worth a picture, and brings it into a telling state. */
  private static void prepare(Place place, DemoWindow window) {
    switch (place) {
      case SYSTEM -> window.awaitNodes(".deployment", 3);
      case HISTORY -> window.awaitNodes("#details-title", 1);
      case BROWSE -> browse(window);
      case COMPARE -> compare(window);
    }
  }

  private static void browse(DemoWindow window) {
    ScreenContext context = window.context();
    FxHarness.run(
        () ->
            context
                .navigation()
                .go(Destination.browse(running(context).checksum(), "/usr/lib/os-release")));
    window.awaitNodes(".lines-view .list-cell", 3);
  }

  private static void compare(DemoWindow window) {
    ScreenContext context = window.context();
    FxHarness.run(
        () -> {
          Deployment before =
              context.state().snapshotProperty().get().orElseThrow().deployments().stream()
                  .filter(Deployment::rollback)
                  .findFirst()
                  .orElseThrow();
          context
              .navigation()
              .go(Destination.compare(before.checksum(), running(context).checksum()));
        });
    window.awaitNodes("#compare-tree .tree-table-row-cell", 5);
  }

  private static Deployment running(ScreenContext context) {
    return context.state().snapshotProperty().get().orElseThrow().booted().orElseThrow();
  }

  private static String name(Place place, String language, Look look, String size) {
    return place.key() + "-" + language + "-" + look.name().toLowerCase(Locale.ROOT) + "-" + size;
  }

  private static void take(Scene scene, Path folder, String name) throws IOException {
    WritableImage image = Pictures.draw(scene);
    Pictures.write(image, folder.resolve(name + ".png"));
    assertThat(Pictures.colours(image)).as("different colours in " + name).isGreaterThan(50);
  }
}
