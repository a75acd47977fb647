package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.Command;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.SysrootCommands;
import org.understory.test.kit.TestSysroot;
import org.understory.test.kit.engine.FernServer;

/** Somebody looks where the system could move to, and what would be lost by it. */
final class RebaseCommandTest {
  private static final String LAYERED = "--add-metadata=rpmostree.packages=['htop', 'fern-tools']";

  @TempDir private Path folder;
  private SysrootCommands commands;
  private TestSysroot sysroot;
  private FernServer server;
  private Path editions;

  @BeforeEach
  void make() throws IOException {
    sysroot = TestSysroot.create(folder.resolve("sysroot"), "fern");
    server = new FernServer(folder, sysroot, "file://");
    server.publish("stable", "41.1", List.of(LAYERED, edition("stable")));
    server.fetch("stable");
    sysroot.admin("deploy", "--os=fern", "--karg=root=LABEL=root", "fern:stable");
    commands = new SysrootCommands(folder.resolve("home"), sysroot);
    editions = folder.resolve("home/root/etc/understory/rebase.d");
    Files.createDirectories(editions);
    Files.writeString(
        editions.resolve("fern.json"),
        """
        {"publisher": "Fern", "systems": ["test"], "editions": [
          {"name": "Stable", "desktop": "GNOME", "branch": "fern:stable"},
          {"name": "Moss", "desktop": "KDE \\u4e2d", "branch": "fern:moss/${version}"},
          {"name": "Image", "image": "docker://fern.example/moss:1"}]}
        """);
  }

  @Test
  void editions_and_branches_are_listed() {
    Command.run("ostree", "refs", "--repo=" + sysroot.repository(), "--create=own", "fern:stable");
    JsonNode list = commands.json("rebase", "--list");
    assertThat(list.findValuesAsText("reference"))
        .containsExactly("fern:stable", "fern:moss/1", "own");
    JsonNode first = list.get(0);
    assertThat(first.path("group").asText()).isEqualTo("Fern");
    assertThat(first.path("desktop").asText()).isEqualTo("GNOME");
    assertThat(first.path("followed").asBoolean()).isTrue();
    assertThat(first.path("checksum").asText()).isEqualTo(server.newest("stable").hex());
    assertThat(first.path("version").asText()).isEqualTo("41.1");
    assertThat(list.get(1).path("checksum").isNull()).isTrue();
    String shown = commands.person(Locale.ENGLISH, "rebase").text();
    assertThat(shown).contains("Fern Moss", "KDE 中", "fern:moss/1").doesNotContain("docker:");
    assertThat(commands.person(Locale.SIMPLIFIED_CHINESE, "rebase", "--list").text())
        .contains("版本系列", "桌面环境", "正在跟随");
  }

  @Test
  void a_file_of_editions_that_is_none_is_named_and_the_rest_is_listed() throws IOException {
    Files.writeString(editions.resolve("bad.json"), "[");
    var run = commands.run("rebase", "--list");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors()).contains("bad.json");
    assertThat(run.text()).contains("fern:moss/1");
  }

  @Test
  void what_servers_have_is_listed_where_somebody_asks_for_it() {
    server.publish("moss/1");
    server.publish("lichen");
    try (RepositoryServer far = RepositoryServer.serve(server.repository())) {
      sysroot.configure("remote \"fern\".url", far.url());
      assertThat(commands.json("rebase").findValuesAsText("reference"))
          .containsExactly("fern:stable", "fern:moss/1");
      assertThat(far.asked()).isEmpty();
      JsonNode list = commands.json("rebase", "--remote");
      assertThat(list.findValuesAsText("reference"))
          .containsExactly("fern:stable", "fern:moss/1", "fern:lichen");
      assertThat(list.get(1).path("checksum").asText()).isEqualTo(server.newest("moss/1").hex());
      assertThat(list.get(2).path("group").asText()).isEqualTo("fern");
      assertThat(list.get(2).path("version").asText()).isEqualTo("3");
    }
    var gone = commands.run("rebase", "--remote");
    assertThat(gone.status()).isEqualTo(1);
    assertThat(gone.text()).as("what is known here").contains("fern:moss/1");
  }

  @Test
  void an_edition_is_moved_to_by_its_name() {
    server.publish("moss/1");
    JsonNode done = commands.json("rebase", "moss", "--yes");
    assertThat(done.at("/outcome/result").asText()).isEqualTo("succeeded");
    assertThat(commands.json("status").at("/deployments/0/origin").asText())
        .isEqualTo("fern:moss/1");
  }

  @Test
  void everything_that_stands_against_it_is_told_at_once() throws IOException {
    try (RepositoryServer far = RepositoryServer.serve(server.repository())) {
      everything(far);
    }
  }

  private void everything(RepositoryServer far) throws IOException {
    sysroot.configure("remote \"fern\".gpg-verify", "true");
    Command.run(
        "ostree",
        "remote",
        "add",
        "--no-gpg-verify",
        "--repo=" + sysroot.repository(),
        "other",
        far.url());
    server.publish(
        "moss/1",
        "42.1",
        List.of(
            edition("moss"),
            "--add-metadata=rpmostree.rpmdb.pkglist=[('htop', '0', '1', '1', 'noarch')]",
            "--add-metadata-string=ostree.architecture=s390x",
            "--add-metadata-string=ostree.endoflife=It ends"));
    JsonNode planned = commands.json("rebase", "other:moss/1", "--dry-run");
    assertThat(codes(planned))
        .containsSubsequence(
            "unverified",
            "less-checked",
            "layers-unsure",
            "other-desktop",
            "one-way",
            "end-of-life",
            "not-here");
    assertThat(warning(planned, "other-desktop").path("text").asText()).contains("(moss)");
    JsonNode unsure = warning(planned, "layers-unsure");
    assertThat(unsure.path("text").asText())
        .as("one of the two comes along")
        .contains("fern-tools", "nothing is changed")
        .doesNotContain("htop");
    assertThat(warning(planned, "less-checked").path("text").asText()).contains("(fern)");
  }

  @Test
  void a_move_within_an_edition_loses_nothing_more() throws IOException {
    server.publish("moss/1", "41.2", List.of(LAYERED, edition("stable")));
    JsonNode planned = commands.json("rebase", "fern:moss/1", "--dry-run");
    assertThat(codes(planned)).doesNotContain("less-checked", "one-way", "other-desktop");
  }

  /** What has a commit say that it is this edition. */
  private String edition(String name) throws IOException {
    Path tree = folder.resolve(name);
    Files.createDirectories(tree.resolve("usr/lib"));
    Files.writeString(
        tree.resolve("usr/lib/os-release"), "ID=test\nVERSION_ID=1\nVARIANT_ID=" + name + "\n");
    return "--tree=dir=" + tree;
  }

  private static List<String> codes(JsonNode answer) {
    return answer.at("/plan/warnings").findValuesAsText("code");
  }

  private static JsonNode warning(JsonNode answer, String code) {
    for (JsonNode each : answer.at("/plan/warnings")) {
      if (each.path("code").asText().equals(code)) {
        return each;
      }
    }
    throw new AssertionError(answer.toString());
  }
}
