package org.understory.store.sysroot;

import java.util.Comparator;

/**
 * Compares version texts as glibc's {@code strverscmp} does: runs of digits by value, a run that
 * begins with a zero as a fraction, everything else bytewise.
 */
final class VersionOrder {
  static final Comparator<String> ASCENDING = VersionOrder::compare;

  private VersionOrder() {}

  private static int compare(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    int start = i;
    while (start > 0 && digit(a, start - 1)) {
      start--;
    }
    if (fraction(a, start, i) || fraction(b, start, i)) {
      return fractions(a, b, i, start);
    }
    if ((digit(a, i) && digit(b, i)) || (start < i && (digit(a, i) || digit(b, i)))) {
      int longer = Integer.compare(digits(a, i), digits(b, i));
      if (longer != 0) {
        return longer;
      }
    }
    return Integer.compare(at(a, i), at(b, i));
  }

  /** Whether the run of digits that begins at {@code start} has a leading zero before or at i. */
  private static boolean fraction(String text, int start, int i) {
    return start < i ? text.charAt(start) == '0' : at(text, i) == '0';
  }

  /**
   * Two runs that share their leading zeros: the one with more zeros is smaller, so that 000 < 00 <
   * 01 < 010 < 09 < 0 < 1.
   */
  private static int fractions(String a, String b, int i, int start) {
    boolean zerosOnly = true;
    for (int k = start; k < i; k++) {
      zerosOnly &= a.charAt(k) == '0';
    }
    if (zerosOnly && digit(a, i) != digit(b, i) && start < i) {
      return digit(a, i) ? -1 : 1;
    }
    return Integer.compare(at(a, i), at(b, i));
  }

  private static int digits(String text, int from) {
    int i = from;
    while (digit(text, i)) {
      i++;
    }
    return i - from;
  }

  private static boolean digit(String text, int i) {
    int c = at(text, i);
    return c >= '0' && c <= '9';
  }

  /** The end is less than any character, even the one that ends texts in C. */
  private static int at(String text, int i) {
    return i < text.length() ? text.charAt(i) : -1;
  }
}
