package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Look;
import org.understory.app.shell.Place;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.Background;
import org.understory.model.plan.Operation;
import org.understory.model.plan.PlanFacts;
import org.understory.model.system.Deployment;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FlatpakLab;
import org.understory.test.kit.FlatpakShelf;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.PictureEngine;
import org.understory.test.kit.Pictures;
import org.understory.test.kit.SomeRemotes;

/**
 * Takes a picture of every screen on the demo system, in both languages, looks and sizes. They go
 * into the build folder; {@code test/pictures} puts those of the smaller size into {@code
 * docs/pictures}.
 */
final class PicturesTest {
  private static final Path BUILT = Path.of("target/pictures");
  private static final Path SHOWN =
      Path.of(System.getProperty("understory.pictures", BUILT.toString()));

  @TempDir private static Path home;
  private static FlatpakShelf shelf;

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
    try (DemoWindow window = open(Locale.forLanguageTag(language), place)) {
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

  @Test
  void a_change_is_shown_before_anybody_agrees() throws IOException {
    try (DemoWindow window = DemoWindow.open(Locale.ENGLISH, Place.SYSTEM)) {
      Scene scene = window.scene(1280, 800);
      FxHarness.run(() -> Look.LIGHT.apply(scene, Locale.ENGLISH));
      window.awaitNodes(".deployment", 3);
      ScreenContext context = window.context();
      FxHarness.run(() -> context.changes().ask(new Operation.SetDefault(before(context).id())));
      window.awaitNodes("#plan-sheet", 1);
      take(scene, SHOWN, "plan-en-light-1280x800");
    }
  }

  @Test
  void what_can_be_done_with_a_deployment_is_in_its_menu() throws IOException {
    try (DemoWindow window = DemoWindow.open(Locale.ENGLISH, Place.SYSTEM)) {
      Scene scene = window.scene(1000, 800);
      Stage stage = FxHarness.show(() -> scene);
      window.awaitNodes(".deployment", 3);
      int place = running(window.context()).index() + 1;
      FxHarness.run(() -> ((Button) scene.lookup("#more-" + place)).fire());
      FxHarness.pulse();
      WritableImage image = Pictures.draw(stage);
      Pictures.write(image, SHOWN.resolve("actions-en-light-1000x800.png"));
      assertThat(Pictures.colours(image)).isGreaterThan(50);
      FxHarness.close(stage);
    }
  }

  /** Applications are the same on each picture. */
  @BeforeAll
  static void install() {
    shelf = new FlatpakShelf(home);
  }

  @AfterAll
  static void close() {
    shelf.close();
  }

  private static DemoWindow open(Locale language, Place place) {
    if (place == Place.APPLICATIONS) {
      DemoWindow window = DemoWindow.build(language, shelf.changes());
      window.openDemo();
      return window;
    }
    DemoWindow window = DemoWindow.build(language, place, Background.threads());
    if (place == Place.ACTIVITY) {
      window.openDemo(PastDays.engine());
    } else if (place == Place.REMOTES) {
      window.openDemo(new PictureEngine(DemoFixture.snapshot(), PlanFacts.NONE), SomeRemotes.ALL);
    } else {
      window.openDemo();
    }
    return window;
  }

  /** Waits until the screen is worth a picture, and brings it into a telling state. */
  private static void prepare(Place place, DemoWindow window) {
    switch (place) {
      case SYSTEM -> window.awaitNodes(".deployment", 3);
      case HISTORY -> window.awaitNodes("#details-title", 1);
      case BROWSE -> browse(window);
      case COMPARE -> compare(window);
      case ACTIVITY -> window.awaitNodes(".activity-row", PastDays.COUNT);
      case REMOTES -> window.awaitNodes(".remote", SomeRemotes.ALL.list().size());
      case STORAGE -> window.awaitNodes(".tile", 3);
      case APPLICATIONS -> applications(window);
    }
  }

  private static void applications(DemoWindow window) {
    window.awaitNodes("#application-name", 1);
    ApplicationsPicturesTest.select(window, FlatpakLab.ID);
    window.awaitNodes(".permission", 4);
    window.fire("#application-ask");
    window.awaitNodes(".version-row", 3);
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
          context
              .navigation()
              .go(Destination.compare(before(context).checksum(), running(context).checksum()));
        });
    window.awaitNodes("#compare-tree .tree-table-row-cell", 5);
  }

  private static Deployment before(ScreenContext context) {
    return context.state().snapshotProperty().get().orElseThrow().rollback().orElseThrow();
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
