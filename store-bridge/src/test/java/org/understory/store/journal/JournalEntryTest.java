package org.understory.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries as journalctl writes them, and as somebody may have made it write them. */
final class JournalEntryTest {
  private static final String TIME = "\"__REALTIME_TIMESTAMP\":\"1795877571864456\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"text\"                 | text",
        "\"\"                     | ``",
        "null                     | ``",
        "[104,195,169]            | hé",
        "[255,254]                | ``",
        "[[104,105],[106]]        | hi",
        "[\"first\",\"second\"]   | first",
        "[null,\"second\"]        | second",
        "[[],[]]                  | ``",
        "{\"a\":{\"b\":1}}        | ``",
        "true                     | ``",
        "7                        | ``",
      })
  void a_value_is_text_or_nothing(String value, String text) {
    JournalEntry entry = JournalEntry.read("{\"A\":" + value + "," + TIME + "}").orElseThrow();
    assertThat(entry.text("A").replace("\ufffd", "")).isEqualTo(text);
    assertThat(entry.time()).isEqualTo(1795877571L);
  }

  @Test
  void of_a_field_that_comes_twice_the_first_counts() {
    assertThat(JournalEntry.read("{\"A\":\"1\",\"A\":\"2\"," + TIME + "}").orElseThrow().text("A"))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "null",
        "{\"A\":\"1\"}",
        "{\"__REALTIME_TIMESTAMP\":\"-1\"}",
        "{\"__REALTIME_TIMESTAMP\":\"9999999999999999999999\"}",
        "{\"__REALTIME_TIMESTAMP\":\"x\"}",
        "{\"__REALTIME_TIMESTAMP\":[1,2]}",
        "{\"__REALTIME_TIMESTAMP\":\"1\"} {}",
        "{\"__REALTIME_TIMESTAMP\":\"1\",\"A\":[[[[[[1]]]]]]}",
        "{\"__REALTIME_TIMESTAMP\":\"1\",\"A\":[99999999999999999999999]}",
        "-- No entries --"
      })
  void what_is_no_entry_is_passed_over(String line) {
    assertThat(JournalEntry.read(line)).isEmpty();
  }

  @Test
  void an_entry_without_end_is_passed_over() {
    StringBuilder line = new StringBuilder("{" + TIME);
    for (int i = 0; i < 10_000; i++) {
      line.append(",\"F").append(i).append("\":\"x\"");
    }
    assertThat(JournalEntry.read(line + "}")).isEmpty();
    assertThat(JournalEntry.read("{" + TIME + ",\"A\":\"" + "x".repeat(1 << 20) + "\"}")).isEmpty();
    assertThat(JournalEntry.read("[".repeat(100_000))).isEmpty();
  }
}
