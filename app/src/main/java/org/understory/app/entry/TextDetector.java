package org.understory.app.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.entry.Preview.Text;
import org.understory.model.content.TextContent;
import org.understory.model.text.Sanitizer;

/** Makes text fit to be shown. */
final class TextDetector {
  /** Characters to a shown line: a program squeezed into one line must not stall the drawing. */
  static final int LONGEST_LINE = 2000;

  private TextDetector() {}

  /**
   * The content as text, if it is text.
   *
   * @param whole whether the content ends here; if not, a character may be cut at its end
   */
  static Optional<Text> detect(byte[] content, boolean whole) {
    return TextContent.of(content, whole).map(it -> new Text(it.encoding(), lines(it.lines())));
  }

  private static List<String> lines(List<String> stored) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      String line = stored.get(i);
      String bare = i == 0 && line.startsWith("\ufeff") ? line.substring(1) : line;
      cut(bare.endsWith("\r") ? bare.substring(0, bare.length() - 1) : bare, lines);
    }
    return List.copyOf(lines);
  }

  private static void cut(String line, List<String> lines) {
    int start = 0;
    while (line.length() - start > LONGEST_LINE) {
      int end = start + LONGEST_LINE;
      if (Character.isHighSurrogate(line.charAt(end - 1))) {
        end--;
      }
      lines.add(Sanitizer.block(line.substring(start, end)));
      start = end;
    }
    lines.add(Sanitizer.block(line.substring(start)));
  }
}
