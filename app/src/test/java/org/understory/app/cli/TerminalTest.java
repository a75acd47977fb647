package org.understory.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalTest {
  @Test
  void only_a_terminal_that_has_colours_and_is_not_asked_to_leave_them_gets_them() {
    assertThat(Terminal.Abilities.colours(Map.of("TERM", "xterm"), true)).isTrue();
    assertThat(Terminal.Abilities.colours(Map.of("TERM", "xterm"), false)).isFalse();
    assertThat(Terminal.Abilities.colours(Map.of("TERM", "dumb"), true)).isFalse();
    assertThat(Terminal.Abilities.colours(Map.of(), true)).isFalse();
    assertThat(Terminal.Abilities.colours(Map.of("TERM", "xterm", "NO_COLOR", "1"), true))
        .isFalse();
    assertThat(Terminal.Abilities.colours(Map.of("TERM", "xterm", "NO_COLOR", ""), true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"etc, /etc", "/etc/, /etc", "//a///b, /a/b", "/, /", "'', /", "/a/../b, /a/../b"})
  void a_typed_path_becomes_absolute(String typed, String path) {
    assertThat(TreePath.of(typed)).isEqualTo(path);
  }

  @Test
  void times_are_told_in_the_zone_of_the_person() {
    assertThat(new Times(ZoneOffset.UTC).minute(1_795_449_600L)).isEqualTo("2026-11-23 16:00");
    assertThat(new Times(ZoneId.of("Asia/Shanghai")).minute(1_795_449_600L))
        .isEqualTo("2026-11-24 00:00");
    assertThat(new Times(ZoneId.of("Asia/Shanghai")).day(1_795_449_600L)).isEqualTo("2026-11-24");
  }

  @Test
  void a_time_outside_of_any_calendar_is_a_bare_number() {
    assertThat(new Times(ZoneOffset.UTC).day(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(new Times(ZoneOffset.UTC).minute(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
  }
}
