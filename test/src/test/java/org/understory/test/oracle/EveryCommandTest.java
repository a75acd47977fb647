package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.Program;
import org.understory.test.kit.TestSysroot;

/** What all commands have in common, each of them held to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryCommandTest {
  private static final String COMMANDS =
      """
      status
      refs
      log
      log stable --graph -n 5
      show stable
      ls stable
      ls stable /usr -R
      cat stable /usr/etc/example.conf
      diff stable^ stable
      diff stable^ stable --no-renames /usr
      diff stable^ stable --etc
      diff stable^ stable --kernel
      remotes
      usage
      boot
      boot stable
      demo path
      completion
      """;

  private Path folder;
  private TestSysroot sysroot;

  /** Two deployments, the newer with more files than a pipe holds of their names. */
  @BeforeAll
  void makeSysroot(@TempDir Path temporary) throws IOException {
    folder = temporary;
    sysroot = TestSysroot.create(folder.resolve("system"), "main");
    sysroot.commit("stable", "1", "kernel");
    sysroot.admin("deploy", "--os=main", "stable");
    Path many = Files.createDirectories(folder.resolve("system-tree/usr/many"));
    for (int i = 0; i < 1500; i++) {
      Files.createFile(many.resolve("x".repeat(150) + i));
    }
    Files.write(many.resolve("large"), new byte[3_000_000]);
    sysroot.commit("stable", "2", "kernel");
    sysroot.admin("deploy", "--os=main", "stable");
    String repo = "--repo=" + sysroot.repository();
    Command.run("ostree", "remote", "add", repo, "far", "https://fern.example/repo");
  }

  @ParameterizedTest
  @CsvSource(textBlock = COMMANDS)
  void answers_as_text(String command) {
    CommandRun run = run(command);

    assertThat(run.status()).as(run.errors()).isZero();
    assertThat(run.errors()).isEmpty();
    assertThat(run.text()).isNotBlank().endsWith("\n").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource(textBlock = COMMANDS)
  void answers_with_one_json_document(String command) {
    JsonNode document = run(command + " --json").json();

    assertThat(document.isArray() || document.isObject()).isTrue();
    assertThat(document).isNotEmpty();
  }

  @Test
  void status_has_every_field_of_every_deployment() {
    JsonNode status = run("status --json").json();

    assertThat(CommandFixture.names(status))
        .containsExactly("stateId", "os", "booted", "nextBoot", "updates", "deployments");
    assertThat(status.get("deployments")).hasSize(2);
    JsonNode first = status.get("deployments").get(0);
    assertThat(CommandFixture.names(first))
        .containsExactly(
            "index",
            "id",
            "stateroot",
            "checksum",
            "serial",
            "version",
            "timestamp",
            "origin",
            "layers",
            "booted",
            "staged",
            "pinned",
            "rollback",
            "bootsNext",
            "startsOnce",
            "unlocked",
            "kernelArguments",
            "image");
    assertThat(first.get("id").textValue())
        .isEqualTo("main-" + first.get("checksum").textValue() + "." + first.get("serial"))
        .isEqualTo(status.get("nextBoot").textValue());
    assertThat(first.get("version").textValue()).isEqualTo("2");
    assertThat(first.get("origin").textValue()).isEqualTo("stable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log nothing",
        "log stable nothing",
        "show nothing",
        "ls nothing",
        "ls nothing /usr",
        "cat nothing /usr/etc/example.conf",
        "boot nothing",
        "packages nothing",
        "diff nothing stable",
        "diff stable nothing"
      })
  void an_unknown_revision_is_told_in_one_sentence(String command) {
    for (String json : List.of("", " --json")) {
      CommandRun run = run(command + json);

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.text()).isEmpty();
      assertThat(run.errors()).startsWith("understory: ").contains("nothing").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "refs",
        "usage",
        "boot",
        "log",
        "show stable",
        "ls stable",
        "cat stable /usr",
        "packages stable",
        "diff stable stable --packages",
        "diff stable stable"
      })
  void a_system_that_is_not_there_is_told_in_one_sentence(String command) {
    for (String option : List.of("--sysroot=", "--repo=")) {
      CommandRun run = CommandRun.of(folder, (command + " " + option + "/none").split(" "));

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.text()).isEmpty();
      assertThat(run.errors()).startsWith("understory: ").contains("/none").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status more",
        "refs more",
        "usage more",
        "boot stable more",
        "log -n",
        "show",
        "show stable more",
        "ls",
        "ls stable / more",
        "cat stable",
        "cat stable /usr more",
        "diff stable",
        "diff stable stable / more",
        "demo",
        "demo more",
        "demo path more",
        "completion more"
      })
  void wrong_usage_is_told_in_one_sentence(String command) {
    wrong(command);
  }

  @ParameterizedTest
  @CsvSource(textBlock = COMMANDS)
  void an_option_that_is_not_there_is_wrong_usage(String command) {
    wrong(command + " --nonsense");
    wrong(command + " --repo=/none");
  }

  private void wrong(String command) {
    CommandRun run = run(command);

    assertThat(run.status()).as(command).isEqualTo(2);
    assertThat(run.text()).as(command).isEmpty();
    assertThat(run.errors()).startsWith("understory: ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "refs", "log", "ls stable", "diff stable^ stable"})
  void colours_are_for_a_person_only(String command) {
    CommandRun person =
        CommandRun.of(
            folder, CommandRun.PERSON, Locale.ENGLISH, words(command).toArray(String[]::new));

    assertThat(person.text()).contains("\u001b[");
    assertThat(person.text().replaceAll("\u001b\\[[0-9;]*m", "")).startsWith(run(command).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls stable /usr -R", "cat stable /usr/many/large", "diff stable^ stable"})
  void a_pipe_gets_no_colours_and_may_close_early(String command) {
    List<String> piped =
        new ArrayList<>(List.of("bash", "-c", "\"$@\" | head -c 1; exit ${PIPESTATUS[0]}", "bash"));
    piped.addAll(Program.java());
    piped.addAll(words(command));

    Command.Result result =
        Command.attempt(
            piped,
            Program.environment(
                folder, Map.of("TERM", "xterm-256color", "COLORTERM", "truecolor")));

    assertThat(result.errors()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.output()).hasSize(1).doesNotContain('\u001b');
  }

  @ParameterizedTest
  @CsvSource({
    "sta, status",
    "di, diff",
    "status --js, --json",
    "log --gr, --graph",
    "demo re, reset"
  })
  void bash_completes_commands_and_options(String typed, String completed) throws IOException {
    Path script = Files.writeString(folder.resolve("completion"), run("completion").text());

    String words =
        Command.run(
            "bash",
            "-euc",
            """
            source "$0"
            COMP_WORDS=(understory $1)
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMP_LINE="${COMP_WORDS[*]}"
            set +e
            $(complete -p understory | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            printf '%s\\n' "${COMPREPLY[@]}"
            """,
            script.toString(),
            typed);

    assertThat(words.lines()).contains(completed);
  }

  private CommandRun run(String command) {
    return CommandRun.of(folder, words(command).toArray(String[]::new));
  }

  private List<String> words(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add("--sysroot=" + sysroot.folder());
    return words;
  }
}
