package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.OstreeTool;

/** The commands of the terminal on a real repository, compared with what {@code ostree} says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandTest {
  private static final String HOSTILE = "new\nline\u001b[31m and \u202ebidi";

  private Path folder;
  private OstreeTool ostree;
  private String repo;

  /** Three commits on one branch, a fork of the first, and one of a remote, with hostile names. */
  @BeforeAll
  void make_a_repository(@TempDir Path temporary) throws IOException {
    folder = temporary;
    ostree = OstreeTool.init(folder.resolve("repo"), "archive");
    repo = "--repo=" + ostree.repository();
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.createDirectories(tree.resolve("usr/bin"));
    Files.createDirectories(tree.resolve("usr/empty"));
    Files.createDirectories(tree.resolve("etc/conf.d"));
    Files.writeString(tree.resolve("etc/conf.d/a.conf"), "a=1\n");
    Files.writeString(tree.resolve("etc/conf.d/b \"quoted\".conf"), "b=1\n");
    Files.writeString(tree.resolve("usr/bin/sudo"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        tree.resolve("usr/bin/sudo"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(tree.resolve("usr/bin/tool"), "tool ".repeat(5000));
    Files.createSymbolicLink(tree.resolve("usr/link"), Path.of("bin/sudo\u001b"));
    Files.writeString(tree.resolve("usr/中文 文件"), "内容\n");
    Files.writeString(tree.resolve("usr/" + HOSTILE), "x");
    ostree.commit(
        "os/stable",
        tree,
        "--subject=First",
        "--timestamp=2026-01-02 03:04:05 +0000",
        "--add-metadata-string=version=41.1",
        "--add-metadata=test.big=uint64 18446744073709551615",
        "--add-metadata=test.bytes=[byte 0x01, 0xff]",
        "--add-metadata=test.list=['a', 'b']");
    Files.writeString(tree.resolve("etc/conf.d/a.conf"), "a=22\n");
    Files.move(tree.resolve("usr/bin/tool"), tree.resolve("usr/bin/renamed"));
    Files.delete(tree.resolve("usr/empty"));
    Files.createFile(tree.resolve("usr/empty"));
    Files.createDirectories(tree.resolve("opt/new/deep"));
    ostree.commit(
        "os/stable",
        tree,
        "--subject=Second\u001b[31m",
        "--body=Line one\nline two",
        "--timestamp=2026-02-02 03:04:05 +0000",
        "--add-metadata-string=version=41.2");
    Files.delete(tree.resolve("etc/conf.d/b \"quoted\".conf"));
    ostree.commit(
        "os/stable",
        tree,
        "--subject=Third",
        "--timestamp=2026-03-02 03:04:05 +0000",
        "--add-metadata-string=version=41.3\u202e");
    ostree.commit(
        "os/fork",
        tree,
        "--parent=" + ostree.run("rev-parse", "os/stable^^"),
        "--subject=Fork",
        "--timestamp=2026-02-20 03:04:05 +0000");
    OstreeTool other = OstreeTool.init(folder.resolve("other"), "archive");
    other.commit("os/next", tree, "--subject=Next", "--timestamp=2026-04-02 03:04:05 +0000");
    ostree.run("pull-local", "--remote=demo", other.repository().toString(), "os/next");
    ostree.run("refs", "--create=ostree/0/1/0", "os/stable");
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(repo);
    return CommandRun.of(folder, all.toArray(String[]::new));
  }

  private static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(array.elements(), 0), false);
  }

  private static List<String> texts(JsonNode array, String field) {
    return items(array).map(item -> item.get(field).textValue()).toList();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void refs_are_those_of_ostree_without_the_internal_ones() {
    JsonNode refs = run("refs", "--json").json();

    assertThat(names(refs.get(0))).containsExactly("ref", "remote", "checksum");
    assertThat(items(refs).map(CommandTest::refspec))
        .containsExactlyInAnyOrderElementsOf(
            ostree.lines("refs").stream().filter(ref -> !ref.startsWith("ostree/")).toList());
    for (JsonNode ref : refs) {
      assertThat(ref.get("checksum").textValue()).isEqualTo(ostree.run("rev-parse", refspec(ref)));
    }
    assertThat(texts(run("refs", "--all", "--json").json(), "ref")).contains("ostree/0/1/0");
  }

  private static String refspec(JsonNode ref) {
    String name = ref.get("ref").textValue();
    return ref.get("remote").isNull() ? name : ref.get("remote").textValue() + ":" + name;
  }

  @Test
  void refs_as_text_are_one_a_line() {
    assertThat(run("refs").text().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("demo:os/next +[0-9a-f]{10}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"os/stable", "os/fork", "demo:os/next"})
  void the_log_of_a_branch_is_that_of_ostree(String branch) {
    List<String> expected =
        ostree.lines("log", branch).stream()
            .filter(line -> line.startsWith("commit "))
            .map(line -> line.substring("commit ".length()))
            .toList();

    assertThat(texts(run("log", branch, "--json").json(), "checksum")).isEqualTo(expected);
  }

  @Test
  void the_log_of_everything_has_each_commit_once_newest_first() {
    JsonNode log = run("log", "--json").json();

    assertThat(names(log.get(0)))
        .containsExactly(
            "checksum", "parent", "subject", "body", "timestamp", "version", "refs", "deployments");
    assertThat(texts(log, "subject"))
        .containsExactly("Next", "Third", "Fork", "Second\u001b[31m", "First");
    assertThat(log.get(1).get("refs").get(0).textValue()).isEqualTo("os/stable");
    assertThat(log.get(1).get("deployments")).isEmpty();
    assertThat(log.get(3).get("body").textValue()).isEqualTo("Line one\nline two");
    assertThat(log.get(4).get("parent").isNull()).isTrue();
    assertThat(log.get(4).get("timestamp").longValue()).isEqualTo(1_767_323_045L);
    assertThat(log.get(2).get("version").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "2, 2", "99, 5"})
  void no_more_commits_are_listed_than_asked_for(String limit, int count) {
    assertThat(run("log", "-n", limit, "--json").json()).hasSize(count);
    assertThat(run("log", "-n", limit).text().lines()).hasSize(count);
  }

  @Test
  void the_graph_draws_the_fork() {
    String graph = run("log", "--graph").text();

    assertThat(graph.lines().filter(line -> line.contains("Fork")))
        .singleElement()
        .asString()
        .contains("│ ●");
    assertThat(graph.lines().filter(line -> line.contains("├─╯"))).hasSize(1);
    assertThat(run("log", "--graph", "-n", "2").text().lines()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void show_has_the_metadata_that_ostree_prints() {
    JsonNode commit = run("show", "os/stable^^", "--json").json();

    assertThat(names(commit))
        .endsWith("refs", "deployments", "metadata", "rootTree", "rootMeta")
        .startsWith("checksum", "parent", "subject");
    JsonNode metadata = commit.get("metadata");
    assertThat(metadata.get("test.big").bigIntegerValue()).hasToString("18446744073709551615");
    assertThat(metadata.get("test.bytes").get("$hex").textValue()).isEqualTo("01ff");
    assertThat(metadata.get("test.list").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(metadata.get("version").textValue()).isEqualTo("41.1");
    assertThat(metadata.get("ostree.ref-binding").toString()).isEqualTo("[\"os/stable\"]");
    String root = ostree.run("ls", "-C", "-d", "os/stable^^", "/");
    assertThat(root)
        .contains(commit.get("rootTree").textValue(), commit.get("rootMeta").textValue());
  }

  @Test
  void show_as_text_holds_nothing_that_acts_on_a_terminal() {
    CommandRun run = run("show", "os/stable^");

    assertThat(run.status()).isZero();
    assertThat(run.text())
        .contains("Second\\x1b[31m", "    Line one\n    line two\n", "41.2", "2026-02-02 03:04")
        .doesNotContain("\u001b");
  }

  @Test
  void the_tree_is_that_of_ostree() {
    JsonNode entries = run("ls", "-R", "os/stable^^", "--json").json();

    assertThat(names(entries.get(0)))
        .containsExactly("path", "kind", "mode", "uid", "gid", "size", "checksum", "target");
    String paths =
        new String(
            ostree.bytes("ls", "-R", "--nul-filenames-only", "os/stable^^"),
            StandardCharsets.UTF_8);
    assertThat(texts(entries, "path")).containsExactly(paths.split("\0"));
    Predicate<String> listed = ostree.lines("ls", "-R", "-C", "os/stable^^")::contains;
    assertThat(items(entries).filter(entry -> !entry.get("path").textValue().contains("\n")))
        .hasSizeGreaterThan(9)
        .allSatisfy(entry -> assertThat(listed).accepts(asOstreeWritesIt(entry)));
  }

  /**
   * The line of {@code ostree ls -C}; folders have the checksum of their metadata there as well.
   */
  private String asOstreeWritesIt(JsonNode entry) {
    int mode = Integer.parseInt(entry.get("mode").textValue(), 8);
    String kind = entry.get("kind").textValue();
    String letter = kind.equals("directory") ? "d" : kind.equals("symlink") ? "l" : "-";
    String path = entry.get("path").textValue();
    String checksum = entry.get("checksum").textValue();
    if (kind.equals("directory")) {
      String line = ostree.run("ls", "-C", "-d", "os/stable^^", path);
      checksum = line.substring(line.indexOf(checksum), line.lastIndexOf(' '));
    }
    return "%s%05o %d %d %6d %s %s%s"
        .formatted(
            letter,
            mode & 07777,
            entry.get("uid").intValue(),
            entry.get("gid").intValue(),
            entry.get("size").longValue(),
            checksum,
            path,
            entry.get("target").isNull() ? "" : " -> " + entry.get("target").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/usr", "/usr/bin/sudo", "/usr/link"})
  void one_level_is_that_of_ostree(String path) {
    String paths =
        new String(
            ostree.bytes("ls", "--nul-filenames-only", "os/stable", path), StandardCharsets.UTF_8);

    assertThat(texts(run("ls", "os/stable", path, "--json").json(), "path"))
        .containsExactly(paths.split("\0"));
  }

  @Test
  void a_hostile_name_never_reaches_the_terminal() {
    for (String[] command :
        new String[][] {
          {"ls", "-R", "os/stable"},
          {"ls", "-R", "os/stable", "--json"},
          {"ls", "os/stable", "/usr/" + HOSTILE},
          {"cat", "os/stable", "/" + HOSTILE},
          {"diff", "os/stable^^", "os/stable"},
          {"diff", "os/stable^^", "os/stable", "--json"},
          {"log", "--graph"},
          {"log", HOSTILE},
          {"log", "-" + HOSTILE},
          {HOSTILE},
          {"log", "-n", HOSTILE}
        }) {
      CommandRun run = run(command);
      assertThat(run.text() + run.errors())
          .as(String.join(" ", command))
          .isNotEmpty()
          .doesNotContain("\u001b", "\u202e");
      assertThat(run.errors().lines().count()).as(run.errors()).isLessThanOrEqualTo(1);
    }
    assertThat(run("ls", "-R", "os/stable").text())
        .contains("/usr/new\\nline\\x1b[31m and \\u{202e}bidi\n");
  }

  @Test
  void cat_gives_the_bytes() {
    assertThat(run("cat", "os/stable^^", "usr/bin/tool").output())
        .isEqualTo(ostree.bytes("cat", "os/stable^^", "/usr/bin/tool"));
    assertThat(run("cat", "os/stable", "/usr/empty").output()).isEmpty();
    JsonNode json = run("cat", "os/stable", "/usr/中文 文件", "--json").json();
    assertThat(names(json)).containsExactly("path", "size", "checksum", "base64");
    assertThat(json.get("base64").textValue()).isEqualTo("5YaF5a65Cg==");
  }

  @ParameterizedTest
  @CsvSource({"os/stable^, os/stable", "os/stable^^, os/stable", "os/stable, os/stable^^"})
  void the_difference_is_that_of_ostree(String from, String to) {
    // ostree calls a folder that became a file modified, and lists no path below a removed folder.
    String becomesFile = "M    /usr/empty";
    List<String> expected =
        ostree.lines("diff", from, to).stream().filter(l -> !l.equals(becomesFile)).toList();
    List<String> lines =
        run("diff", "--no-renames", from, to)
            .text()
            .lines()
            .filter(l -> l.charAt(0) != 'P')
            .toList();

    assertThat(lines).containsAll(expected);
    assertThat(lines.stream().filter(line -> !expected.contains(line)))
        .allMatch(
            line ->
                line.endsWith(" /usr/empty")
                    || expected.stream()
                        .anyMatch(l -> l.startsWith("D") && line.startsWith(l + "/")));
  }

  @Test
  void the_difference_as_json_finds_the_renamed_file() {
    JsonNode diff = run("diff", "os/stable^^", "os/stable^", "--json").json();

    assertThat(names(diff)).containsExactly("from", "to", "summary", "changes");
    assertThat(names(diff.get("summary")))
        .containsExactly(
            "added", "removed", "modified", "metadata", "renamed", "sizeBefore", "sizeAfter");
    assertThat(names(diff.get("changes").get(0)))
        .containsExactly("change", "path", "oldPath", "kind", "sizeBefore", "sizeAfter");
    assertThat(diff.get("from").textValue()).isEqualTo(ostree.run("rev-parse", "os/stable^^"));
    assertThat(
            items(diff.get("changes"))
                .map(
                    change ->
                        change.get("change").textValue()
                            + " "
                            + change.get("oldPath").asText()
                            + " "
                            + change.get("path").textValue()
                            + " "
                            + change.get("kind").textValue()
                            + " "
                            + change.get("sizeBefore")
                            + " "
                            + change.get("sizeAfter")))
        .containsExactly(
            "modified null /etc/conf.d/a.conf file 4 5",
            "added null /opt directory 0 0",
            "added null /opt/new directory 0 0",
            "added null /opt/new/deep directory 0 0",
            "renamed /usr/bin/tool /usr/bin/renamed file 25000 25000",
            "removed null /usr/empty directory 0 0",
            "added null /usr/empty file 0 0");
    assertThat(diff.get("summary").get("added").intValue()).isEqualTo(4);
    assertThat(run("diff", "os/stable^^", "os/stable^", "/etc").text())
        .isEqualTo("M    /etc/conf.d/a.conf\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "show nothing | no commit nothing",
        "ls os/stable /nothing | no /nothing in",
        "cat os/stable /usr | is not a regular file",
        "cat os/stable /usr/link | is not a regular file",
        "show os/stable^^^ | no commit before",
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
    for (String command : List.of("", "status", "refs", "log", "show", "ls", "cat", "diff")) {
      for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
        CommandRun run =
            CommandRun.of(
                folder, CommandRun.SCRIPT, locale, (command + " --help").strip().split(" "));
        assertThat(run.status()).isZero();
        assertThat(run.text())
            .contains(locale == Locale.ENGLISH ? "Usage: understory" : "用法：")
            .contains("--json");
        assertThat(run.text().contains("提交") || run.text().contains("部署"))
            .as(command)
            .isEqualTo(locale != Locale.ENGLISH);
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
                      false, false, false, true, leaves, false),
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
    OstreeTool broken = OstreeTool.init(copy, "archive");
    broken.run("pull-local", ostree.repository().toString(), "os/stable");
    String line = broken.run("ls", "-C", "-d", "os/stable", "/etc");
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
        .contains(tree + ".dirtree is damaged: its content does not match its checksum")
        .hasLineCount(1);
    Files.delete(object);
    assertThat(CommandRun.of(folder, "ls", "os/stable", "/etc", "--repo=" + copy).errors())
        .contains(tree + ".dirtree is not in this repository");
  }

  @Test
  void checksums_and_their_beginnings_name_commits() {
    String checksum = ostree.run("rev-parse", "os/stable");

    assertThat(HexFormat.of().parseHex(checksum)).hasSize(32);
    for (String name : List.of(checksum, checksum.substring(0, 12), "os/stable")) {
      assertThat(run("show", name, "--json").json().get("checksum").textValue())
          .isEqualTo(checksum);
    }
  }
}
