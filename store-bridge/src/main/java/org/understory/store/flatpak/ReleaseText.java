package org.understory.store.flatpak;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.flatpak.Release;
import org.understory.model.flatpak.ReleaseList;
import org.understory.model.history.Checksum;

/**
 * What {@code flatpak remote-info --log} says (flatpak-builtins-remote-info.c). It is asked twice:
 * for a person, with dates and subjects, where the first checksum may be cut, and for a program,
 * with a commit and its parent on each line and nothing else.
 */
final class ReleaseText {
  /** Versions that are listed. */
  private static final int MAX = 2000;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)[\\h\\s]*(bytes?|[kMGTPE]B)");

  private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB");

  private record Words(String subject, long time) {}

  private ReleaseText() {}

  /**
   * Reads both answers. A version of which no date is said has the time 0.
   *
   * @param commits the lines for a program
   * @param words the text for a person
   */
  static ReleaseList parse(String commits, String words) {
    Map<String, Words> byCommit = words(words);
    List<Release> releases = new ArrayList<>();
    Optional<Checksum> parent = Optional.empty();
    for (String line : commits.lines().limit(MAX).toList()) {
      String[] parts = line.strip().split(" ", -1);
      Optional<Checksum> commit = Checksum.parse(parts[0]);
      if (commit.isPresent()) {
        Words said =
            byCommit.getOrDefault(releases.isEmpty() ? "" : commit.get().hex(), new Words("", 0));
        releases.add(new Release(commit.get(), said.subject(), said.time()));
        parent = parts.length > 1 ? Checksum.parse(parts[1]) : Optional.empty();
      }
    }
    return new ReleaseList(releases, size(words, "Download"), size(words, "Installed"), parent);
  }

  /** By checksum; those of the newest under the empty one. */
  private static Map<String, Words> words(String text) {
    Map<String, Words> found = new HashMap<>();
    String commit = "";
    String subject = "";
    for (String line : text.lines().toList()) {
      String fact = line.strip();
      if (line.startsWith(" ") && fact.startsWith("Commit: ")) {
        String named = value(fact);
        // That of the newest may be cut.
        commit = Checksum.parse(named).isPresent() && !found.isEmpty() ? named : commit;
      } else if (fact.startsWith("Subject: ")) {
        subject = value(fact);
      } else if (fact.startsWith("Date: ")) {
        found.putIfAbsent(commit, new Words(subject, time(value(fact))));
        subject = "";
      }
    }
    return found;
  }

  private static String value(String fact) {
    return fact.substring(fact.indexOf(':') + 1).strip();
  }

  private static long time(String text) {
    try {
      String stamp = text.endsWith(" +0000") ? text.substring(0, text.length() - 6) : text;
      return Math.max(0, LocalDateTime.parse(stamp, DATE).toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return 0;
    }
  }

  private static OptionalLong size(String text, String name) {
    return text.lines()
        .map(String::strip)
        // "Download:" until 1.14, then "Download Size:".
        .filter(line -> line.startsWith(name + ":") || line.startsWith(name + " Size:"))
        .map(line -> SIZE.matcher(line.substring(line.indexOf(':'))))
        .filter(Matcher::find)
        .map(size -> bytes(size.group(1), size.group(2)))
        // No disk has room for more.
        .filter(size -> size.bitLength() < Long.SIZE)
        .mapToLong(BigInteger::longValue)
        .findFirst();
  }

  private static BigInteger bytes(String number, String unit) {
    int power = UNITS.indexOf(unit) + 1;
    return new BigDecimal(number).scaleByPowerOfTen(3 * power).toBigInteger();
  }
}
