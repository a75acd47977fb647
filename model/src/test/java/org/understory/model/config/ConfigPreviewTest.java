package org.understory.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.understory.model.config.ConfigItem.Kind;

/** What somebody with more rights tells completes what is known, and never contradicts it. */
final class ConfigPreviewTest {
  private static final ConfigItem FILE =
      new ConfigItem(Kind.FILE, 0100600, 0, 0, 3, Optional.empty());

  private final ConfigPreview preview =
      new ConfigPreview(
          List.of(
              unknown("/etc/a"),
              unknown("/etc/b"),
              new ConfigEntry(
                  "/etc/c",
                  ConfigState.KEPT,
                  ConfigEdit.ADDED,
                  ConfigEdit.NONE,
                  Optional.of(FILE))),
          List.of(),
          List.of());

  private static ConfigEntry unknown(String path) {
    return new ConfigEntry(
        path, ConfigState.UNREADABLE, ConfigEdit.UNKNOWN, ConfigEdit.NONE, Optional.of(FILE));
  }

  private static ConfigEntry told(String path, ConfigState state) {
    return new ConfigEntry(path, state, ConfigEdit.MODIFIED, ConfigEdit.MODIFIED, Optional.empty());
  }

  @Test
  void what_was_not_readable_gets_its_state_and_keeps_mode_and_owner() {
    ConfigPreview better =
        preview.with(
            List.of(
                told("/etc/a", ConfigState.CONFLICT),
                told("/etc/c", ConfigState.STALE),
                told("/etc/b/inside", ConfigState.CONFLICT)),
            true);

    assertThat(better.entries())
        .extracting(ConfigEntry::path, ConfigEntry::state)
        .containsExactly(
            tuple("/etc/a", ConfigState.CONFLICT),
            tuple("/etc/b", ConfigState.SAME),
            tuple("/etc/b/inside", ConfigState.CONFLICT),
            tuple("/etc/c", ConfigState.KEPT));
    assertThat(better.entries().getFirst().item()).contains(FILE);
  }

  @Test
  void of_an_answer_that_was_cut_the_rest_stays_unknown() {
    ConfigPreview better = preview.with(List.of(told("/etc/a", ConfigState.CONFLICT)), false);

    assertThat(better.counts())
        .containsEntry(ConfigState.UNREADABLE, 1)
        .containsEntry(ConfigState.CONFLICT, 1);
  }
}
