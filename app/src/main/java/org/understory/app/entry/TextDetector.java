package org.understory.app.entry;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.entry.Preview.Encoding;
import org.understory.app.entry.Preview.Text;
import org.understory.model.text.Sanitizer;

/** Tells text from binary content, and makes text fit to be shown. */
final class TextDetector {
  /** Characters to a shown line: a program squeezed into one line must not stall the drawing. */
  static final int LONGEST_LINE = 2000;

  /** Text may hold a few control characters (form feeds, colours); more than one in 20 is data. */
  private static final int CONTROL_SHARE = 20;

  private TextDetector() {}

  /**
   * The content as text, if all of it is valid UTF-8, or UTF-16 with its byte order mark, without
   * NUL and with few control characters.
   *
   * @param whole whether the content ends here; if not, a character may be cut at its end
   */
  static Optional<Text> detect(byte[] content, boolean whole) {
    if (starts(content, 0xfe, 0xff) || starts(content, 0xff, 0xfe)) {
      return decode(content, StandardCharsets.UTF_16, whole)
          .filter(TextDetector::readable)
          .map(text -> new Text(Encoding.UTF_16, lines(text)));
    }
    return decode(content, StandardCharsets.UTF_8, whole)
        .filter(TextDetector::readable)
        .map(text -> new Text(Encoding.UTF_8, lines(withoutMark(text))));
  }

  private static boolean starts(byte[] content, int first, int second) {
    return content.length >= 2 && (content[0] & 0xff) == first && (content[1] & 0xff) == second;
  }

  private static Optional<String> decode(byte[] content, Charset charset, boolean whole) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(content.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(content), text, whole);
    return result.isError() ? Optional.empty() : Optional.of(text.flip().toString());
  }

  private static boolean readable(String text) {
    int controls = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (c < ' ' && c != '\n' && c != '\r' && c != '\t') {
        controls++;
      }
    }
    return controls <= text.length() / CONTROL_SHARE;
  }

  private static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> cut(line, lines));
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
