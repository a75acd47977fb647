package org.understory.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javafx.scene.text.Font;

/**
 * A style sheet with the bundled Latin typeface replaced by a Simplified Chinese one of the system.
 * Left to itself JavaFX takes missing characters from whatever face the desktop's language prefers,
 * which outside of a Chinese desktop means Japanese forms, and never a bold one.
 */
final class ChineseSheet {
  private static final List<String> FAMILIES =
      List.of(
          "Noto Sans CJK SC",
          "Noto Sans SC",
          "Source Han Sans SC",
          "Source Han Sans CN",
          "WenQuanYi Micro Hei");

  private ChineseSheet() {}

  /** The sheet with another typeface, as a data URL; empty where the system has none of them. */
  static Optional<String> of(String url) {
    List<String> installed = Font.getFamilies();
    return FAMILIES.stream()
        .filter(installed::contains)
        .findFirst()
        .map(family -> set(url, family));
  }

  private static String set(String url, String family) {
    String replaced =
        read(url)
            .replace("-fx-font-weight: normal;", "")
            .replace("\"Inter Semi Bold\";", "\"" + family + "\"; -fx-font-weight: bold;")
            .replace("\"Inter\";", "\"" + family + "\";");
    byte[] bytes = replaced.getBytes(StandardCharsets.UTF_8);
    return "data:text/css;charset=utf-8;base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static String read(String url) {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
