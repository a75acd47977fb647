package org.understory.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SanitizerTest {
  @Test
  void letters_that_take_no_room_are_told() {
    assertThat(Sanitizer.line("a\u3164")).isEqualTo("a\\u{3164}");
    assertThat(Sanitizer.line("a\u034f\ufe01")).isEqualTo("a\\u{34f}\\u{fe01}");
    assertThat(Sanitizer.line("a\udb40\udd00")).isEqualTo("a\\u{e0100}");
    assertThat(Sanitizer.block("\ufe0f")).isEqualTo("\\u{fe0f}");
  }

  @Test
  void a_symbol_in_colour_stays_as_it_is() {
    assertThat(Sanitizer.block("\u26a0\ufe0f 内核")).isEqualTo("\u26a0\ufe0f 内核");
    assertThat(Sanitizer.line("\u26a0\ufe0f\ufe0f")).isEqualTo("\u26a0\ufe0f\\u{fe0f}");
  }
}
