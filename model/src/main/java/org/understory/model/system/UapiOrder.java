package org.understory.model.system;

import java.util.Comparator;

/**
 * The order of versions that boot loaders share: the Version Format Specification (UAPI.10), which
 * is systemd's {@code strverscmp_improved}. Texts may be equal in this order and still be
 * different.
 *
 * <p>A version is taken as runs of digits and runs of letters, each perhaps with a mark before it.
 * From the oldest: {@code ~} (before a release), the end of the text, {@code -} (a build of it),
 * {@code ^} (a patch of it), {@code .} (a point release), then no mark at all. Whatever else there
 * is only separates runs.
 */
public final class UapiOrder {
  /** The oldest first. */
  public static final Comparator<String> ASCENDING = UapiOrder::compare;

  /** Marks that a text has to have left something behind for, the oldest first. */
  private static final String MARKS = "-^.";

  private final String text;
  private int at;

  private UapiOrder(String text) {
    this.text = text;
  }

  private static int compare(String a, String b) {
    UapiOrder left = new UapiOrder(a);
    UapiOrder right = new UapiOrder(b);
    while (true) {
      left.skipOthers();
      right.skipOthers();
      int order = mark('~', left, right);
      if (order == 0 && (left.ends() || right.ends())) {
        return Boolean.compare(!left.ends(), !right.ends());
      }
      for (int i = 0; i < MARKS.length() && order == 0; i++) {
        order = mark(MARKS.charAt(i), left, right);
      }
      if (order == 0) {
        order =
            digit(left.next()) || digit(right.next()) ? numbers(left, right) : words(left, right);
      }
      if (order != 0) {
        return order;
      }
    }
  }

  /** The one that has the mark is older; both go past it where both have it. */
  private static int mark(char mark, UapiOrder left, UapiOrder right) {
    boolean there = left.next() == mark;
    int order = Boolean.compare(right.next() == mark, there);
    if (order == 0 && there) {
      left.at++;
      right.at++;
    }
    return order;
  }

  /** Some digits are newer than none. */
  private static int numbers(UapiOrder left, UapiOrder right) {
    String one = left.run(true);
    String two = right.run(true);
    if (one.isEmpty() || two.isEmpty()) {
      return Boolean.compare(!one.isEmpty(), !two.isEmpty());
    }
    String first = withoutZeros(one);
    String second = withoutZeros(two);
    int longer = Integer.compare(first.length(), second.length());
    return longer == 0 ? first.compareTo(second) : longer;
  }

  private static String withoutZeros(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  /** Capital letters come before small ones; of two with the same start the longer is newer. */
  private static int words(UapiOrder left, UapiOrder right) {
    return left.run(false).compareTo(right.run(false));
  }

  private String run(boolean digits) {
    int start = at;
    while (digits ? digit(next()) : letter(next())) {
      at++;
    }
    return text.substring(start, at);
  }

  private void skipOthers() {
    while (!ends() && !digit(next()) && !letter(next()) && next() != '~' && !isMark(next())) {
      at++;
    }
  }

  private static boolean isMark(char c) {
    return MARKS.indexOf(c) >= 0;
  }

  private boolean ends() {
    return at == text.length();
  }

  /** The next character, or NUL at the end. */
  private char next() {
    return ends() ? 0 : text.charAt(at);
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
