package org.understory.model.packages;

import java.util.Comparator;

/**
 * The order of dpkg's versions, {@code [epoch:]upstream[-revision]}: {@code dpkg_version_compare}
 * of dpkg's lib/dpkg/version.c, as Debian policy 5.6.12 describes it.
 */
public final class DpkgOrder {
  /** The oldest first. */
  public static final Comparator<String> ASCENDING = DpkgOrder::compare;

  private DpkgOrder() {}

  private static int compare(String a, String b) {
    String left = a.substring(a.indexOf(':') + 1);
    String right = b.substring(b.indexOf(':') + 1);
    int order = parts(epoch(a), epoch(b));
    if (order == 0) {
      order = parts(upstream(left), upstream(right));
    }
    return order == 0 ? parts(revision(left), revision(right)) : order;
  }

  private static String epoch(String text) {
    return text.substring(0, Math.max(text.indexOf(':'), 0));
  }

  private static String upstream(String text) {
    int dash = text.lastIndexOf('-');
    return dash < 0 ? text : text.substring(0, dash);
  }

  private static String revision(String text) {
    int dash = text.lastIndexOf('-');
    return dash < 0 ? "" : text.substring(dash + 1);
  }

  /** {@code verrevcmp}: texts without digits and numbers in turn; no number is the number 0. */
  private static int parts(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while (isText(a, i) || isText(b, j)) {
        int order = Integer.compare(weight(a, i), weight(b, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int iEnd = digits(a, i);
      int jEnd = digits(b, j);
      int order = RpmOrder.numbers(a, i, iEnd, b, j, jEnd);
      if (order != 0) {
        return order;
      }
      i = iEnd;
      j = jEnd;
    }
    return 0;
  }

  private static boolean isText(String text, int i) {
    return i < text.length() && !digit(text.charAt(i));
  }

  /** A tilde is less than the end, letters are less than everything else. */
  private static int weight(String text, int i) {
    if (i >= text.length() || digit(text.charAt(i))) {
      return 0;
    }
    char c = text.charAt(i);
    if (c == '~') {
      return -1;
    }
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter ? c : c + (1 << 16);
  }

  private static int digits(String text, int from) {
    int i = Math.min(from, text.length());
    while (i < text.length() && digit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
