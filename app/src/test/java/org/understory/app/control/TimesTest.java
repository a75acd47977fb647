package org.understory.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.resources.Messages;

/** Days and hours as they are where the person is. */
final class TimesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T17:00:00Z"), ZoneId.of("Asia/Shanghai"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-27T16:00:00Z | Today                       | 今天",
        "2026-11-27T17:30:00Z | Today                       | 今天",
        "2026-11-27T15:59:00Z | Yesterday                   | 昨天",
        "2026-11-26T15:59:00Z | Thursday, November 26, 2026 | 2026年11月26日星期四",
        "2026-11-28T16:00:00Z | Sunday, November 29, 2026   | 2026年11月29日星期日",
      })
  void a_day_has_a_name(String time, String english, String chinese) {
    long seconds = Instant.parse(time).getEpochSecond();
    assertThat(times(Locale.ENGLISH).heading(seconds)).isEqualTo(english);
    assertThat(times(Locale.SIMPLIFIED_CHINESE).heading(seconds)).isEqualTo(chinese);
  }

  @Test
  void within_today_it_counts_how_long_ago_and_else_when() {
    Times times = times(Locale.SIMPLIFIED_CHINESE);
    assertThat(times.within(Instant.parse("2026-11-27T16:00:00Z").getEpochSecond()))
        .isEqualTo("1 小时前");
    assertThat(times.within(Instant.parse("2026-11-27T15:59:00Z").getEpochSecond()))
        .isEqualTo("23:59");
  }

  @Test
  void the_day_is_said_where_it_is_another() {
    Times times = times(Locale.SIMPLIFIED_CHINESE);
    long evening = Instant.parse("2026-11-27T15:59:00Z").getEpochSecond();
    assertThat(times.minute(evening, evening - 60)).isEqualTo("23:59");
    assertThat(times.minute(evening + 60, evening)).isEqualTo("2026年11月28日 00:00");
  }

  @Test
  void what_no_calendar_reaches_is_a_number() {
    assertThat(times(Locale.ENGLISH).heading(Long.MAX_VALUE)).isEqualTo("" + Long.MAX_VALUE);
    assertThat(times(Locale.ENGLISH).within(Long.MIN_VALUE)).isEqualTo("" + Long.MIN_VALUE);
  }

  private static Times times(Locale language) {
    return new Times(Messages.load(language, "window"), CLOCK);
  }
}
