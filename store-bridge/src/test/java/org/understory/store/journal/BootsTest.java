package org.understory.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Happening.Ending;
import org.understory.model.plan.Happening.Start;
import org.understory.model.plan.Happening.Version;

/** What the journal tells of the runs of the computer. */
final class BootsTest {
  private static final String COMMIT = "a".repeat(64);

  private final List<JournalEntry> entries = new ArrayList<>();

  @Test
  void a_run_was_shut_down_or_broke_off_or_goes_on() throws StoreException {
    add("a", Boots.JOURNAL_STARTED, Map.of());
    add("a", Boots.JOURNAL_STOPPED, Map.of());
    add("b", Boots.JOURNAL_STARTED, Map.of());
    add("c", Boots.JOURNAL_STARTED, Map.of());
    add("c", Boots.UNIT_STARTED, Map.of("UNIT", "shutdown.target"));
    add("d", Boots.SHUTDOWN, Map.of());
    add("e", Boots.JOURNAL_STARTED, Map.of());
    assertThat(starts("a", "b", "c", "d", "e"))
        .extracting(Start::ending)
        .containsExactly(
            Ending.SHUT_DOWN,
            Ending.BROKEN_OFF,
            Ending.SHUT_DOWN,
            Ending.SHUT_DOWN,
            Ending.RUNNING);
    assertThat(starts("e").getFirst().end()).isEmpty();
    assertThat(starts("a").getFirst())
        .isEqualTo(
            new Start(1, OptionalLong.of(2), Ending.SHUT_DOWN, Optional.empty(), Optional.empty()));
  }

  @Test
  void that_the_journal_of_the_initrd_stops_is_no_end() throws StoreException {
    add("a", Boots.JOURNAL_STARTED, Map.of());
    add("a", Boots.JOURNAL_STOPPED, Map.of());
    add("a", Boots.JOURNAL_STARTED, Map.of());
    assertThat(starts("a")).extracting(Start::ending).containsExactly(Ending.BROKEN_OFF);
  }

  @Test
  void what_ran_is_what_the_initrd_found_or_else_the_kernel_of_its_command_line()
      throws StoreException {
    String path = "/ostree/deploy/fedora/deploy/" + COMMIT + ".3";
    String kernel = "b".repeat(64);
    String line = "BOOT_IMAGE=/x ostree=/ostree/boot.1/fedora/" + kernel + "/0 quiet";
    add("a", Boots.PREPARED, Map.of("DEPLOYMENT_PATH", path));
    add("b", "", Map.of("_TRANSPORT", "kernel", "MESSAGE", "Kernel command line: " + line));
    add("c", "", Map.of("_TRANSPORT", "journal", "MESSAGE", "Kernel command line: " + line));
    add("c", Boots.PREPARED, Map.of("DEPLOYMENT_PATH", "/sysroot/etc"));
    assertThat(starts("a", "b", "c"))
        .extracting(Start::version)
        .containsExactly(
            Optional.of(new Version("fedora-" + COMMIT + ".3", Optional.empty())),
            Optional.empty(),
            Optional.empty());
    assertThat(starts("a", "b", "c"))
        .extracting(Start::kernel)
        .containsExactly(Optional.empty(), Optional.of(kernel), Optional.empty());
  }

  @Test
  void no_list_is_no_run_and_fields_of_a_later_systemd_are_passed_over() throws StoreException {
    assertThat(Boots.read("").all()).isEmpty();
    assertThat(Boots.read("[]\n").all()).isEmpty();
    assertThat(Boots.read("[{\"index\":0,\"boot_id\":\"a\",\"more\":[{}]}]").all()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1 92ba79b205d74f15892dc8f827c4abe8 Sat 2026-11-28 14:47:46 UTC",
        "{}",
        "[{\"boot_id\":\"a\",\"first_entry\":\"x\"}]",
        "[{\"first_entry\":99999999999999999999999}]",
        "[{\"boot_id\":"
      })
  void another_list_is_refused(String text) {
    assertThatThrownBy(() -> Boots.read(text)).isInstanceOf(StoreException.class);
  }

  private List<Start> starts(String... boots) throws StoreException {
    StringBuilder list = new StringBuilder();
    for (String boot : boots) {
      list.append(list.isEmpty() ? "[" : ",");
      list.append("{\"index\":0,\"boot_id\":\"").append(boot);
      list.append("\",\"first_entry\":1500000,\"last_entry\":2500000}");
    }
    return Boots.read(list + "]").starts(entries, "e", new Versions());
  }

  private void add(String boot, String kind, Map<String, String> facts) {
    Map<String, String> fields = new HashMap<>(facts);
    fields.put("_BOOT_ID", boot);
    fields.put("MESSAGE_ID", kind);
    entries.add(new JournalEntry(fields));
  }
}
