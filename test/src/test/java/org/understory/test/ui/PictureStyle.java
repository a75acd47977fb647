package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.Group;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.params.provider.Arguments;
import org.understory.app.shell.Look;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Pictures;

/** How a picture of a state is taken: each language in each look. */
enum PictureStyle {
  ENGLISH_LIGHT(Locale.ENGLISH, Look.LIGHT),
  ENGLISH_DARK(Locale.ENGLISH, Look.DARK),
  CHINESE_LIGHT(Locale.SIMPLIFIED_CHINESE, Look.LIGHT),
  CHINESE_DARK(Locale.SIMPLIFIED_CHINESE, Look.DARK);

  private static final Path FOLDER = Path.of("target/pictures/states");

  private final Locale locale;
  private final Look look;

  PictureStyle(Locale locale, Look look) {
    this.locale = locale;
    this.look = look;
  }

  /**
   * Width and height of windows in which everything has to fit; the tall one shows what scrolls.
   */
  private static final int[][] SIZES = {{1000, 800}, {1280, 800}, {640, 400}, {640, 1400}};

  /**
   * Those of a language: one, for drawing takes a third of a second, or both with {@code
   * -Dunderstory.looks=both} or {@code all}.
   */
  static List<PictureStyle> in(Locale locale) {
    boolean both = both();
    return Arrays.stream(values())
        .filter(style -> style.locale.equals(locale))
        .filter(style -> both || style == ENGLISH_LIGHT || style == CHINESE_DARK)
        .toList();
  }

  /** Each of these sights in each language: the arguments of a test that takes pictures. */
  static Stream<Arguments> each(Stream<?> sights) {
    return sights.flatMap(
        sight ->
            Arrays.stream(values())
                .map(PictureStyle::locale)
                .distinct()
                .map(locale -> Arguments.of(sight, locale)));
  }

  /** Dresses a scene in the first look of a language. */
  static void dress(Scene scene, Locale locale) {
    FxHarness.run(() -> in(locale).getFirst().look().apply(scene, locale));
  }

  /**
   * Takes a picture in each look: another one is another sheet, so that what is on the picture need
   * not be brought about anew. With {@code -Dunderstory.looks=all} in each size as well.
   */
  static void takeAll(Scene scene, Locale locale, String name) throws IOException {
    if (everySize()) {
      for (int[] size : SIZES) {
        Parent root = scene.getRoot();
        Scene other = FxHarness.call(() -> moved(scene, size[0], size[1]));
        take(other, locale, name + "-" + size[0] + "x" + size[1]);
        FxHarness.run(
            () -> {
              other.setRoot(new Group());
              scene.setRoot(root);
            });
      }
    } else {
      take(scene, locale, name);
    }
  }

  private static Scene moved(Scene scene, int width, int height) {
    Parent root = scene.getRoot();
    scene.setRoot(new Group());
    Scene other = new Scene(root, width, height);
    other.getStylesheets().setAll(scene.getStylesheets());
    return other;
  }

  /** The same in this size only. */
  static void take(Scene scene, Locale locale, String name) throws IOException {
    for (PictureStyle style : in(locale)) {
      FxHarness.run(() -> style.look().apply(scene, locale));
      Pictures.draw(scene);
      style.take(Pictures.draw(scene), name);
    }
  }

  /** Whether somebody wants all pictures that there are. */
  static boolean both() {
    return "both".equals(System.getProperty("understory.looks")) || everySize();
  }

  private static boolean everySize() {
    return "all".equals(System.getProperty("understory.looks"));
  }

  Locale locale() {
    return locale;
  }

  /** Lines of the settings file that bring the window into this style. */
  String[] settings(String screen) {
    return new String[] {
      "language=" + (locale.equals(Locale.ENGLISH) ? "english" : "chinese"),
      "theme=" + look.name().toLowerCase(Locale.ROOT),
      "screen=" + screen
    };
  }

  Look look() {
    return look;
  }

  /** Writes it into the build folder; an empty frame is refused. */
  void take(WritableImage image, String name) throws IOException {
    String file =
        String.join("-", name.replace('_', '-'), locale.toLanguageTag(), look.name())
            .toLowerCase(Locale.ROOT);
    Pictures.write(image, FOLDER.resolve(file + ".png"));
    assertThat(Pictures.colours(image)).as("different colours in " + file).isGreaterThan(30);
  }
}
