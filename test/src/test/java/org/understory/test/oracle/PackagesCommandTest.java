package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.Program;
import org.understory.test.kit.RpmDatabase;
import org.understory.test.kit.TestSysroot;

/** What {@code packages} and {@code diff --packages} print. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PackagesCommandTest {
  private static final String OLD =
      "[('bash','0','5.2','1','x86_64'),('cups','1','2.4','1','x86_64'),"
          + "('gone\\u001b[31m','0','1','1','noarch'),('xz','0','5.6','1','x86_64')]";
  private static final String NEW =
      "[('bash','0','5.2','1','x86_64'),('cups','1','2.5','1','x86_64'),"
          + "('new','0','1','1','noarch'),('xz','0','5.4','1','x86_64')]";
  private static final String LAYERED =
      "[('bash','0','5.3','9','x86_64'),('cups','1','2.5','1','x86_64'),"
          + "('htop','0','3','1','x86_64'),('new','0','1','1','noarch')]";
  private static final String ADVISORIES =
      "[('FERN-7', uint32 1, uint32 3, ['cups-1:2.5-1.x86_64'],"
          + " {'cve_references': <[('https://fern.example/1', 'CVE-2026-1234 cups: hole')]>})]";

  private Path folder;
  private TestSysroot sysroot;
  private String repo;

  @BeforeAll
  void make_versions(@TempDir Path temporary) throws IOException {
    folder = temporary;
    sysroot = TestSysroot.create(folder.resolve("system"), "main");
    repo = "--repo=" + sysroot.repository();
    commit("list", OLD);
    commit("list", NEW, "--add-metadata=rpmostree.advisories=" + ADVISORIES);
    commit("plain", "");
    for (String version : List.of("1.0-1", "1.1-1")) {
      Path tree = folder.resolve("tree-" + version);
      RpmDatabase rpms = RpmDatabase.create(tree.resolve("usr/share/rpm"));
      String log = "* Wed Feb 04 2026 Ann <a@fern.example> - 1.1-1\n- Fix\n";
      String old = "* Mon Jan 05 2026 Ann <a@fern.example> - 1.0-1\n- Begin\n";
      rpms.install(
          folder.resolve("work"),
          "tool",
          version,
          List.of("/usr/bin/tool", "/etc/tool.conf"),
          version.equals("1.0-1") ? old : log + old);
      rpms.install(folder.resolve("work"), "other", version, List.of("/usr/bin/other"), "");
      for (String file : List.of("usr/bin/tool", "usr/etc/tool.conf", "usr/bin/other")) {
        Files.createDirectories(tree.resolve(file).getParent());
        Files.writeString(tree.resolve(file), version);
      }
      keep(Command.run("ostree", "commit", repo, "--branch=rpm", "--tree=dir=" + tree));
    }
  }

  private String commit(String branch, String packages, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("ostree", "commit", repo));
    command.add("--branch=" + branch);
    if (!packages.isEmpty()) {
      command.add("--add-metadata=rpmostree.rpmdb.pkglist=" + packages);
    }
    command.addAll(List.of(more));
    command.add("--tree=dir=" + Files.createDirectories(folder.resolve("empty")));
    return keep(Command.run(command));
  }

  /** A deployment takes commits with it that nothing names. */
  private String keep(String line) {
    String checksum = line.strip();
    Command.run("ostree", "refs", repo, "--create=ostree/keep/" + checksum, checksum);
    return checksum;
  }

  @Test
  void packages_are_listed_with_version_and_architecture() {
    assertThat(run("packages list").text())
        .isEqualTo(
            """
            bash  5.2-1    x86_64
            cups  1:2.5-1  x86_64
            new   1-1      noarch
            xz    5.4-1    x86_64
            """);
    assertThat(run("packages list cups xz --json").json())
        .hasToString(
            """
            [{"name":"cups","version":"1:2.5-1","arch":"x86_64","source":"pkglist"},\
            {"name":"xz","version":"5.4-1","arch":"x86_64","source":"pkglist"}]""");
    assertThat(run("packages rpm --json").json().get(0).get("source").textValue())
        .isEqualTo("rpmdb");
  }

  @Test
  void a_package_that_is_not_there_is_told() {
    CommandRun run = run("packages list bash none");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.text()).isEqualTo("bash  5.2-1  x86_64\n");
    assertThat(run.errors()).contains("no package none in list").hasLineCount(1);
  }

  @Test
  void a_version_without_packages_says_so_and_is_no_trouble() {
    CommandRun text = run("packages plain");

    assertThat(text.status()).isZero();
    assertThat(text.text()).isEmpty();
    assertThat(text.errors()).contains("plain holds no list of packages").hasLineCount(1);
    assertThat(run("packages plain --json").json()).isEmpty();
    assertThat(run("diff plain list --packages --json").json().get("added")).hasSize(4);
  }

  @Test
  void the_owner_of_a_file_is_found_by_either_of_its_paths() {
    for (String path : List.of("/etc/tool.conf", "/usr/etc/tool.conf", "usr/bin/tool")) {
      assertThat(run("packages rpm --owner " + path).text()).isEqualTo("tool  1.1-1  noarch\n");
    }
    assertThat(run("packages rpm --owner /usr/none --json").json()).isEmpty();
    CommandRun none = run("packages list --owner /usr/bin/tool");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.errors()).contains("does not say which package owns a file");
  }

  @Test
  void packages_are_compared() {
    assertThat(run("diff list^ list --packages").text())
        .isEqualTo(
            """
            A    new 1-1 noarch
            D    gone\\x1b[31m 1-1 noarch
            U    cups 1:2.4-1 -> 1:2.5-1 x86_64
            B    xz 5.6-1 -> 5.4-1 x86_64
            """);
    JsonNode json = run("diff list^ list --packages --json").json();
    assertThat(CommandFixture.names(json))
        .containsExactly("added", "removed", "upgraded", "downgraded");
    assertThat(json.get("added"))
        .hasToString(
            "[{\"name\":\"new\",\"version\":\"1-1\",\"arch\":\"noarch\",\"source\":\"pkglist\"}]");
    assertThat(json.get("removed").get(0).get("name").textValue()).isEqualTo("gone\u001b[31m");
    assertThat(json.get("upgraded"))
        .hasToString(
            "[{\"name\":\"cups\",\"arch\":\"x86_64\",\"from\":\"1:2.4-1\",\"to\":\"1:2.5-1\"}]");
    assertThat(json.get("downgraded"))
        .hasToString("[{\"name\":\"xz\",\"arch\":\"x86_64\",\"from\":\"5.6-1\",\"to\":\"5.4-1\"}]");
    assertThat(run("diff list^ list --packages --package xz").text()).hasLineCount(1);
  }

  @Test
  void a_person_gets_a_summary_in_the_language_of_the_person() {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
      CommandRun run =
          CommandRun.of(
              folder, CommandRun.PERSON, locale, "diff", "list^", "list", "--packages", repo);

      assertThat(run.text())
          .contains(
              locale == Locale.ENGLISH
                  ? "1 added, 1 removed, 1 upgraded, 1 downgraded"
                  : "新增 1，删除 1，升级 1，降级 1")
          .contains("\u001b[32mA\u001b[0m    new");
    }
  }

  @Test
  void advisories_and_changelogs_are_told_where_asked_for() {
    assertThat(run("diff list^ list --packages --advisories").text())
        .endsWith("Advisories:\n     FERN-7  important  CVE-2026-1234\n");
    assertThat(run("diff list^ list --packages --advisories --json").json().get("advisories"))
        .hasToString(
            """
            [{"id":"FERN-7","kind":"security","severity":"important",\
            "packages":["cups-1:2.5-1.x86_64"],"references":["CVE-2026-1234"]}]""");
    assertThat(run("diff rpm^ rpm --packages --changelog").text())
        .isEqualTo(
            """
            U    other 1.0-1 -> 1.1-1 noarch
            U    tool 1.0-1 -> 1.1-1 noarch
                   Ann <a@fern.example> - 1.1-1
                     - Fix
            """);
    JsonNode upgraded = run("diff rpm^ rpm --packages --changelog --json").json().get("upgraded");
    assertThat(upgraded.get(0).get("changelog")).isEmpty();
    assertThat(upgraded.get(1).get("changelog").get(0).get("text").textValue()).isEqualTo("- Fix");
  }

  @Test
  void files_of_a_package_are_compared_alone() {
    assertThat(run("diff rpm^ rpm --package tool").text())
        .isEqualTo("M    /usr/bin/tool\nM    /usr/etc/tool.conf\n");
    JsonNode json = run("diff rpm^ rpm --package tool --json").json();
    assertThat(json.get("summary").get("modified").intValue()).isEqualTo(2);
    assertThat(run("diff rpm^ rpm").text()).contains("/usr/bin/other");
  }

  @Test
  void what_rpm_ostree_layered_is_marked() throws IOException {
    String base = sysroot.commit("base", "1", "kernel");
    String based = commit("based", NEW, "--parent=" + base);
    String tree = folder.resolve("system-tree").toString();
    String layered =
        Command.run(
                "ostree",
                "commit",
                repo,
                "--branch=layered",
                "--parent=" + based,
                "--add-metadata=rpmostree.clientlayer=true",
                "--add-metadata=ostree.bootable=true",
                "--add-metadata=rpmostree.packages=['htop']",
                "--add-metadata=rpmostree.rpmdb.pkglist=" + LAYERED,
                "--tree=dir=" + tree)
            .strip();
    Path origin =
        Files.writeString(
            folder.resolve("origin"),
            "[origin]\nbaserefspec=based\n[packages]\nrequested=htop;bash;\n");
    sysroot.admin("deploy", "--os=main", "--origin-file=" + origin, layered);

    String[] words = {"packages", layered, "--sysroot=" + sysroot.folder()};
    CommandRun person = CommandRun.of(folder, CommandRun.PERSON, Locale.ENGLISH, words);
    assertThat(person.text().replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(
            """
            bash  5.3-9    x86_64  overridden
            cups  1:2.5-1  x86_64
            htop  3-1      x86_64  layered
            new   1-1      noarch
            xz    5.4-1    x86_64  removed from the base
            bash                   requested, but already in the base
            """);
    JsonNode json =
        CommandRun.of(folder, "packages", layered, "--json", "--sysroot=" + sysroot.folder())
            .json();
    assertThat(json.get(0).get("mark").textValue()).isEqualTo("overridden");
    assertThat(json.get(1).get("mark")).isNull();
    assertThat(json.get(2).get("mark").textValue()).isEqualTo("layered");
    assertThat(json).hasSize(4);
  }

  @Test
  void without_permission_for_native_code_a_database_is_refused_and_a_list_is_not() {
    Command.Result refused = Program.runPlain(folder, "packages", "rpm", repo);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.errors()).contains("/usr/share/rpm/rpmdb.sqlite").hasLineCount(1);
    Command.Result list = Program.runPlain(folder, "packages", "list", repo);
    assertThat(list.status()).as(list.errors()).isZero();
    assertThat(list.text()).hasLineCount(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"packages", "packages list --owner", "diff list list --package"})
  void wrong_usage_is_told_in_one_line(String command) {
    CommandRun run = run(command);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).startsWith("understory: ").contains("--help”").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"packages nothing", "diff nothing list --packages"})
  void an_unknown_revision_is_told_in_one_line(String command) {
    CommandRun run = run(command);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.text()).isEmpty();
    assertThat(run.errors()).startsWith("understory: ").contains("nothing").hasLineCount(1);
  }

  private CommandRun run(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add(repo);
    return CommandRun.of(folder, words.toArray(String[]::new));
  }
}
