package org.understory.store.flatpak;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.understory.model.flatpak.FlatpakRef;

/**
 * The patterns of {@code flatpak mask} ({@code xa.masked}), read as flatpak_filter_glob_to_regexp
 * does: {@code [app/|runtime/]ID[/ARCH[/BRANCH]]} with {@code *} for any characters; a part that is
 * empty or left out fits everything.
 */
record HoldPatterns(List<String> patterns) {
  /** Patterns that are looked at; each is tried on everything that is installed. */
  private static final int MAX = 1000;

  private static final int MAX_LENGTH = 1000;

  HoldPatterns {
    patterns = List.copyOf(patterns);
  }

  /** Reads the value of the key; what is no pattern holds nothing, as in Flatpak. */
  static HoldPatterns parse(String masked) {
    return new HoldPatterns(
        Arrays.stream(masked.split(";", MAX + 1))
            .limit(MAX)
            .filter(each -> !each.isEmpty() && each.length() <= MAX_LENGTH)
            .filter(HoldPatterns::isPattern)
            .distinct()
            .toList());
  }

  private static boolean isPattern(String text) {
    String rest = rest(text);
    return !rest.isEmpty()
        && rest.chars().filter(c -> c == '/').count() < 3
        && rest.chars().allMatch(c -> isPart(c) || c == '*' || c == '/');
  }

  private static boolean isPart(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  /** Those that hold this. */
  List<String> holding(FlatpakRef ref) {
    return patterns.stream().filter(each -> fits(each, ref)).toList();
  }

  /** Whether a pattern names this one and not whatever fits. */
  static boolean isNamed(String pattern, FlatpakRef ref) {
    String rest = rest(pattern);
    return !rest.contains("*") && (rest.equals(ref.id()) || rest.startsWith(ref.id() + "/"));
  }

  private static boolean fits(String pattern, FlatpakRef ref) {
    Optional<String> kind = kind(pattern);
    if (kind.isPresent() && !kind.get().equals(ref.kind().key())) {
      return false;
    }
    String[] parts = rest(pattern).split("/", -1);
    List<String> names = List.of(ref.id(), ref.arch(), ref.branch());
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isEmpty() && !fits(parts[i], names.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> kind(String pattern) {
    return List.of("app", "runtime").stream()
        .filter(kind -> pattern.startsWith(kind + "/"))
        .findFirst();
  }

  private static String rest(String pattern) {
    return kind(pattern).map(kind -> pattern.substring(kind.length() + 1)).orElse(pattern);
  }

  /** Going back only to the last star keeps it from taking time that grows with their number. */
  private static boolean fits(String glob, String text) {
    int star = -1;
    int from = 0;
    int g = 0;
    int t = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        from = t;
      } else if (g < glob.length() && glob.charAt(g) == text.charAt(t)) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++from;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
