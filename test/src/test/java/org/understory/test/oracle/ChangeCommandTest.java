package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.GrubLab;
import org.understory.test.kit.SysrootCommands;
import org.understory.test.kit.SysrootLock;
import org.understory.test.kit.TestSysroot;

/** The commands that change a system, on a real sysroot; libostree says what became of it. */
final class ChangeCommandTest {
  private Path folder = Path.of("");
  private TestSysroot sysroot = TestSysroot.of(folder);
  private String first = "";
  private String second = "";

  @BeforeEach
  void make() throws IOException {
    // In memory, for libostree waits for the disk after every change.
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "changes");
    sysroot = TestSysroot.create(folder.resolve("sysroot"), "os");
    first = sysroot.commit("stable", "1.0", "kernel");
    sysroot.admin("deploy", "--os=os", "--karg=root=LABEL=x", "--karg=quiet", "stable");
    second = sysroot.commit("stable", "1.1", "kernel");
  }

  @AfterEach
  void remove() {
    Command.run("rm", "-rf", folder.toString());
  }

  @Test
  void an_upgrade_is_planned_then_done_then_undone() throws IOException {
    JsonNode planned = run("upgrade", "--dry-run");
    assertThat(ids(planned, "before")).containsExactly(id(first));
    assertThat(ids(planned, "after")).containsExactly(id(second), id(first));
    assertThat(planned.at("/outcome/result").asText()).isEqualTo("planned");
    assertThat(listed()).containsExactly(id(first));

    JsonNode done = run("upgrade", "--yes");
    assertThat(done.at("/outcome/result").asText()).isEqualTo("succeeded");
    assertThat(done.at("/plan/after")).isEqualTo(planned.at("/plan/after"));
    assertThat(listed()).containsExactly(id(second), id(first));

    assertThat(run("undo", "--yes").at("/outcome/result").asText()).isEqualTo("succeeded");
    assertThat(listed()).containsExactly(id(first));
    assertThat(failed("undo", "--yes")).isEqualTo("nothing-to-undo");
  }

  @Test
  void a_roll_back_goes_there_and_back() throws IOException {
    run("upgrade", "--yes");

    run("rollback", "--yes");
    assertThat(listed()).containsExactly(id(first), id(second));
    run("set-default", "os-" + second.substring(0, 8), "--yes");
    assertThat(listed()).containsExactly(id(second), id(first));
  }

  @Test
  void one_starts_once_and_then_as_usual() throws IOException {
    run("upgrade", "--yes");
    assertThat(failed("start-once", id(first), "--yes")).isEqualTo("cannot-start-once");
    GrubLab grub = GrubLab.on(sysroot);

    JsonNode planned = run("start-once", id(first), "--dry-run");
    assertThat(planned.at("/plan/after/1/bootsNext").asBoolean()).isTrue();
    assertThat(planned.at("/plan/after/1/startsOnce").asBoolean()).isTrue();
    assertThat(person(Locale.ENGLISH, "start-once", id(first), "--dry-run").text())
        .contains("1.0 starts at the next boot only. After that 1.1 starts again, as now.");
    assertThat(grub.next()).isEmpty();
    run("start-once", id(first), "--yes");
    assertThat(grub.next()).isEqualTo("test 1.0 (ostree:1)");
    assertThat(run("status").at("/nextBoot").asText()).isEqualTo(id(first));
    assertThat(run("status").at("/deployments/1/startsOnce").asBoolean()).isTrue();
    assertThat(listed()).containsExactly(id(second), id(first));

    run("undo", "--yes");
    assertThat(grub.next()).isEmpty();
    run("start-once", id(first), "--yes");
    assertThat(person(Locale.ENGLISH, "start-once", id(second), "--yes").text())
        .contains("The next boot starts what the boot order says.");
    assertThat(grub.next()).isEmpty();
    run("start-once", id(first), "--yes");
    run("start-once", "--cancel", "--yes");
    assertThat(grub.next()).isEmpty();
  }

  @Test
  void pinning_keeps_from_removing() throws IOException {
    run("upgrade", "--yes");

    run("pin", id(first));
    assertThat(failed("remove", id(first), "--yes")).isEqualTo("is-pinned");
    run("unpin", id(first));
    JsonNode removed = run("remove", id(first), "--yes");
    assertThat(removed.at("/plan/dropped").get(0).asText()).isEqualTo(id(first));
    assertThat(removed.at("/plan/warnings").findValuesAsText("code")).contains("no-way-back");
    assertThat(listed()).containsExactly(id(second));
    assertThat(failed("remove", id(second), "--yes")).isEqualTo("no-deployment-left");
  }

  @Test
  void kernel_arguments_are_removed_replaced_and_appended() throws IOException {
    JsonNode done =
        run(
            "kargs",
            id(first),
            "--remove",
            "quiet",
            "--replace",
            "root=LABEL=y",
            "--append",
            "a=\"b c\"",
            "--yes");

    assertThat(done.at("/plan/warnings").findValuesAsText("code")).contains("locks-out");
    assertThat(options()).startsWith("root=LABEL=y a=\"b c\" ostree=/ostree/boot.");
    assertThat(failed("kargs", id(first), "--remove", "quiet", "--yes"))
        .isEqualTo("no-such-kernel-argument");
    assertThat(failed("kargs", id(first), "--append", "ostree=/x", "--yes"))
        .isEqualTo("unsafe-kernel-argument");
    assertThat(run("kargs", "os").at("/kernelArguments").toString())
        .isEqualTo("[\"root=LABEL=y\",\"a=\\\"b c\\\"\"]");
    run("undo", "--yes");
    assertThat(options()).startsWith("root=LABEL=x quiet ostree=/ostree/boot.");
  }

  @Test
  void a_branch_that_is_deployed_is_followed_and_an_older_commit_is_held() throws IOException {
    String other = sysroot.commit("other", "2.0", "kernel");
    run("deploy", "other", "--yes");
    assertThat(origin(other)).contains("refspec=other").doesNotContain("override-commit");

    run("deploy", first, "--yes");
    assertThat(origin(first, 1)).contains("refspec=other", "override-commit=" + first);

    assertThat(run("rebase", "stable", "--yes").at("/outcome/result").asText())
        .isEqualTo("succeeded");
    assertThat(origin(second)).contains("refspec=stable").doesNotContain("override-commit");
    assertThat(run("upgrade", "--yes").at("/outcome/problem/code").asText())
        .isEqualTo("nothing-newer");
  }

  @Test
  void a_first_deployment_needs_a_branch_and_its_stateroot() throws IOException {
    sysroot.admin("os-init", "fresh");

    assertThat(failed("deploy", first, "--stateroot", "fresh", "--yes")).isEqualTo("no-origin");
    run("deploy", "stable", "--stateroot", "fresh", "--yes");
    assertThat(listed()).containsExactly("fresh-" + second + ".0", id(first));
    assertThat(failed("deploy", "stable", "--stateroot", "none", "--yes"))
        .isEqualTo("unknown-stateroot");
  }

  @Test
  void a_name_is_kept_with_the_deployment_and_not_carried_over() throws IOException {
    run("label", id(first), "before the holidays", "--note", "all is well");
    assertThat(origin(first)).contains("understory-label=before the holidays");

    run("upgrade", "--yes");
    assertThat(origin(second)).doesNotContain("understory-label");
    run("label", id(first));
    assertThat(origin(first)).doesNotContain("understory-label");
  }

  @Test
  void only_the_updater_of_endless_looks_on_a_drive() throws IOException {
    assertThat(failed("upgrade", "--from", "/mnt")).isEqualTo("missing-tool");
    assertThat(failed("upgrade", "--from", "/mnt", "--check")).isEqualTo("missing-tool");
    assertThat(listed()).containsExactly(id(first));
  }

  @Test
  void nothing_is_changed_unless_somebody_agrees() throws IOException {
    assertThat(failed("upgrade")).isEqualTo("not-agreed");
    assertThat(listed()).containsExactly(id(first));
  }

  @Test
  void prune_and_verify_tell_what_they_found() throws IOException {
    sysroot.commit("stable", "1.2", "kernel"); // 1.1 has no name any more
    JsonNode pruned = run("prune", "--yes");
    assertThat(pruned.at("/outcome/objects").asLong()).isPositive();
    assertThat(Command.run("ostree", "fsck", "--repo=" + sysroot.repository())).isNotEmpty();

    JsonNode sound = run("verify");
    assertThat(sound.at("/outcome/objects").asLong()).isGreaterThan(10);
    assertThat(sound.at("/outcome/damaged")).isEmpty();
    Path object;
    try (var files = Files.walk(sysroot.repository().resolve("objects"))) {
      object = files.filter(file -> file.toString().endsWith(".file")).findFirst().orElseThrow();
    }
    sysroot.write(object, "damaged");
    JsonNode damaged = run("verify");
    assertThat(damaged.at("/outcome/damaged").findValuesAsText("code"))
        .containsExactly("corrupt-object");
  }

  @Test
  void who_holds_the_lock_is_not_disturbed() throws IOException {
    try (SysrootLock _ = SysrootLock.hold(sysroot.folder())) {
      assertThat(failed("pin", id(first))).isEqualTo("locked-by");
    }
    run("pin", id(first));
  }

  @Test
  void activity_tells_what_was_done_and_what_failed() throws IOException {
    run("pin", id(first));
    failed("remove", id(first), "--yes");

    JsonNode list = run("activity").at("/activities");
    assertThat(list.findValuesAsText("operation")).containsExactly("pin");
    assertThat(list.get(0).at("/canBeUndone").asBoolean()).isTrue();
  }

  @Test
  void what_is_deployed_is_told_even_if_what_was_done_cannot_be_read() throws IOException {
    run("pin", id(first));
    try (var files = Files.walk(folder.resolve(".local/state"))) {
      Path log = files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
      Files.write(log, new byte[] {(byte) 0xff, '\n'});
    }

    CommandRun status = terminal().run("status");

    assertThat(status.text()).contains("1.0").contains("pinned");
    assertThat(status.status()).isEqualTo(1);
    assertThat(status.errors()).contains(".jsonl");
  }

  @Test
  void a_person_sees_both_lists_in_their_language() throws IOException {
    CommandRun english = person(Locale.ENGLISH, "upgrade", "--dry-run");
    assertThat(english.text()).contains("Upgrade to 1.1", "Now, in boot order", "Afterwards");
    CommandRun chinese = person(Locale.SIMPLIFIED_CHINESE, "upgrade", "--dry-run");
    assertThat(chinese.text()).contains("升级到 1.1", "当前启动顺序", "更改之后");
  }

  private SysrootCommands terminal() {
    return new SysrootCommands(folder, sysroot);
  }

  private CommandRun person(Locale locale, String... arguments) {
    return terminal().person(locale, arguments);
  }

  private JsonNode run(String... arguments) {
    return terminal().json(arguments);
  }

  /** The code of the problem with which a command fails. */
  private String failed(String... arguments) {
    return terminal().failure(arguments);
  }

  private static String id(String commit) {
    return "os-" + commit + ".0";
  }

  private static List<String> ids(JsonNode document, String list) {
    return document.at("/plan/" + list).findValuesAsText("id");
  }

  private List<String> listed() {
    return sysroot.ids();
  }

  private String options() throws IOException {
    try (var files = Files.walk(sysroot.folder().resolve("boot/loader/entries"))) {
      Path entry =
          files.filter(file -> file.toString().endsWith(".conf")).findFirst().orElseThrow();
      return Files.readAllLines(entry).stream()
          .filter(line -> line.startsWith("options "))
          .map(line -> line.substring("options ".length()))
          .findFirst()
          .orElseThrow();
    }
  }

  private String origin(String commit) throws IOException {
    return origin(commit, 0);
  }

  private String origin(String commit, int serial) throws IOException {
    return Files.readString(
        sysroot.folder().resolve("ostree/deploy/os/deploy/" + commit + "." + serial + ".origin"));
  }
}
