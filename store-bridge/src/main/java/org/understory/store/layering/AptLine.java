package org.understory.store.layering;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.plan.Event;

/**
 * What apt-get writes for programs to read ({@code APT::Status-Fd}, README.progress-reporting of
 * apt), and what of its other words has to be understood.
 */
final class AptLine {
  /** {@code pmstatus:PACKAGE:PERCENT:TEXT}, and {@code dlstatus:NUMBER:PERCENT:TEXT}. */
  private static final Pattern STATUS =
      Pattern.compile(
          "(?:pm|dl)status:([^:]{0,300}(?::[a-z0-9]{1,20})?):([0-9]{1,3})(?:\\.[0-9]*)?:(.*)");

  /** {@code 'ADDRESS' FILE BYTES SUM}, as {@code --print-uris} lists what is to be fetched. */
  private static final Pattern FETCHED = Pattern.compile("'[^']*' \\S+ ([0-9]{1,15})( .*)?");

  /** As {@code apt-get} says it in the language C. */
  private static final Pattern GROWTH =
      Pattern.compile(
          "After this operation, ([0-9,]{1,15})(?:\\.([0-9]))? ([kMGT]?B) of additional disk space.*");

  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

  private AptLine() {}

  /** What it is doing, where the line tells that. */
  static Optional<Event.Note> parseProgress(String line) {
    Matcher status = STATUS.matcher(line);
    return status.matches()
        ? Optional.of(
            new Event.Note(
                status.group(3).strip(),
                OptionalLong.of(Math.min(100, Long.parseLong(status.group(2))))))
        : Optional.empty();
  }

  /** Bytes of a package that is to be fetched; 0 for another line. */
  static long parseDownload(String line) {
    Matcher fetched = FETCHED.matcher(line);
    return fetched.matches() ? Long.parseLong(fetched.group(1)) : 0;
  }

  /** Bytes that the tree grows by, in units of 1000; 0 for another line. */
  static long parseGrowth(String line) {
    Matcher growth = GROWTH.matcher(line);
    if (!growth.matches()) {
      return 0;
    }
    String digits = growth.group(1).replace(",", "");
    long tenths = digits.isEmpty() ? 0 : Long.parseLong(digits) * 10;
    tenths += growth.group(2) == null ? 0 : Long.parseLong(growth.group(2));
    for (int i = UNITS.indexOf(growth.group(3)); i > 0; i--) {
      tenths = Math.min(tenths, Long.MAX_VALUE / 1000) * 1000;
    }
    return tenths / 10;
  }

  /** The package of an entry of its lists, where the line names one. */
  static Optional<String> parseName(String line) {
    return line.startsWith("Package: ")
        ? Optional.of(line.substring("Package: ".length()).strip())
        : Optional.empty();
  }
}
