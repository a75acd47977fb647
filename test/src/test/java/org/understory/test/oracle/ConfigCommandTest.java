package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigPreview;
import org.understory.model.config.ConfigState;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.system.Deployment;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.FileUser;
import org.understory.test.kit.TestSysroot;

/** {@code diff --etc} and {@code diff --kernel} of a system with a path in each state. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConfigCommandTest {
  private static final Map<String, String> STATES =
      Map.ofEntries(
          Map.entry("/etc/example.conf", "conflict"),
          Map.entry("/etc/secret", "conflict"),
          Map.entry("/etc/shadow", "same"),
          Map.entry("/etc/closed", "same"),
          Map.entry("/etc/closed/inside", "kept"),
          Map.entry("/etc/hosts", "kept"),
          Map.entry("/etc/mine", "kept"),
          Map.entry("/etc/gone", "stale"),
          Map.entry("/etc/turned", "kept"),
          Map.entry("/etc/box", "kept"),
          Map.entry("/etc/new\u001b[31m", "taken"),
          Map.entry("/etc/folder", "taken"));

  private Path folder;
  private TestSysroot sysroot;
  private String older;
  private String newer;

  /** One deployment, in which somebody changed things, and one commit that changes others. */
  @BeforeAll
  void makeSysroot(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Files.setAttribute(folder, "unix:mode", 0755);
    sysroot = TestSysroot.create(folder.resolve("system"), "os");
    Path tree = folder.resolve("system-tree/usr/etc");
    for (String each : new String[] {"hosts", "gone", "secret", "shadow", "closed/inside"}) {
      sysroot.write(tree.resolve(each), "old\n");
    }
    sysroot.write(tree.resolve("turned"), "old\n");
    sysroot.write(tree.resolve("box"), "old\n");
    Files.createDirectory(tree.resolve("folder"));
    for (String each : new String[] {"secret", "shadow"}) {
      Files.setAttribute(tree.resolve(each), "unix:mode", 0600);
    }
    Files.setAttribute(tree.resolve("closed"), "unix:mode", 0700);
    older = sysroot.commit("stable", "1", "kernel");
    sysroot.admin("deploy", "--os=os", "--karg=root=LABEL=a", "--karg=quiet", older);
    Path etc = folder.resolve("system/ostree/deploy/os/deploy/" + older + ".0/etc");
    for (String each : new String[] {"example.conf", "hosts", "mine", "secret", "closed/inside"}) {
      sysroot.write(etc.resolve(each), "new!\n");
    }
    Files.setAttribute(etc.resolve("secret"), "unix:mode", 0600);
    Files.delete(etc.resolve("gone"));
    Files.delete(etc.resolve("turned"));
    Files.createSymbolicLink(etc.resolve("turned"), Path.of("hosts"));
    Files.delete(etc.resolve("box"));
    sysroot.write(etc.resolve("box/inside"), "new\n");
    // A change of a folder's mode alone is not carried over.
    Files.setAttribute(etc.resolve("folder"), "unix:mode", 0700, LinkOption.NOFOLLOW_LINKS);
    Files.delete(tree.resolve("gone"));
    sysroot.write(tree.resolve("new\u001b[31m"), "new\n");
    sysroot.write(tree.resolve("example.conf"), "version=2\n");
    sysroot.write(tree.resolve("secret"), "now\n");
    Files.setAttribute(tree.resolve("secret"), "unix:mode", 0600);
    Path modules = folder.resolve("system-tree/usr/lib/modules");
    Files.move(modules.resolve("6.1"), modules.resolve("6.2"));
    newer =
        Command.run(
                "ostree",
                "commit",
                "--repo=" + sysroot.repository(),
                "--branch=stable",
                "--tree=dir=" + folder.resolve("system-tree"),
                "--fsync=no")
            .strip();
  }

  @Test
  void every_path_has_its_state_in_json() {
    JsonNode answer = run("diff", "os-" + older, "stable", "--etc", "--json").json();

    assertThat(states(answer)).isEqualTo(STATES);
    assertThat(answer.get("blockers")).isEmpty();
    assertThat(answer.get("deployed").booleanValue()).isTrue();
    JsonNode lost = entry(answer, "/etc/folder");
    assertThat(lost.get("lost").booleanValue()).isTrue();
    assertThat(lost.get("yours").textValue()).isEqualTo("modified");
    JsonNode inside = run("diff", older, "stable", "/etc/closed/", "--etc", "--json").json();
    assertThat(states(inside).keySet())
        .containsExactlyInAnyOrder("/etc/closed", "/etc/closed/inside");
  }

  /** A script gets one path a line after its group; what is the same only where it is asked for. */
  @Test
  void as_text_it_is_grouped_and_safe() {
    CommandRun run = run("diff", older, "stable", "--etc");

    assertThat(run.errors()).isEmpty();
    assertThat(run.text().lines())
        .containsExactly(
            "conflict /etc/example.conf",
            "conflict /etc/secret",
            "lost /etc/folder",
            "kept /etc/box",
            "kept /etc/closed/inside",
            "kept /etc/hosts",
            "kept /etc/mine",
            "kept /etc/turned",
            "stale /etc/gone",
            "taken /etc/new\\x1b[31m");
    assertThat(run("diff", older, "stable", "--etc", "--all").text())
        .endsWith("same /etc/closed\nsame /etc/shadow\n");
  }

  @Test
  void people_read_what_becomes_of_it_in_their_language() {
    for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE}) {
      CommandRun run =
          CommandRun.of(
              folder, CommandRun.PERSON, locale, "diff", older, "stable", "--etc", option());
      assertThat(run.text()).contains("/etc/hosts").doesNotContain("config.");
      assertThat(run.text().contains("Yours")).isFalse();
    }
  }

  /** As {@code ostree admin config-diff} does, which names the folder and not what was in it. */
  @Test
  void what_became_something_else_is_one_change() {
    CommandRun person =
        CommandRun.of(
            folder, CommandRun.PERSON, Locale.ENGLISH, "diff", older, "stable", "--etc", option());
    assertThat(person.text().replaceAll("\u001b\\[[0-9;]*m", ""))
        .contains("/etc/turned  turned into a link by you", "/etc/box  turned into a folder by you")
        .doesNotContain("/etc/box/inside");
    JsonNode answer = run("diff", older, "stable", "--etc", "--json").json();
    assertThat(entry(answer, "/etc/turned").get("yoursBecame").textValue()).isEqualTo("link");
    assertThat(sysroot.admin("config-diff", "--os=os"))
        .contains("M    box\n", "M    turned\n")
        .doesNotContain("box/inside");
  }

  @Test
  void of_a_single_file_it_is_told_what_each_side_says() {
    assertThat(run("diff", older, "stable", "/etc/example.conf", "--etc").text())
        .isEqualTo(
            """
            conflict /etc/example.conf
            --- /etc/example.conf (old default)
            +++ /etc/example.conf (yours)
            @@ -1 +1 @@
            -version=1
            +new!
            --- /etc/example.conf (old default)
            +++ /etc/example.conf (new default)
            @@ -1 +1 @@
            -version=1
            +version=2
            """);
    assertThat(run("diff", older, "stable", "etc/mine", "--etc").text())
        .contains("--- nothing (old default)", "+++ /etc/mine (yours)", "+new!")
        .doesNotContain("new default");
    assertThat(run("diff", older, "stable", "/etc/turned", "--etc").text())
        .contains("-old", "+hosts");
    assertThat(run("diff", older, "stable", "/etc/gone", "--etc").text())
        .contains("+++ nothing (yours)", "-old");
    JsonNode content =
        run("diff", older, "stable", "/etc/example.conf", "--etc", "--json").json().get("content");
    assertThat(content).hasSize(3);
    assertThat(content.at("/0/from").textValue()).isEqualTo("yours");
    assertThat(content.at("/0/hunks/0/lines").toString()).isEqualTo("[\"-new!\",\"+version=2\"]");
    // Of a folder with several files there would be no end.
    assertThat(run("diff", older, "stable", "/etc", "--etc", "--json").json().has("content"))
        .isFalse();
  }

  @Test
  void two_deployments_are_compared_as_they_are() {
    sysroot.admin("deploy", "--os=os", "--retain", newer);
    try {
      assertThat(run("diff", newer, older, "--etc", "--as-is").text().lines())
          .containsExactly("M    /etc/folder", "D    /etc/new\\x1b[31m");
      JsonNode answer =
          run("diff", older, newer, "/etc/folder", "--etc", "--as-is", "--json").json();
      assertThat(answer.toString())
          .isEqualTo("{\"entries\":[{\"path\":\"/etc/folder\",\"change\":\"modified\"}]}");
    } finally {
      sysroot.admin("undeploy", "0");
    }
  }

  /** Two that are not deployed have only defaults. */
  @Test
  void of_commits_alone_the_defaults_are_compared() {
    JsonNode answer = run("diff", newer, older, "--etc", "--json").json();

    assertThat(answer.get("deployed").booleanValue()).isFalse();
    assertThat(states(answer).values()).containsOnly("taken", "same");
    assertThat(states(answer)).containsEntry("/etc/gone", "taken");
  }

  @Test
  void kernel_initramfs_and_arguments_are_compared() {
    JsonNode answer = run("diff", older, newer, "--kernel", "--json").json();

    assertThat(answer.at("/from/version").textValue()).isEqualTo("6.1");
    assertThat(answer.at("/to/version").textValue()).isEqualTo("6.2");
    assertThat(answer.at("/from/initramfs/size").intValue())
        .isEqualTo("initramfs of kernel".length());
    assertThat(answer.get("arguments").isNull()).as("of a commit alone").isTrue();
    assertThat(run("diff", older, newer, "--kernel").text()).contains("6.1 -> 6.2");
    JsonNode same = run("diff", older, older, "--kernel", "--json").json();
    assertThat(same.at("/arguments/added")).isEmpty();
  }

  /** What size, mode and owner do not tell needs reading; the rest is known all the same. */
  @Test
  void what_may_not_be_read_is_named_and_the_rest_is_known() throws Exception {
    Path none = folder.resolve("none");
    try (Sysroot open = Sysroot.open(sysroot.folder(), new HostFiles(none, none, none, none))) {
      Deployment from = open.snapshot().deployments().getFirst();
      Checksum to = Checksum.parse(newer).orElseThrow();
      ConfigPreview preview =
          FileUser.nobody(() -> open.configuration().preview(from, to, new Cancellation()));
      Map<String, ConfigEntry> entries = new HashMap<>();
      preview.entries().forEach(it -> entries.put(it.path(), it));

      assertThat(preview.problems()).isEmpty();
      assertThat(entries.remove("/etc/box/inside").state()).isEqualTo(ConfigState.KEPT);
      assertThat(entries.keySet()).isEqualTo(STATES.keySet());
      for (String path : new String[] {"/etc/shadow", "/etc/closed", "/etc/closed/inside"}) {
        assertThat(entries.get(path).state()).as(path).isEqualTo(ConfigState.UNREADABLE);
      }
      assertThat(entries.get("/etc/hosts").state()).isEqualTo(ConfigState.KEPT);
      assertThat(entries.get("/etc/shadow").item().orElseThrow().mode()).isEqualTo(0100600);
      // Another size than the old default's is another content; of the defaults one can't tell.
      assertThat(entries.get("/etc/secret").state()).isEqualTo(ConfigState.UNREADABLE);
    }
  }

  private CommandRun run(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = option();
    return CommandRun.of(folder, all);
  }

  private String option() {
    return "--sysroot=" + sysroot.folder();
  }

  private static Map<String, String> states(JsonNode answer) {
    Map<String, String> states = new HashMap<>();
    answer
        .get("entries")
        .forEach(it -> states.put(it.get("path").textValue(), it.get("state").textValue()));
    return states;
  }

  private static JsonNode entry(JsonNode answer, String path) {
    return CommandFixture.items(answer.get("entries"))
        .filter(it -> it.get("path").textValue().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
