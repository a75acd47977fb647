package org.understory.model.content;

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

/**
 * Content that is text.
 *
 * @param lines as they are stored, split at line feeds, which are left out; a carriage return
 *     before one is kept
 * @param ended whether the last line has a line feed, as all others do; true for no lines
 */
public record TextContent(Encoding encoding, LineEnds ends, List<String> lines, boolean ended) {
  /** No text at all: the side of a file that is not there. */
  public static final TextContent NONE =
      new TextContent(Encoding.UTF_8, LineEnds.NONE, List.of(), true);

  /** Text may hold a few control characters (form feeds, colours); more than one in 20 is data. */
  private static final int CONTROL_SHARE = 20;

  /** How text is stored. */
  public enum Encoding {
    UTF_8("UTF-8", StandardCharsets.UTF_8),
    UTF_16("UTF-16", StandardCharsets.UTF_16),
    /**
     * What is not UTF-8 and still reads as text; which of the older encodings it is, is a guess.
     */
    LATIN_1("Latin-1", StandardCharsets.ISO_8859_1);

    private final String title;
    private final Charset charset;

    Encoding(String title, Charset charset) {
      this.title = title;
      this.charset = charset;
    }

    /** Its name as people write it, the same in every language. */
    public String title() {
      return title;
    }

    /** For reading and writing it. */
    public Charset charset() {
      return charset;
    }
  }

  /** What lines end with. */
  public enum LineEnds {
    /** There is no line end. */
    NONE,
    /** Line feed, as Unix writes it. */
    LF,
    /** Carriage return and line feed, as Windows writes it. */
    CR_LF,
    /** Some of both. */
    MIXED
  }

  /**
   * The content as text: valid UTF-8, UTF-16 with its byte order mark, or else whatever reads as
   * Latin-1; without NUL and with few control characters. Empty for all other content.
   *
   * @param whole whether the content ends here; if not, a character may be cut at its end
   */
  public static Optional<TextContent> of(byte[] content, boolean whole) {
    if (starts(content, 0xfe, 0xff) || starts(content, 0xff, 0xfe)) {
      return decode(content, Encoding.UTF_16, whole);
    }
    return decode(content, Encoding.UTF_8, whole)
        .or(() -> decode(content, Encoding.LATIN_1, whole));
  }

  private static boolean starts(byte[] content, int first, int second) {
    return content.length >= 2 && (content[0] & 0xff) == first && (content[1] & 0xff) == second;
  }

  private static Optional<TextContent> decode(byte[] content, Encoding encoding, boolean whole) {
    CharsetDecoder decoder =
        encoding
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(content.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(content), text, whole);
    return result.isError() || !readable(text.flip(), encoding)
        ? Optional.empty()
        : Optional.of(split(text.toString(), encoding));
  }

  private static boolean readable(CharBuffer text, Encoding encoding) {
    int controls = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      boolean control = c < ' ' && c != '\n' && c != '\r' && c != '\t';
      // The C1 controls: nobody writes them in Latin-1, and half of random bytes are theirs.
      if (control || (encoding == Encoding.LATIN_1 && c >= 0x7f && c < 0xa0)) {
        controls++;
      }
    }
    return controls <= text.length() / CONTROL_SHARE;
  }

  private static TextContent split(String text, Encoding encoding) {
    List<String> lines = new ArrayList<>();
    int returns = 0;
    int feeds = 0;
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      returns += end > start && text.charAt(end - 1) == '\r' ? 1 : 0;
      feeds++;
      start = end + 1;
    }
    boolean ended = start == text.length();
    if (!ended) {
      lines.add(text.substring(start));
    }
    return new TextContent(encoding, ends(feeds, returns), List.copyOf(lines), ended);
  }

  private static LineEnds ends(int feeds, int returns) {
    if (feeds == 0) {
      return LineEnds.NONE;
    }
    if (returns == 0) {
      return LineEnds.LF;
    }
    return returns == feeds ? LineEnds.CR_LF : LineEnds.MIXED;
  }
}
