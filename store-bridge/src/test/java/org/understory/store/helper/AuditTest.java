package org.understory.store.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.understory.store.helper.Audit.Kind;

/** One request is one record, whatever is in it. */
final class AuditTest {
  @Test
  void nothing_in_a_value_makes_another_record() {
    String line =
        Audit.line(
            Kind.FINISHED,
            List.of(Map.entry("result", "a\n<0>forged uid=0\r\u001b[2J\u0000\u2028b\u202e")));
    assertThat(line).startsWith("finished result=a");
    assertThat(line.lines()).hasSize(1);
    assertThat(line).doesNotContainPattern("[\\p{Cntrl}\u2028\u202e]");
  }

  @Test
  void a_record_is_never_so_long_that_the_journal_splits_it() {
    assertThat(Audit.line(Kind.FINISHED, List.of(Map.entry("result", "x".repeat(1 << 20)))))
        .hasSizeLessThan(48 << 10);
  }

  @Test
  void each_kind_has_its_id_and_each_fact_a_field() {
    List<Map.Entry<String, String>> fields =
        Audit.fields(Kind.DECIDED, "decided", List.of(Map.entry("state_before", "f8")));
    assertThat(fields)
        .containsExactly(
            Map.entry("MESSAGE", "decided"),
            Map.entry("MESSAGE_ID", "bbe1e8367d124d8d8497c5ab70753651"),
            Map.entry("PRIORITY", "5"),
            Map.entry("SYSLOG_IDENTIFIER", "understory"),
            Map.entry("UNDERSTORY_STATE_BEFORE", "f8"));
  }
}
