package org.understory.app.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Points in time as {@code 2026-11-23} and {@code 2026-11-23 14:05}: the same in every language,
 * sortable, and without the cost of loading a locale's formats.
 */
record Times(ZoneId zone) {
  /** The day; the bare number where a damaged commit gives one outside of any calendar. */
  String day(long seconds) {
    try {
      return at(seconds).toLocalDate().toString();
    } catch (DateTimeException e) {
      return Long.toString(seconds);
    }
  }

  /** The day and the minute. */
  String minute(long seconds) {
    try {
      LocalDateTime time = at(seconds);
      return time.toLocalDate() + " " + two(time.getHour()) + ":" + two(time.getMinute());
    } catch (DateTimeException e) {
      return Long.toString(seconds);
    }
  }

  private LocalDateTime at(long seconds) {
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), zone);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
