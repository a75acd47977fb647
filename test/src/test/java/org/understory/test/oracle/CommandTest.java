package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.test.kit.CommandRun;

/** What commands answer on a real repository, compared with what {@code ostree} says. */
final class CommandTest extends CommandFixture {
  @Test
  void refs_are_those_of_ostree_without_the_internal_ones() {
    JsonNode refs = run("refs", "--json").json();

    assertThat(names(refs.get(0))).containsExactly("ref", "remote", "checksum");
    assertThat(items(refs).map(CommandTest::refspec))
        .containsExactlyInAnyOrderElementsOf(
            repository.lines("refs").stream().filter(ref -> !ref.startsWith("ostree/")).toList());
    for (JsonNode ref : refs) {
      assertThat(ref.get("checksum").textValue())
          .isEqualTo(repository.ostree("rev-parse", refspec(ref)));
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
        repository.lines("log", branch).stream()
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
  void show_names_no_ref_that_tools_keep_for_themselves() {
    assertThat(run("show", "os/stable", "--json").json().get("refs").toString())
        .isEqualTo("[\"os/stable\"]");
  }

  @Test
  void show_has_the_metadata_that_ostree_prints() {
    JsonNode commit = run("show", "os/stable^^", "--json").json();

    assertThat(names(commit))
        .endsWith("refs", "deployments", "metadata", "rootTree", "rootMeta", "image")
        .startsWith("checksum", "parent", "subject");
    JsonNode metadata = commit.get("metadata");
    assertThat(metadata.get("test.big").bigIntegerValue()).hasToString("18446744073709551615");
    assertThat(metadata.get("test.bytes").get("$hex").textValue()).isEqualTo("01ff");
    assertThat(metadata.get("test.list").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(metadata.get("version").textValue()).isEqualTo("41.1");
    assertThat(metadata.get("ostree.ref-binding").toString()).isEqualTo("[\"os/stable\"]");
    String root = repository.ostree("ls", "-C", "-d", "os/stable^^", "/");
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
            repository.bytes("ls", "-R", "--nul-filenames-only", "os/stable^^"),
            StandardCharsets.UTF_8);
    assertThat(texts(entries, "path")).containsExactly(paths.split("\0"));
    Predicate<String> listed = repository.lines("ls", "-R", "-C", "os/stable^^")::contains;
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
      String line = repository.ostree("ls", "-C", "-d", "os/stable^^", path);
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
            repository.bytes("ls", "--nul-filenames-only", "os/stable", path),
            StandardCharsets.UTF_8);

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
        .isEqualTo(repository.bytes("cat", "os/stable^^", "/usr/bin/tool"));
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
        repository.lines("diff", from, to).stream().filter(l -> !l.equals(becomesFile)).toList();
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

    assertThat(names(diff)).containsExactly("from", "to", "summary", "image", "changes");
    assertThat(names(diff.get("summary")))
        .containsExactly(
            "added", "removed", "modified", "metadata", "renamed", "sizeBefore", "sizeAfter");
    assertThat(names(diff.get("changes").get(0)))
        .containsExactly("change", "path", "oldPath", "kind", "sizeBefore", "sizeAfter");
    assertThat(diff.get("from").textValue())
        .isEqualTo(repository.ostree("rev-parse", "os/stable^^"));
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
}
