package org.understory.store.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** One request is one record, whatever is in it. */
final class AuditTest {
  @Test
  void nothing_in_a_value_makes_another_record() {
    String line =
        Audit.line(
            "finished", Map.entry("result", "a\n<0>forged uid=0\r\u001b[2J\u0000\u2028b\u202e"));
    assertThat(line).startsWith("finished result=a");
    assertThat(line.lines()).hasSize(1);
    assertThat(line).doesNotContainPattern("[\\p{Cntrl}\u2028\u202e]");
  }

  @Test
  void a_record_is_never_so_long_that_the_journal_splits_it() {
    assertThat(Audit.line("finished", Map.entry("result", "x".repeat(1 << 20))))
        .hasSizeLessThan(48 << 10);
  }
}
