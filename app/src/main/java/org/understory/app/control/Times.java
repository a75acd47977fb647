package org.understory.app.control;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.understory.resources.Messages;

/** Points in time as a person reads them, in the language and time zone of the window. */
public final class Times {
  private static final long DAYS_A_MONTH = 30;
  private static final long DAYS_A_YEAR = 365;

  private final Messages messages;
  private final Clock clock;
  private final DateTimeFormatter day;
  private final DateTimeFormatter minute;
  private final DateTimeFormatter fullDay;
  private final DateTimeFormatter clockTime;

  /** In this language, seen from now. */
  public Times(Messages messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
    Locale locale = messages.locale();
    ZoneId zone = clock.getZone();
    day = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).withZone(zone);
    minute =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale)
            .withZone(zone);
    fullDay = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale).withZone(zone);
    clockTime =
        DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).withZone(zone);
  }

  /** The day of this many seconds since 1970; the number itself where no calendar reaches. */
  public String day(long seconds) {
    return format(day, seconds);
  }

  /** Day, hour and minute. */
  public String minute(long seconds) {
    return format(minute, seconds);
  }

  /** As the heading of a day: today, yesterday, or its date in full. */
  public String heading(long seconds) {
    long days = daysAgo(seconds);
    if (days == 0) {
      return messages.get("time.today");
    }
    return days == 1 ? messages.get("time.yesterday") : format(fullDay, seconds);
  }

  /** What is to be said below that heading: how long ago for today, else hour and minute. */
  public String within(long seconds) {
    return daysAgo(seconds) == 0 ? age(seconds) : format(clockTime, seconds);
  }

  /** Hour and minute, with the day where that is another than that of {@code other}. */
  public String minute(long seconds, long other) {
    return daysAgo(seconds) == daysAgo(other) ? format(clockTime, seconds) : minute(seconds);
  }

  private long daysAgo(long seconds) {
    try {
      LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(seconds), clock.getZone());
      return ChronoUnit.DAYS.between(day, LocalDate.now(clock));
    } catch (DateTimeException outOfRange) {
      return Long.MIN_VALUE;
    }
  }

  /** How long ago, roughly: "3 days ago". A time to come is "in the future". */
  public String age(long seconds) {
    long minutes = Math.floorDiv(clock.instant().getEpochSecond() - seconds, 60L);
    long days = minutes / ChronoUnit.DAYS.getDuration().toMinutes();
    if (minutes < 0) {
      return messages.get("time.future");
    } else if (minutes < 1) {
      return messages.get("time.now");
    } else if (minutes < 60) {
      return count("minute", minutes);
    } else if (days < 1) {
      return count("hour", minutes / 60);
    } else if (days < 2 * DAYS_A_MONTH) {
      return count("day", days);
    } else if (days < 2 * DAYS_A_YEAR) {
      return count("month", days / DAYS_A_MONTH);
    }
    return count("year", days / DAYS_A_YEAR);
  }

  private String count(String unit, long count) {
    return count == 1 ? messages.get("time.one." + unit) : messages.get("time.many." + unit, count);
  }

  private static String format(DateTimeFormatter formatter, long seconds) {
    try {
      return formatter.format(Instant.ofEpochSecond(seconds));
    } catch (DateTimeException outOfRange) {
      return Long.toString(seconds);
    }
  }
}
