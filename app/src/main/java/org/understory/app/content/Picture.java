package org.understory.app.content;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import javafx.scene.image.Image;
import org.understory.model.content.BinaryFacts;
import org.understory.model.content.Sample;

/** An image out of a file, ready to be drawn. */
public record Picture(Image image) {
  /** Pixels of one that is decoded: 16 million take 64 MB while they are made smaller. */
  private static final long MOST_PIXELS = 16_000_000;

  /** Pixels of a side of one that is drawn; a smaller one is drawn as it is. */
  private static final int LARGEST = 420;

  /**
   * Decodes it; to be called off the thread that draws. Empty where it is too large, damaged or of
   * a kind that JavaFX does not draw (SVG: that is text, and compared as such).
   */
  static Optional<Picture> read(BinaryFacts facts, Sample sample) {
    if (!(facts instanceof BinaryFacts.Image said) || !sample.whole() || !canBeDrawn(said)) {
      return Optional.empty();
    }
    int size = said.width() > LARGEST || said.height() > LARGEST ? LARGEST : 0;
    Image image = new Image(new ByteArrayInputStream(sample.bytes()), size, size, true, true);
    return image.isError() ? Optional.empty() : Optional.of(new Picture(image));
  }

  private static boolean canBeDrawn(BinaryFacts.Image image) {
    return image.width() > 0
        && image.height() > 0
        && image.format() != BinaryFacts.Image.Format.SVG
        && image.width() <= MOST_PIXELS / image.height();
  }
}
