package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.TestRepository;

/** How commands speak to people and scripts: errors, languages, colours, closed outputs. */
final class CommandMannersTest extends CommandFixture {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "show nothing | no commit nothing",
        "ls os/stable /nothing | no /nothing in",
        "cat os/stable /usr | is not a regular file",
        "cat os/stable /usr/link | is not a regular file",
        "show os/stable^^^ | no version before",
        "status | stands alone and has no deployments"
      })
  void what_is_not_there_is_told_in_one_line_with_a_next_step(String command, String words) {
    CommandRun run = run(command.split(" "));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).startsWith("understory: ").contains(words).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log --nonsense",
        "log -n -1",
        "log -n many",
        "diff os/stable",
        "show",
        "show a b",
        "nonsense",
        "demo",
        "log --demo",
        "refs @file"
      })
  void wrong_usage_is_told_in_one_line_that_names_the_help(String command) {
    CommandRun run = run(command.split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).startsWith("understory: ").contains("--help”").hasLineCount(1);
  }

  @Test
  void trouble_is_told_in_the_language_of_the_person() {
    CommandRun run =
        CommandRun.of(
            folder, CommandRun.SCRIPT, Locale.SIMPLIFIED_CHINESE, "show", "nothing", repo);

    assertThat(run.errors()).startsWith("understory: 这里没有提交 nothing。");
  }

  @Test
  void a_person_gets_colours_and_a_summary_where_a_script_gets_neither() {
    CommandRun person =
        CommandRun.of(
            folder, CommandRun.PERSON, Locale.ENGLISH, "diff", "os/stable^", "os/stable", repo);

    assertThat(person.text()).contains("\u001b[31mD\u001b[0m    /etc", "0 added, 1 removed");
    assertThat(run("diff", "os/stable^", "os/stable").text().lines()).hasSize(1);
  }

  @Test
  void help_of_every_command_is_in_both_languages() {
    for (String command :
        List.of(
            "",
            "status",
            "refs",
            "log",
            "show",
            "ls",
            "cat",
            "diff",
            "packages",
            "demo",
            "demo reset",
            "demo path",
            "completion")) {
      for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
        CommandRun run =
            CommandRun.of(
                folder, CommandRun.SCRIPT, locale, (command + " --help").strip().split(" "));
        assertThat(run.status()).isZero();
        assertThat(run.text())
            .contains(locale == Locale.ENGLISH ? "Usage: understory" : "用法：")
            .contains("--json");
        assertThat(run.text().contains("此仓库")).as(command).isEqualTo(locale != Locale.ENGLISH);
      }
    }
  }

  @Test
  void a_reader_that_leaves_is_no_trouble_and_a_full_disk_is() {
    for (boolean leaves : List.of(true, false)) {
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      OutputStream closed =
          new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
              throw new IOException("No space left on device");
            }
          };
      CommandRun.SCRIPT.colours();
      int status =
          CommandRun.runner(
                  folder,
                  closed,
                  errors,
                  new org.understory.app.cli.Terminal.Abilities(
                      false, false, false, true, leaves, false, false),
                  Locale.ENGLISH)
              .run("ls", "-R", "os/stable", repo);

      assertThat(status).isEqualTo(leaves ? 0 : 1);
      assertThat(errors.toString(StandardCharsets.UTF_8).lines())
          .allMatch(line -> line.contains("No space left on device"))
          .hasSize(leaves ? 0 : 1);
    }
  }

  @Test
  void a_damaged_object_is_named_and_the_rest_is_still_shown() throws IOException {
    Path copy = folder.resolve("copy");
    TestRepository broken = TestRepository.create(copy, "archive");
    broken.ostree("pull-local", repository.path().toString(), "os/stable");
    String line = broken.ostree("ls", "-C", "-d", "os/stable", "/etc");
    String tree = line.replaceAll(".* ([0-9a-f]{64}) [0-9a-f]{64} .*", "$1");
    Path object =
        copy.resolve("objects/" + tree.substring(0, 2) + "/" + tree.substring(2) + ".dirtree");
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length / 2] ^= 1;
    Files.write(object, bytes);

    CommandRun run = CommandRun.of(folder, "ls", "-R", "os/stable", "--repo=" + copy);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.text()).contains(" /usr/bin/renamed\n");
    assertThat(run.errors())
        .contains("damaged (" + tree + ".dirtree): its content does not match its checksum")
        .hasLineCount(1);
    Files.delete(object);
    assertThat(CommandRun.of(folder, "ls", "os/stable", "/etc", "--repo=" + copy).errors())
        .contains("missing here (" + tree + ".dirtree)");
  }

  @Test
  void checksums_and_their_beginnings_name_commits() {
    String checksum = repository.ostree("rev-parse", "os/stable");

    assertThat(HexFormat.of().parseHex(checksum)).hasSize(32);
    for (String name : List.of(checksum, checksum.substring(0, 12), "os/stable")) {
      assertThat(run("show", name, "--json").json().get("checksum").textValue())
          .isEqualTo(checksum);
    }
  }
}
