package org.understory.test.kit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.PixelReader;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.understory.app.shell.Look;

/** Pictures of a scene without a window: no caret, no hover, no focus of the desktop. */
public final class Pictures {
  private Pictures() {}

  /** Draws what this makes at this size and look. */
  public static WritableImage draw(Callable<Parent> maker, Look look, int width, int height) {
    Scene scene =
        FxHarness.call(
            () -> {
              Scene made = new Scene(maker.call(), width, height);
              look.apply(made, Locale.ENGLISH);
              return made;
            });
    return draw(scene);
  }

  /** Draws a scene as it is now. */
  public static WritableImage draw(Scene scene) {
    // Lists lay out their rows in a second pass.
    FxHarness.run(() -> scene.snapshot(null));
    FxHarness.pulse();
    return FxHarness.call(() -> scene.snapshot(null));
  }

  /** Draws what is in a window, with the menus and popups that hang over it. */
  public static WritableImage draw(Stage stage) {
    WritableImage image = draw(stage.getScene());
    FxHarness.run(
        () ->
            Window.getWindows().stream()
                .filter(PopupWindow.class::isInstance)
                .forEach(popup -> lay(popup, stage, image)));
    return image;
  }

  private static void lay(Window popup, Stage stage, WritableImage image) {
    SnapshotParameters clear = new SnapshotParameters();
    clear.setFill(Color.TRANSPARENT);
    Scene scene = popup.getScene();
    WritableImage over = scene.getRoot().snapshot(clear, null);
    int left = (int) (popup.getX() - stage.getX());
    int top = (int) (popup.getY() - stage.getY());
    PixelReader above = over.getPixelReader();
    PixelReader below = image.getPixelReader();
    PixelWriter writer = image.getPixelWriter();
    for (int y = Math.max(0, -top); y < over.getHeight() && top + y < image.getHeight(); y++) {
      for (int x = Math.max(0, -left); x < over.getWidth() && left + x < image.getWidth(); x++) {
        Color color = above.getColor(x, y);
        Color under = below.getColor(left + x, top + y);
        Color opaque = new Color(color.getRed(), color.getGreen(), color.getBlue(), 1);
        writer.setColor(left + x, top + y, under.interpolate(opaque, color.getOpacity()));
      }
    }
  }

  /** How many different colours it has: an empty frame has few. */
  public static long colours(WritableImage image) {
    return Arrays.stream(pixels(image)).distinct().count();
  }

  private static int[] pixels(WritableImage image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return pixels;
  }

  /** Writes an image as PNG (true colour, no alpha). */
  public static void write(WritableImage image, Path file) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = pixels(image);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DataOutputStream rows =
        new DataOutputStream(new DeflaterOutputStream(packed, new Deflater(9)))) {
      byte[] row = new byte[1 + 3 * width];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int pixel = pixels[y * width + x];
          row[1 + 3 * x] = (byte) (pixel >> 16);
          row[2 + 3 * x] = (byte) (pixel >> 8);
          row[3 + 3 * x] = (byte) pixel;
        }
        rows.write(row);
      }
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream facts = new DataOutputStream(header);
    facts.writeInt(width);
    facts.writeInt(height);
    facts.write(new byte[] {8, 2, 0, 0, 0});
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
      chunk(out, "IHDR", header.toByteArray());
      chunk(out, "IDAT", packed.toByteArray());
      chunk(out, "IEND", new byte[0]);
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    CRC32 check = new CRC32();
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    check.update(name);
    check.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) check.getValue());
  }
}
