package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.test.kit.Command;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.SysrootCommands;
import org.understory.test.kit.TestSysroot;

/** Upgrades from a server: what is known before, and what is fetched. */
final class RemoteUpgradeTest {
  private Path folder = Path.of("");
  private Path origin = folder;
  private TestSysroot sysroot = TestSysroot.of(folder);
  private RepositoryServer server;
  private String first;

  @BeforeEach
  void serve() throws IOException {
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "remote");
    origin = folder.resolve("origin");
    Command.run("ostree", "init", "--repo=" + origin, "--mode=archive");
    first = commit("1.0", "--add-metadata-string=ostree.architecture=x86_64");
    server = RepositoryServer.serve(origin);
    sysroot = TestSysroot.create(folder.resolve("sysroot"), "os");
    Command.run(
        "ostree",
        "remote",
        "add",
        "--repo=" + sysroot.repository(),
        "--no-gpg-verify",
        "far",
        server.url());
    Command.run("ostree", "pull", "--repo=" + sysroot.repository(), "far", "stable");
    sysroot.admin("deploy", "--os=os", "--karg=root=LABEL=x", "far:stable");
  }

  @AfterEach
  void remove() {
    server.close();
    Command.run("rm", "-rf", folder.toString());
  }

  @Test
  void the_size_is_known_before_the_download_and_is_what_is_fetched() throws IOException {
    Set<Path> old = objects(origin);
    commit("1.1", "--add-metadata-string=ostree.architecture=x86_64");
    long fresh = 0;
    for (Path object : objects(origin)) {
      // The description of the commit is fetched by the check.
      if (!old.contains(object) && !object.toString().endsWith(".commit")) {
        fresh += Files.size(object);
      }
    }

    int asked = server.asked().size();
    JsonNode planned = run("upgrade", "--dry-run");
    assertThat(planned.at("/plan/space/download").asLong()).isEqualTo(fresh).isPositive();
    assertThat(codes(planned)).contains("unverified", "not-here");
    assertThat(server.asked().stream().skip(asked)).noneMatch(path -> path.endsWith(".filez"));

    Set<Path> before = objects(sysroot.repository());
    JsonNode done = run("upgrade", "--yes");
    long kept = 0;
    for (Path object : objects(sysroot.repository())) {
      kept += before.contains(object) ? 0 : Files.size(object);
    }
    assertThat(planned.at("/plan/space/disk").asLong()).isEqualTo(kept).isPositive();
    assertThat(done.at("/outcome/result").asText()).isEqualTo("succeeded");
    assertThat(Command.run("ostree", "fsck", "--repo=" + sysroot.repository())).isNotEmpty();
    assertThat(run("upgrade", "--yes").at("/outcome/problem/code").asText())
        .isEqualTo("nothing-newer");
  }

  @Test
  void where_the_server_keeps_the_difference_ready_the_plan_says_what_that_takes()
      throws IOException {
    String second = commit("1.1");
    Command.run(
        "ostree", "static-delta", "generate", "--repo=" + origin, "--from=" + first, "--to=stable");
    Command.run("ostree", "summary", "--repo=" + origin, "--update");

    JsonNode planned = run("upgrade", "--dry-run");

    assertThat(planned.at("/plan/space/delta/from").asText()).isEqualTo(first);
    long told = planned.at("/plan/space/download").asLong();
    assertThat(planned.at("/plan/space/delta/download").asLong()).isEqualTo(told);
    assertThat(server.asked()).noneMatch(path -> path.endsWith("/0"));
    assertThat(terminal().person(Locale.ENGLISH, "upgrade", "--dry-run").text())
        .contains("(prepared as one difference)");
    AtomicLong sent = new AtomicLong();
    server.breakWith(
        (path, content) -> {
          sent.addAndGet(path.startsWith("deltas/") ? content.length : 0);
          return content;
        });
    assertThat(run("deploy", second, "--yes").at("/outcome/result").asText())
        .isEqualTo("succeeded");
    assertThat(told).isEqualTo(sent.get()).isPositive();
  }

  @Test
  void without_an_answer_of_the_server_the_plan_says_what_is_known_here() throws IOException {
    String second = commit("1.1");
    JsonNode known = run("upgrade", "--dry-run").at("/plan/space");
    server.breakWith(
        (_, _) -> {
          throw new RepositoryServer.Refusal(500);
        });

    JsonNode alone = run("deploy", second, "--dry-run").at("/plan/space");
    for (String each : List.of("/download", "/delta", "/disk")) {
      assertThat(alone.at(each)).isEqualTo(known.at(each));
    }
    assertThat(known.at("/download").asLong()).isPositive();
    assertThat(known.at("/delta").isNull()).isTrue();
  }

  @Test
  void the_end_of_a_branch_and_another_processor_are_told() throws IOException {
    commit(
        "1.1",
        "--add-metadata-string=ostree.architecture=aarch64",
        "--add-metadata-string=ostree.endoflife=Move on",
        "--add-metadata-string=ostree.endoflife-rebase=next");

    JsonNode planned = run("upgrade", "--dry-run");

    assertThat(codes(planned)).contains("other-architecture", "end-of-life", "end-of-life-rebase");
  }

  @Test
  void a_branch_of_the_remote_is_moved_to_and_back() throws IOException {
    commitTo("next", "2.0");

    JsonNode moved = run("rebase", "far:next", "--yes");
    assertThat(moved.at("/outcome/result").asText()).isEqualTo("succeeded");
    assertThat(moved.at("/plan/after").get(0).at("/version").isNull()).isFalse();
    JsonNode back = run("undo", "--yes");
    assertThat(back.at("/plan/after").get(0).at("/id").asText()).isEqualTo("os-" + first + ".0");
  }

  @Test
  void an_older_commit_on_the_server_is_no_upgrade() throws IOException {
    commit("0.9", "--timestamp=2001-01-01 00:00:00 +0000");

    assertThat(failed("upgrade", "--yes")).isEqualTo("older-commit");
    assertThat(run("deploy", "far:stable", "--yes").at("/outcome/result").asText())
        .isEqualTo("succeeded");
  }

  private static List<String> codes(JsonNode document) {
    return document.at("/plan/warnings").findValuesAsText("code");
  }

  private String commit(String version, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("--generate-sizes");
    return commitTo("stable", version, all.toArray(String[]::new));
  }

  private String commitTo(String branch, String version, String... more) throws IOException {
    Path tree = folder.resolve("tree");
    Path modules = tree.resolve("usr/lib/modules/6.1");
    Files.createDirectories(modules);
    Files.createDirectories(tree.resolve("usr/etc"));
    Files.writeString(modules.resolve("vmlinuz"), "kernel");
    Files.writeString(modules.resolve("initramfs.img"), "initramfs");
    Files.writeString(tree.resolve("usr/lib/os-release"), "ID=test\nVERSION_ID=" + version + "\n");
    List<String> command = new ArrayList<>(List.of("ostree", "commit", "--repo=" + origin));
    command.addAll(List.of("--branch=" + branch, "--tree=dir=" + tree));
    command.add("--add-metadata-string=version=" + version);
    command.addAll(List.of(more));
    return Command.run(command).strip();
  }

  private static Set<Path> objects(Path repository) throws IOException {
    try (var files = Files.walk(repository.resolve("objects"))) {
      return files.filter(Files::isRegularFile).collect(Collectors.toSet());
    }
  }

  private JsonNode run(String... arguments) {
    return terminal().json(arguments);
  }

  private String failed(String... arguments) {
    return terminal().failure(arguments);
  }

  private SysrootCommands terminal() {
    return new SysrootCommands(folder, sysroot);
  }
}
