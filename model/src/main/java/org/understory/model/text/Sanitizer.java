package org.understory.model.text;

import java.util.HexFormat;

/**
 * The one place that makes text from disk, network or bus safe to show in window, terminal and log.
 * OSTree itself refuses only {@code .}, {@code ..}, {@code /} and invalid UTF-8 in names ({@code
 * ot_util_filename_validate}), so names and subjects may hold newlines, escape sequences and marks
 * that reverse the direction of writing.
 */
public final class Sanitizer {
  private Sanitizer() {}

  /**
   * Escapes everything that could move the cursor, start a line, hide or reorder text: control and
   * format characters, line and paragraph separators, lone surrogates, private use and unassigned
   * code points, as {@code \n}, {@code \t}, {@code \xNN} or {@code \}{@code u{NNNN}}. A backslash
   * is doubled, so that the result can be read back.
   */
  public static String line(String text) {
    return escape(text, false);
  }

  /**
   * As {@link #line}, but keeps line feeds and tabs and leaves backslashes alone: for bodies and
   * previews.
   */
  public static String block(String text) {
    return escape(text, true);
  }

  private static String escape(String text, boolean block) {
    int i = 0;
    while (i < text.length() && plain(text.charAt(i), block)) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, i);
    while (i < text.length()) {
      int point = text.codePointAt(i);
      append(out, point, block);
      i += Character.charCount(point);
    }
    return out.toString();
  }

  private static boolean plain(char c, boolean block) {
    if (c == '\n' || c == '\t') {
      return block;
    }
    return c >= 0x20 && c < 0x7f && (block || c != '\\');
  }

  private static void append(StringBuilder out, int point, boolean block) {
    if (point == '\\') {
      out.append(block ? "\\" : "\\\\");
    } else if (point < 0x10000 && plain((char) point, block)) {
      out.append((char) point);
    } else if (point == '\n') {
      out.append("\\n");
    } else if (point == '\t') {
      out.append("\\t");
    } else if (point == '\r') {
      out.append("\\r");
    } else if (visible(point)) {
      out.appendCodePoint(point);
    } else if (point < 0x100) {
      out.append("\\x").append(HexFormat.of().toHexDigits((byte) point));
    } else {
      out.append("\\u{").append(Integer.toHexString(point)).append('}');
    }
  }

  private static boolean visible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
