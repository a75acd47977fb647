package org.understory.store.repo;

/** What OSTree takes as the name of a ref or remote (OSTREE_REF_REGEXP in ostree-core.c). */
public final class RefName {
  private RefName() {}

  /** Fragments joined by single slashes. */
  public static boolean isName(String name) {
    int start = 0;
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', start)) {
      if (!isFragment(name.substring(start, slash))) {
        return false;
      }
      start = slash + 1;
    }
    return isFragment(name.substring(start));
  }

  /** A letter, digit or underscore of any script, then also dots and hyphens. */
  public static boolean isFragment(String fragment) {
    for (int i = 0; i < fragment.length(); ) {
      int point = fragment.codePointAt(i);
      if (!isWord(point) && (i == 0 || (point != '.' && point != '-'))) {
        return false;
      }
      i += Character.charCount(point);
    }
    return !fragment.isEmpty();
  }

  /** {@code \w} of PCRE with Unicode properties, which GRegex turns on. */
  private static boolean isWord(int point) {
    return switch (Character.getType(point)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.CONNECTOR_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
