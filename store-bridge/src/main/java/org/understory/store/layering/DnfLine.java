package org.understory.store.layering;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.plan.Event;

/**
 * What of the words of dnf has to be understood, in the language C (dnf/cli/output.py of dnf 4).
 */
final class DnfLine {
  /** {@code Installing : fern-1.0-1.noarch 2/3}. */
  private static final Pattern WORK =
      Pattern.compile("([A-Z][A-Za-z ]{1,40}?) *: (\\S{1,300}) +([0-9]{1,6})/([0-9]{1,6})");

  /** {@code Total download size: 12 k}, in units of 1024, as Installed size. */
  private static final Pattern SIZE =
      Pattern.compile(
          "(?:Total|Total download|Installed) size: ([0-9]{1,9})(?:\\.([0-9]))? ?([kMGT]?)");

  /** How dnf 4 and dnf 5 say that a script failed, also where they go on all the same. */
  private static final Pattern SCRIPT =
      Pattern.compile(
          "(?i).*(?:scriptlet failure|error in \\S+ scriptlet)(?: in rpm package)?:? (\\S{1,300})");

  private static final List<String> UNITS = List.of("", "k", "M", "G", "T");

  private DnfLine() {}

  /** What it is doing, where the line tells that. */
  static Optional<Event.Note> parseProgress(String line) {
    Matcher work = WORK.matcher(line);
    if (!work.matches()) {
      return Optional.empty();
    }
    long done = Long.parseLong(work.group(3));
    long all = Math.max(1, Long.parseLong(work.group(4)));
    return Optional.of(
        new Event.Note(
            work.group(1) + " " + work.group(2), OptionalLong.of(Math.min(100, 100 * done / all))));
  }

  /** Bytes that it tells of what is to be fetched or installed; 0 for another line. */
  static long parseSize(String line) {
    Matcher size = SIZE.matcher(line);
    if (!size.matches()) {
      return 0;
    }
    long tenths = Long.parseLong(size.group(1)) * 10;
    tenths += size.group(2) == null ? 0 : Long.parseLong(size.group(2));
    for (int i = UNITS.indexOf(size.group(3)); i > 0; i--) {
      tenths = Math.min(tenths, Long.MAX_VALUE / 1024) * 1024;
    }
    return tenths / 10;
  }

  /** The package whose script failed, where the line tells that. */
  static Optional<String> parseFailedScript(String line) {
    Matcher script = SCRIPT.matcher(line);
    return script.matches() ? Optional.of(script.group(1)) : Optional.empty();
  }
}
