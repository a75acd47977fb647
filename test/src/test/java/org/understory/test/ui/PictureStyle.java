package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javafx.scene.image.WritableImage;
import org.understory.app.shell.Look;
import org.understory.test.kit.Pictures;

/** How a picture of a state is taken: each language in one look. */
enum PictureStyle {
  ENGLISH(Locale.ENGLISH, Look.LIGHT),
  CHINESE(Locale.SIMPLIFIED_CHINESE, Look.DARK);

  private static final Path FOLDER = Path.of("target/pictures/states");

  private final Locale locale;
  private final Look look;

  PictureStyle(Locale locale, Look look) {
    this.locale = locale;
    this.look = look;
  }

  Locale locale() {
    return locale;
  }

  Look look() {
    return look;
  }

  /** Writes it into the build folder; an empty frame is refused. */
  void take(WritableImage image, String name) throws IOException {
    String file = name.toLowerCase(Locale.ROOT).replace('_', '-') + "-" + locale.toLanguageTag();
    Pictures.write(image, FOLDER.resolve(file + ".png"));
    assertThat(Pictures.colours(image)).as("different colours in " + file).isGreaterThan(30);
  }
}
