package org.understory.store.flatpak;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.understory.model.operation.FlatpakFault;
import org.understory.model.operation.Problem;

/** What the errors of flatpak mean; it says them in English where it is run in the locale C. */
final class Faults {
  private static final int MAX_DETAIL = 500;
  private static final String ERROR = "error: ";

  /** Words of errors, of flatpak and of libraries below it; the first group that fits counts. */
  private static final List<Map.Entry<FlatpakFault, List<String>>> WORDS =
      List.of(
          Map.entry(
              FlatpakFault.NO_SPACE,
              List.of("not enough disk space", "no space left", "min-free-space")),
          Map.entry(
              FlatpakFault.NOT_PERMITTED,
              List.of(
                  "not allowed for user",
                  "without root permissions",
                  "permission denied",
                  "not authorized",
                  "authentication")),
          Map.entry(FlatpakFault.UNTRUSTED, List.of("gpg", "signature", "untrusted")),
          Map.entry(FlatpakFault.NETWORK, List.of("unable to load summary")),
          Map.entry(FlatpakFault.RUNTIME_MISSING, List.of("requires the runtime")),
          Map.entry(
              FlatpakFault.NO_SUCH_VERSION,
              List.of(
                  "status 404",
                  "no such ref",
                  "not found in remote",
                  "no such commit",
                  "can't find ref",
                  "commit has no requested ref",
                  "nothing matches")),
          Map.entry(
              FlatpakFault.NETWORK,
              List.of(
                  "couldn't connect",
                  "could not connect",
                  "couldn't resolve",
                  "could not resolve",
                  "connection refused",
                  "connection reset",
                  "timed out",
                  "timeout",
                  "network is unreachable",
                  "while fetching",
                  "server returned status")));

  private Faults() {}

  /**
   * The problem that these errors tell.
   *
   * @param errors all that it said
   */
  static Problem of(String name, String errors) {
    String words = errors.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    FlatpakFault fault =
        WORDS.stream()
            .filter(entry -> entry.getValue().stream().anyMatch(words::contains))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(FlatpakFault.OTHER);
    return new Problem.FlatpakFailed(name, fault, last(errors));
  }

  private static String last(String errors) {
    List<String> lines = errors.lines().map(Faults::words).filter(line -> !line.isEmpty()).toList();
    // After an error of an update in several steps it says that there was one.
    String words =
        lines.stream()
            .filter(line -> !line.startsWith("There were one or more errors"))
            .reduce((_, last) -> last)
            .orElse(lines.isEmpty() ? "" : lines.getLast());
    return words.substring(0, Math.min(MAX_DETAIL, words.length()));
  }

  private static String words(String line) {
    String text = line.strip();
    return text.regionMatches(true, 0, ERROR, 0, ERROR.length())
        ? text.substring(ERROR.length())
        : text;
  }
}
