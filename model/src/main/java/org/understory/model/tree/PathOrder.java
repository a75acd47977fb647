package org.understory.model.tree;

import java.util.Comparator;

/**
 * Orders paths as their bytes in UTF-8 are ordered. {@link String#compareTo} differs from that only
 * where surrogates (characters beyond U+FFFF) meet characters from U+E000 to U+FFFF.
 */
public final class PathOrder implements Comparator<String> {
  /** The one order. */
  public static final PathOrder BYTEWISE = new PathOrder();

  private PathOrder() {}

  @Override
  public int compare(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return rank(x) - rank(y);
      }
    }
    return a.length() - b.length();
  }

  /** Surrogates go last. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
