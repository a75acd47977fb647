package org.understory.model.text;

import java.util.HexFormat;

/**
 * The one place that makes text from disk, network or bus safe to show in window, terminal and log.
 * OSTree itself refuses only {@code .}, {@code ..}, {@code /} and invalid UTF-8 in names ({@code
 * ot_util_filename_validate}), so names and subjects may hold newlines, escape sequences and marks
 * that reverse the direction of writing.
 */
public final class Sanitizer {
  /** Asks for the coloured form of the symbol before it, as in most texts with such symbols. */
  private static final char IN_COLOR = '\ufe0f';

  private Sanitizer() {}

  /**
   * Escapes everything that could move the cursor, start a line, hide or reorder text: control and
   * format characters, line and paragraph separators, lone surrogates, private use and unassigned
   * code points, letters and marks that take no room, as {@code \n}, {@code \t}, {@code \xNN} or
   * {@code \}{@code u{NNNN}}. A backslash is doubled, so that the result can be read back.
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
    int before = i == 0 ? 0 : text.charAt(i - 1);
    while (i < text.length()) {
      int point = text.codePointAt(i);
      if (point == IN_COLOR && Character.getType(before) == Character.OTHER_SYMBOL) {
        out.append((char) point);
      } else {
        append(out, point, block);
      }
      before = point;
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
      default -> !takesNoRoom(point);
    };
  }

  /**
   * Fillers, joiners and selectors of variants, which are letters and marks by their type ({@code
   * Default_Ignorable_Code_Point} of DerivedCoreProperties.txt): names that differ in them only
   * look the same.
   */
  private static boolean takesNoRoom(int point) {
    return switch (point) {
      case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0 -> true;
      default ->
          (point >= 0x180b && point <= 0x180f)
              || (point >= 0xfe00 && point <= 0xfe0f)
              || (point >= 0xe0000 && point <= 0xe0fff);
    };
  }
}
