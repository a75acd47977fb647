package org.understory.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To describe all commands to picocli takes a third of a short command's time. */
final class CommandsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "diff a b",
        "--repo=x diff a b",
        "--repo log diff a b",
        "--json --sysroot log diff log",
        "--demo diff --help"
      })
  void only_the_command_that_is_named_is_described(String words) {
    assertThat(described(words)).containsExactly("diff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "dif", "--repo diff", "--json"})
  void all_are_described_where_none_is_named(String words) {
    assertThat(described(words)).contains("diff", "log", "completion").hasSizeGreaterThan(20);
  }

  private static Set<String> described(String words) {
    List<String> arguments = Arrays.stream(words.split(" ")).filter(it -> !it.isEmpty()).toList();
    UnderstoryCommand options = new UnderstoryCommand(Path.of("demo"));
    return Commands.of(options, arguments).getSubcommands().keySet();
  }
}
