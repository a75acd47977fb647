package org.understory.model.packages;

import java.util.Comparator;

/**
 * The order of rpm's versions, {@code [epoch:]version[-release]}: {@code rpmvercmp} and {@code
 * rpmverCmp} of rpm's lib/rpmvercmp.c. Texts may be equal in this order and still be different: it
 * looks only at letters, digits, tilde and caret.
 */
public final class RpmOrder {
  /** The oldest first. */
  public static final Comparator<String> ASCENDING = RpmOrder::compare;

  /** {@code rpmvercmp} alone: neither epoch nor release, all of a text is one version. */
  public static final Comparator<String> SEGMENTS = RpmOrder::segments;

  private RpmOrder() {}

  private static int compare(String a, String b) {
    int order = segments(epoch(a), epoch(b));
    if (order == 0) {
      order = segments(version(a), version(b));
    }
    return order == 0 ? releases(release(a), release(b)) : order;
  }

  /** A version without a release is older than one with any. */
  private static int releases(String a, String b) {
    return a.isEmpty() || b.isEmpty()
        ? Boolean.compare(!a.isEmpty(), !b.isEmpty())
        : segments(a, b);
  }

  /** Where the epoch ends: digits before a colon, or 0. */
  private static int colon(String text) {
    int i = 0;
    while (i < text.length() && digit(text.charAt(i))) {
      i++;
    }
    return i < text.length() && text.charAt(i) == ':' ? i : -1;
  }

  private static String epoch(String text) {
    int colon = colon(text);
    return colon > 0 ? text.substring(0, colon) : "0";
  }

  private static String version(String text) {
    int dash = dash(text);
    return text.substring(colon(text) + 1, dash < 0 ? text.length() : dash);
  }

  private static String release(String text) {
    int dash = dash(text);
    return dash < 0 ? "" : text.substring(dash + 1);
  }

  private static int dash(String text) {
    int dash = text.lastIndexOf('-');
    return dash > colon(text) ? dash : -1;
  }

  /** {@code rpmvercmp}. */
  private static int segments(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      i = separators(a, i);
      j = separators(b, j);
      char left = at(a, i);
      char right = at(b, j);
      if (left == '~' || right == '~') {
        // Older than everything, even than the end.
        if (left != right) {
          return left == '~' ? -1 : 1;
        }
        i++;
        j++;
      } else if (left == '^' || right == '^') {
        // Newer than the end, older than everything else.
        if (left != right) {
          return caret(left, i == a.length(), j == b.length());
        }
        i++;
        j++;
      } else if (i == a.length() || j == b.length()) {
        break;
      } else {
        boolean number = digit(left);
        int iEnd = segment(a, i, number);
        int jEnd = segment(b, j, number);
        if (jEnd == j) {
          // Of two segments of different kinds the number is the newer.
          return number ? 1 : -1;
        }
        int order = number ? numbers(a, i, iEnd, b, j, jEnd) : words(a, i, iEnd, b, j, jEnd);
        if (order != 0) {
          return order;
        }
        i = iEnd;
        j = jEnd;
      }
    }
    return Boolean.compare(i < a.length(), j < b.length());
  }

  private static int caret(char left, boolean leftEnds, boolean rightEnds) {
    if (leftEnds) {
      return -1;
    }
    if (rightEnds) {
      return 1;
    }
    return left == '^' ? -1 : 1;
  }

  private static int separators(String text, int from) {
    int i = from;
    while (i < text.length()
        && !digit(text.charAt(i))
        && !letter(text.charAt(i))
        && text.charAt(i) != '~'
        && text.charAt(i) != '^') {
      i++;
    }
    return i;
  }

  private static int segment(String text, int from, boolean number) {
    int i = from;
    while (i < text.length() && (number ? digit(text.charAt(i)) : letter(text.charAt(i)))) {
      i++;
    }
    return i;
  }

  /** Of any length. */
  static int numbers(String a, int aStart, int aEnd, String b, int bStart, int bEnd) {
    int i = zeros(a, aStart, aEnd);
    int j = zeros(b, bStart, bEnd);
    int longer = Integer.compare(aEnd - i, bEnd - j);
    return longer == 0 ? words(a, i, aEnd, b, j, bEnd) : longer;
  }

  private static int zeros(String text, int start, int end) {
    int i = start;
    while (i < end && text.charAt(i) == '0') {
      i++;
    }
    return i;
  }

  private static int words(String a, int aStart, int aEnd, String b, int bStart, int bEnd) {
    return Integer.signum(a.substring(aStart, aEnd).compareTo(b.substring(bStart, bEnd)));
  }

  private static char at(String text, int i) {
    return i < text.length() ? text.charAt(i) : 0;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
