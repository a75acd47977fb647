package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.DemoFixture;

/** What takes room where a deployment runs, in the terminal. */
final class UsageCommandTest {
  @TempDir Path home;

  private Path link() {
    return home.resolve(".local/share/understory/demo");
  }

  @BeforeEach
  void find_the_demo_system_here() throws IOException {
    Files.createDirectories(link().getParent());
    Files.createSymbolicLink(link(), DemoFixture.folder());
  }

  @AfterEach
  void leave_it_alone() throws IOException {
    Files.delete(link());
  }

  @Test
  void what_runs_can_not_be_removed_and_what_it_would_free_is_told_to_scripts_only() {
    JsonNode deployments =
        CommandRun.of(home, "usage", "--demo", "--json").json().get("deployments");
    JsonNode status = CommandRun.of(home, "status", "--demo", "--json").json().get("deployments");
    List<Boolean> kept =
        CommandFixture.items(status)
            .map(it -> it.get("booted").booleanValue() || it.get("pinned").booleanValue())
            .toList();
    assertThat(kept).contains(true, false);
    assertThat(CommandFixture.items(deployments).map(it -> !it.get("removable").booleanValue()))
        .isEqualTo(kept);
    assertThat(CommandFixture.items(deployments).map(it -> it.get("freedByRemoval").longValue()))
        .allMatch(bytes -> bytes > 0);

    assertThat(CommandRun.of(home, "usage", "--demo").text())
        .containsOnlyOnce("in use, can’t be removed");
    assertThat(
            CommandRun.of(home, CommandRun.SCRIPT, Locale.SIMPLIFIED_CHINESE, "usage", "--demo")
                .text())
        .containsOnlyOnce("使用中，无法移除");
  }
}
