package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.FlatpakLab;
import org.understory.test.kit.TestSysroot;

/** The commands for applications, on the real Flatpak: it says what became of them. */
final class FlatpakCommandTest {
  private static final String ID = FlatpakLab.ID;

  @TempDir private Path home;
  private FlatpakLab lab;

  @BeforeEach
  void publish() {
    lab = FlatpakLab.publish(home);
    lab.install("--user");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void what_is_installed_is_listed_as_flatpak_lists_it() {
    lab.install("--system");
    JsonNode listed = run("list").json();

    List<String> columns =
        List.of("name", "application", "version", "branch", "arch", "origin", "installation");
    List<String> theirs =
        lab.flatpak("list", "--columns=" + String.join(",", columns)).lines().sorted().toList();
    assertThat(theirs).hasSize(4);
    assertThat(
            CommandFixture.items(listed)
                .map(
                    each ->
                        String.join(
                            "\t",
                            each.get("kind").asText().equals("app")
                                ? each.get("name").asText()
                                // What it makes up where there is no name.
                                : "fern platform",
                            each.get("id").asText(),
                            each.get("version").isNull() ? "" : each.get("version").asText(),
                            each.get("branch").asText(),
                            each.get("arch").asText(),
                            each.get("origin").asText(),
                            each.get("installation").asText().replace("default", "system")))
                .sorted())
        .containsExactlyElementsOf(theirs);
    JsonNode first = listed.get(0);
    assertThat(first.get("ref").asText()).isEqualTo(FlatpakLab.REF);
    assertThat(first.get("commit").asText()).isEqualTo(lab.versions().get(2).hex());
    assertThat(first.get("runtime").asText()).isEqualTo("org.fern.Platform/x86_64/1");
    assertThat(first.get("size").asLong()).isPositive();
    assertThat(first.get("timestamp").asLong()).isEqualTo(1_767_398_400L);
    assertThat(first.get("held").asBoolean()).isFalse();
  }

  @Test
  void a_person_reads_a_table_in_their_language() {
    assertThat(text("list")).contains("Notes", "3.0", "only for you").doesNotContain("Platform");
    assertThat(text("list", "--runtimes")).contains("org.fern.Platform");
    CommandRun chinese =
        CommandRun.of(home, CommandRun.SCRIPT, Locale.SIMPLIFIED_CHINESE, "flatpak", "list");
    assertThat(chinese.text()).contains("便笺", "仅限您本人");
  }

  @Test
  void a_subject_that_would_command_the_terminal_is_shown_as_text() {
    lab.publish("runtime=org.fern.Platform/x86_64/1", "sockets=wayland;", "Red\u001b[31m");

    assertThat(text("log", ID)).contains("Red\\x1b[31m").doesNotContain("\u001b");
    assertThat(run("log", ID).json().get(0).get("subject").asText()).startsWith("Red");
  }

  @Test
  void the_versions_on_the_server_are_listed_with_what_is_installed() {
    JsonNode log = run("log", ID).json();

    assertThat(CommandFixture.texts(log, "commit"))
        .containsExactlyElementsOf(lab.versions().reversed().stream().map(Checksum::hex).toList());
    assertThat(log.get(0).get("subject").asText()).startsWith("Version 3");
    assertThat(log.get(2).get("timestamp").asLong()).isEqualTo(1_767_225_600L);
    assertThat(log.get(0).get("installed").asBoolean()).isTrue();
    assertThat(log.get(1).get("installed").asBoolean()).isFalse();
    String text = text("log", ID);
    assertThat(text).contains("> ", "2026-01-02 00:00", "Version 1");
  }

  @Test
  void what_it_may_do_is_told_what_reaches_furthest_first() {
    JsonNode shown = run("show", "Notes").json();

    assertThat(CommandFixture.texts(shown.get("permissions"), "text"))
        .containsExactly(
            "May read and change your home folder",
            "May use X11, where programs can see the windows and keys of others",
            "May talk to org.fern.Spell in your session",
            "May show windows");
    assertThat(text("show", ID)).contains("org.fern.Platform/x86_64/1", "3.0");
  }

  @Test
  void what_is_different_in_another_version_is_told_in_words() {
    JsonNode diff = run("diff", ID, version(1).brief()).json();

    assertThat(CommandFixture.texts(diff.get("permissions"), "text"))
        .containsExactly(
            "Now may use the network",
            "Now may read your home folder, before: read and change your home folder",
            "May no longer use X11, where programs can see the windows and keys of others",
            "May no longer talk to org.fern.Spell in your session");
    assertThat(CommandFixture.texts(diff.get("files"), "path"))
        .as("read from the server, for flatpak keeps one version")
        .contains("/files/bin/notes", "/metadata");
    assertThat(text("diff", ID, version(1).hex())).contains("M    /files/bin/notes");
  }

  @Test
  void it_goes_back_and_is_held_there_and_all_of_that_is_undone() {
    JsonNode planned = run("rollback", ID, version(0).brief(), "--dry-run").json();
    assertThat(planned.at("/plan/kind").asText()).isEqualTo("go-to");
    assertThat(planned.at("/outcome/result").asText()).isEqualTo("planned");
    assertThat(active()).isEqualTo(version(2).brief());

    done("rollback", ID, version(0).brief(), "--yes");
    assertThat(active()).isEqualTo(version(0).brief());
    assertThat(masks()).isEqualTo(FlatpakLab.REF);
    assertThat(run("list").json().get(0).get("held").asBoolean()).isTrue();
    assertThat(run("update", ID, "--yes").failure()).isEqualTo("application-held");
    lab.flatpak("update", "--user", "-y", ID);
    assertThat(active()).as("flatpak itself holds it").isEqualTo(version(0).brief());

    JsonNode undone = run("undo", "--yes").json().at("/changes/0");
    assertThat(undone.at("/outcome/result").asText()).isEqualTo("succeeded");
    assertThat(undone.at("/plan/to").asText()).isEqualTo(version(2).hex());
    assertThat(undone.at("/plan/held").asBoolean()).isFalse();
    assertThat(active()).isEqualTo(version(2).brief());
    assertThat(masks()).isEmpty();
    assertThat(text("undo", "--yes")).contains("Notes is at version " + version(0).brief());
    assertThat(active()).isEqualTo(version(0).brief());
    assertThat(masks()).isEqualTo(FlatpakLab.REF);
  }

  @Test
  void it_is_held_and_released() {
    done("hold", ID, "--yes");
    assertThat(masks()).isEqualTo(FlatpakLab.REF);
    assertThat(run("hold", ID, "--yes").failure()).isEqualTo("application-unchanged");
    done("release", ID, "--yes");
    assertThat(masks()).isEmpty();
    lab.flatpak("mask", "--user", "org.fern.*");
    assertThat(run("list").json().get(0).get("held").asBoolean()).isTrue();
    assertThat(run("release", ID, "--yes").failure()).isEqualTo("held-by-pattern");
    assertThat(masks()).isEqualTo("org.fern.*");
  }

  @Test
  void an_update_says_before_what_it_asks_for() {
    assertThat(run("update", ID, "--yes").json().at("/outcome/problem/code").asText())
        .isEqualTo("nothing-newer");
    done("rollback", ID, version(0).brief(), "--no-hold", "--yes");

    JsonNode planned = run("update", ID, "--dry-run").json();
    assertThat(planned.at("/plan/kind").asText()).isEqualTo("update");
    assertThat(planned.at("/plan/download").asLong()).isPositive();
    assertThat(CommandFixture.texts(planned.at("/plan/change/permissions"), "text"))
        .contains("Now may read and change your home folder");
    assertThat(text("update", ID, "--dry-run"))
        .contains(
            "Update Notes", "! Now may read and change your home folder", "bytes are downloaded");
    done("update", ID, "--yes");
    assertThat(active()).isEqualTo(version(2).brief());
    assertThat(masks()).isEmpty();
  }

  @Test
  void everything_is_updated_and_one_that_fails_does_not_stop_the_rest() throws IOException {
    assertThat(run("update-all", "--yes").json().get("changes")).isEmpty();
    assertThat(text("update-all")).contains("has its newest version");
    lab.install("--system");
    done("rollback", ID, version(0).brief(), "--installation=user", "--no-hold", "--yes");
    done("rollback", ID, version(1).brief(), "--installation=default", "--no-hold", "--yes");
    JsonNode planned = run("update-all", "--dry-run").json().get("changes");
    assertThat(planned).hasSize(2);
    assertThat(planned.at("/0/outcome/result").asText()).isEqualTo("planned");
    assertThat(text("update-all", "--dry-run"))
        .contains("Update Notes", "! Now may read and change your home folder", "are downloaded");
    assertThat(run("update-all").errors()).contains("nobody could be asked");

    boolean users = planned.at("/0/plan/installation").asText().equals("user");
    fillDisk(users ? "flatpak-user" : "flatpak-system");
    JsonNode some = refused("update-all", "--yes").get("changes");
    assertThat(some.at("/0/outcome/problem/text").asText()).contains("not enough free space");
    assertThat(some.at("/1/outcome/result").asText()).isEqualTo("succeeded");
    assertThat(lab.flatpak("list", users ? "--system" : "--user", "--app", "--columns=active"))
        .startsWith(version(2).brief());
    assertThat(text("update-all", "--dry-run")).containsOnlyOnce("Update Notes");

    JsonNode last = activity("--json").json().at("/activities/0");
    assertThat(last.get("kind").asText()).isEqualTo("own-applications");
    assertThat(last.get("aim").asText()).isEqualTo("update-all");
    assertThat(last.get("canBeUndone").asBoolean()).isTrue();
    assertThat(CommandFixture.texts(last.get("changes"), "result"))
        .containsExactly("failed", "succeeded");
    assertThat(activity().text())
        .contains("Update 2 applications and runtimes", "Done: Notes.", "not enough free space")
        .contains("Take Notes to version " + version(0).brief());
    assertThat(
            CommandRun.of(home, CommandRun.SCRIPT, Locale.SIMPLIFIED_CHINESE, sysroot("activity"))
                .text())
        .contains("更新 2 个应用和运行时", "已完成：便笺。");
    assertThat(run("undo", "--yes").json().get("changes")).hasSize(1);
    assertThat(activity().text()).contains("Take back the change of Notes");
  }

  private CommandRun activity(String... more) {
    List<String> all = new ArrayList<>(List.of(sysroot("activity")));
    all.addAll(List.of(more));
    return CommandRun.of(home, all.toArray(String[]::new));
  }

  private String[] sysroot(String command) {
    Path folder = home.resolve("sysroot");
    if (!Files.exists(folder)) {
      TestSysroot.create(folder, "os");
    }
    return new String[] {"--sysroot", folder.toString(), command};
  }

  @Test
  void nobody_is_asked_where_nobody_can_be() {
    assertThat(run("hold", ID).failure()).isEqualTo("not-agreed");
    assertThat(masks()).isEmpty();
    assertThat(run("undo", "--yes").failure()).isEqualTo("nothing-to-undo");
  }

  @Test
  void a_server_that_is_gone_or_has_lost_a_version_is_told_in_words() throws IOException {
    Checksum lost = version(1);
    Files.delete(
        home.resolve(
            "publisher/objects/"
                + lost.hex().substring(0, 2)
                + "/"
                + lost.hex().substring(2)
                + ".commit"));
    assertThat(run("log", ID).json()).hasSize(1);
    JsonNode failed = refused("rollback", ID, lost.hex(), "--yes");
    assertThat(failed.at("/outcome/problem/code").asText()).isEqualTo("flatpak-failed");
    assertThat(failed.at("/outcome/problem/text").asText()).contains("does not have this version");
    assertThat(active()).isEqualTo(version(2).brief());

    lab.server().close();
    assertThat(
            refused("rollback", ID, version(0).hex(), "--yes").at("/outcome/problem/text").asText())
        .contains("can’t be reached");
    assertThat(active()).isEqualTo(version(2).brief());
    assertThat(run("list").json()).hasSize(2);
  }

  @Test
  void a_version_that_can_not_be_had_leaves_it_as_it_was_and_held() {
    done("rollback", ID, version(0).brief(), "--yes");
    Checksum broken = lab.publish("runtime=org.fern.Platform/x86_64/2", "shared=network;");

    JsonNode failed = refused("rollback", ID, broken.hex(), "--yes");
    assertThat(failed.at("/outcome/problem/text").asText()).contains("needs a runtime");
    assertThat(active()).isEqualTo(version(0).brief());
    assertThat(masks()).isEqualTo(FlatpakLab.REF);
  }

  @Test
  void a_full_disk_is_told_in_words() throws IOException {
    fillDisk("flatpak-user");

    JsonNode failed = refused("rollback", ID, version(0).hex(), "--yes");
    assertThat(failed.at("/outcome/problem/text").asText()).contains("not enough free space");
    assertThat(active()).isEqualTo(version(2).brief());
  }

  @Test
  void what_is_installed_twice_has_to_be_named_in_full() {
    lab.install("--system");

    assertThat(run("show", ID).errors()).contains("--installation=user", "--installation=default");
    done("rollback", ID, version(1).hex(), "--installation=default", "--yes");
    assertThat(active()).isEqualTo(version(2).brief());
    assertThat(lab.flatpak("list", "--system", "--app", "--columns=active").strip())
        .isEqualTo(version(1).hex().substring(0, 12));
    assertThat(run("show", "no.such.App").errors()).contains("nothing that is called no.such.App");
  }

  private void fillDisk(String installation) throws IOException {
    Path config = home.resolve(installation).resolve("repo/config");
    Files.writeString(
        config,
        Files.readString(config)
            .replaceFirst("min-free-space-size=.*", "min-free-space-size=900TB"));
  }

  private JsonNode done(String... arguments) {
    JsonNode told = run(arguments).json();
    assertThat(told.at("/outcome/result").asText()).isEqualTo("succeeded");
    return told;
  }

  private JsonNode refused(String... arguments) {
    CommandRun run = run(arguments);
    assertThat(run.status()).as(run.text()).isEqualTo(1);
    return new CommandRun(0, run.output(), run.errors()).json();
  }

  private CommandRun run(String... arguments) {
    return in(arguments, "--json");
  }

  private String text(String... arguments) {
    return in(arguments).text();
  }

  private CommandRun in(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of("flatpak"));
    all.addAll(List.of(arguments));
    all.addAll(List.of(more));
    return CommandRun.of(home, all.toArray(String[]::new));
  }

  private Checksum version(int number) {
    return lab.versions().get(number);
  }

  /** As this program abbreviates what flatpak cuts two digits later. */
  private String active() {
    return lab.flatpak("list", "--user", "--app", "--columns=active").strip().substring(0, 10);
  }

  private String masks() {
    return lab.flatpak("mask", "--user").strip();
  }
}
