package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.RemoteLab;
import org.understory.test.kit.TestRepository;
import org.understory.test.kit.TestSysroot;

/** The commands that look on a server, on a real sysroot that follows a branch of a real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RemoteLookCommandTest {
  private static final String[] SYSTEM = {
    "usr/lib/modules/6.1/vmlinuz=kernel",
    "usr/lib/modules/6.1/initramfs.img=initramfs",
    "usr/etc/example=1",
    "usr/lib/os-release=NAME=Test\nID=test\nVERSION_ID=1\n"
  };

  private Path folder;
  private TestSysroot sysroot;
  private RemoteLab lab;
  private List<Checksum> commits;

  /** The first version is deployed; the second and third are on the server alone. */
  @BeforeAll
  void make(@TempDir Path temporary) {
    folder = temporary;
    sysroot = TestSysroot.create(folder.resolve("sysroot"), "main");
    lab = new RemoteLab(folder, new TestRepository(sysroot.repository()));
    commits = List.of(version(1), version(2), version(3));
    lab.commit("os/next", 9, "usr/a=next");
    lab.origin().ostree("summary", "--update");
    lab.here().ostree("pull", "far", "os/stable@" + commits.getFirst().hex());
    sysroot.admin("deploy", "--os=main", "far:os/stable");
  }

  @AfterAll
  void close() {
    lab.close();
  }

  private Checksum version(int number) {
    return lab.commit(
        "os/stable",
        number,
        Stream.concat(Arrays.stream(SYSTEM), Stream.of("usr/bin/a=" + number))
            .toArray(String[]::new));
  }

  @Test
  void branches_are_listed_with_their_newest_version() {
    JsonNode list = json("remote", "refs", "far");

    assertThat(list.at("/remote").asText()).isEqualTo("far");
    assertThat(list.at("/complete").asBoolean()).isTrue();
    assertThat(list.at("/branches")).hasSize(2);
    JsonNode stable = list.at("/branches/1");
    assertThat(stable.at("/name").asText()).isEqualTo("os/stable");
    assertThat(stable.at("/checksum").asText()).isEqualTo(commits.getLast().hex());
    assertThat(stable.at("/version").asText()).isEqualTo("3.0");
    assertThat(stable.at("/timestamp").asLong()).isEqualTo(1_700_010_800);
    assertThat(stable.at("/followed").asBoolean()).isTrue();
    assertThat(stable.at("/here").asBoolean()).isFalse();
    assertThat(list.at("/branches/0/followed").asBoolean()).isFalse();
  }

  @Test
  void branches_of_the_followed_remote_are_a_table() {
    CommandRun run = run("remote", "refs");

    assertThat(run.status()).as(run.errors()).isZero();
    assertThat(run.text().lines().toList().get(2))
        .startsWith("os/stable")
        .contains("3.0", "2023-11-15", commits.getLast().brief())
        .endsWith("followed");
    CommandRun chinese =
        CommandRun.of(
            folder,
            CommandRun.SCRIPT,
            Locale.SIMPLIFIED_CHINESE,
            "remote",
            "refs",
            "--sysroot=" + sysroot.folder());
    assertThat(chinese.text()).contains("分支", "正在跟随");
  }

  @Test
  void versions_are_listed_and_the_one_that_is_here_is_marked() {
    JsonNode log = json("remote", "log", "far:os/stable");

    assertThat(log).hasSize(3);
    assertThat(log.at("/0/checksum").asText()).isEqualTo(commits.getLast().hex());
    assertThat(log.at("/0/here").asBoolean()).isFalse();
    assertThat(log.at("/2/here").asBoolean()).isTrue();
    assertThat(log.at("/2/deployments")).hasSize(1);
    assertThat(run("remote", "log", "far:os/stable", "-n", "1").text())
        .contains("3.0")
        .hasLineCount(1);
  }

  @Test
  void where_the_server_keeps_no_older_version_that_is_said() throws Exception {
    Path parent = lab.origin().object(commits.get(1), "commit");
    Path aside = folder.resolve("aside");
    Files.move(parent, aside);
    Path fresh = Files.createDirectory(folder.resolve("fresh"));
    try {
      CommandRun cut =
          CommandRun.of(fresh, "remote", "log", "far:os/stable", "--sysroot=" + sysroot.folder());
      assertThat(cut.status()).isZero();
      assertThat(cut.text()).hasLineCount(1);
      assertThat(cut.errors()).contains("no longer keeps", commits.get(1).brief());
    } finally {
      Files.move(aside, parent);
    }
  }

  @Test
  void an_update_is_compared_listed_and_read_before_it_is_downloaded() {
    String booted = commits.getFirst().hex();
    JsonNode diff = json("diff", booted, "far:os/stable", "--remote");

    assertThat(diff.at("/to").asText()).isEqualTo(commits.getLast().hex());
    assertThat(diff.at("/changes")).hasSize(1);
    assertThat(diff.at("/changes/0/sizeAfter").asInt()).isZero();
    assertThat(diff.at("/missing").asInt()).isEqualTo(1);
    assertThat(diff.at("/download").isNull()).isTrue();
    JsonNode sized = json("diff", booted, "far:os/stable", "--remote", "--sizes");
    assertThat(sized.at("/changes/0/sizeAfter").asInt()).isEqualTo(1);
    assertThat(sized.has("missing")).isFalse();
    assertThat(diff.at("/changes/0/path").asText()).isEqualTo("/usr/bin/a");
    assertThat(json("cat", "far:os/stable", "/usr/bin/a", "--remote").at("/size").asInt())
        .isEqualTo(1);
    assertThat(run("ls", "far:os/next", "/usr", "--remote").text()).contains("/usr/a");
    assertThat(json("show", "far:os/next", "--remote").at("/version").asText()).isEqualTo("9.0");
    assertThat(json("show", commits.get(1).hex(), "--remote").at("/version").asText())
        .isEqualTo("2.0");
  }

  @Test
  void what_the_server_keeps_ready_for_an_update_is_told() throws Exception {
    String from = commits.getFirst().hex();
    String to = commits.getLast().hex();
    lab.origin().ostree("static-delta", "generate", "--from=" + from, "--to=" + to);
    lab.origin().ostree("summary", "--update");
    Path superblock = superblock();
    long size = Files.size(superblock) + Files.size(superblock.resolveSibling("0"));

    JsonNode delta = json("diff", from, "far:os/stable", "--remote").at("/delta");

    assertThat(delta.at("/download").asLong()).isEqualTo(size);
    assertThat(delta.at("/from").asText()).isEqualTo(from);
    assertThat(delta.at("/unpacked").asLong()).isPositive();
    assertThat(json("diff", from, to, "--remote").at("/delta")).isEqualTo(delta);
    assertThat(json("diff", from, "far:os/next", "--remote").at("/delta").isNull()).isTrue();
    assertThat(json("diff", from, to, "/usr", "--remote").at("/delta").isNull()).isTrue();
    String number = NumberFormat.getInstance(Locale.ENGLISH).format(size);
    assertThat(person(folder, Locale.ENGLISH).text()).contains("ready", " " + number + " bytes");
    assertThat(person(folder, Locale.SIMPLIFIED_CHINESE).text()).contains("差异包", number + " 字节");

    Path fresh = Files.createDirectory(folder.resolve("other"));
    lab.server()
        .breakWith(
            (path, content) -> path.endsWith("superblock") ? RemoteLab.damaged(content) : content);
    CommandRun damaged = person(fresh, Locale.ENGLISH);
    lab.server().breakWith((path, content) -> content);
    assertThat(damaged.status()).isEqualTo(1);
    assertThat(damaged.text()).contains("/usr/bin/a", "1 files to download.");
    assertThat(damaged.errors()).contains("damaged", "superblock");
  }

  private CommandRun person(Path home, Locale locale) {
    return CommandRun.of(
        home,
        CommandRun.PERSON,
        locale,
        "diff",
        commits.getFirst().hex(),
        "far:os/stable",
        "--remote",
        "--sysroot=" + sysroot.folder());
  }

  private Path superblock() throws IOException {
    try (Stream<Path> files = Files.walk(lab.origin().path().resolve("deltas"))) {
      return files.filter(file -> file.endsWith("superblock")).findFirst().orElseThrow();
    }
  }

  @Test
  void nothing_goes_to_the_network_unasked() {
    int before = lab.server().asked().size();

    assertThat(json("diff", commits.getFirst().hex(), "far:os/stable").at("/changes")).isEmpty();
    assertThat(run("show", commits.getLast().hex()).status()).isEqualTo(1);
    assertThat(run("remotes").status()).isZero();
    assertThat(lab.server().asked()).hasSize(before);
  }

  @Test
  void what_is_not_there_is_said_in_a_sentence() {
    assertThat(run("remote", "refs", "near").errors()).contains("near");
    assertThat(run("remote", "log", "far:os/none").errors()).contains("os/none");
    assertThat(run("remote", "log", "os/stable").errors()).contains("os/stable");
    assertThat(run("remote").status()).isEqualTo(2);
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--sysroot=" + sysroot.folder());
    return CommandRun.of(folder, all.toArray(String[]::new));
  }

  private JsonNode json(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    return run(all.toArray(String[]::new)).json();
  }
}
