package org.understory.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TypeAheadTest {
  private static final List<String> NAMES = List.of("bin", "boot", "etc", "usr", "Users", "var");

  private final AtomicLong clock = new AtomicLong();
  private final TypeAhead ahead = new TypeAhead(clock::get);

  @Test
  void letters_typed_quickly_belong_together() {
    assertThat(ahead.find(NAMES, -1, "u")).isEqualTo(3);
    assertThat(ahead.find(NAMES, 3, "s")).isEqualTo(3);
    assertThat(ahead.find(NAMES, 3, "e")).isEqualTo(4);
  }

  @Test
  void after_a_pause_a_new_word_begins() {
    assertThat(ahead.find(NAMES, 0, "u")).isEqualTo(3);
    clock.addAndGet(2_000_000_000L);
    assertThat(ahead.find(NAMES, 3, "v")).isEqualTo(5);
  }

  @Test
  void the_same_letter_again_goes_on_and_round() {
    assertThat(ahead.find(NAMES, 0, "b")).isEqualTo(1);
    assertThat(ahead.find(NAMES, 1, "b")).isZero();
  }

  @Test
  void nothing_begins_so() {
    assertThat(ahead.find(NAMES, 0, "z")).isEqualTo(-1);
    assertThat(ahead.find(List.of(), -1, "z")).isEqualTo(-1);
  }
}
