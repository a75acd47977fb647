package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.Du;
import org.understory.test.kit.TestSysroot;

/** The boot menu and /boot as the commands tell of them, beside what is in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BootOracleTest {
  private Path folder = Path.of("");
  private TestSysroot sysroot = TestSysroot.of(folder);

  /** Three deployments, two of which share a kernel, and a commit with a kernel of its own. */
  @BeforeAll
  void make_a_sysroot(@TempDir Path temporary) {
    folder = temporary;
    sysroot = TestSysroot.create(folder.resolve("system"), "main");
    for (int i = 0; i < 3; i++) {
      sysroot.commit("main/" + i, "1." + i, "kernel " + "x".repeat(9000) + (i + 1) / 2);
      sysroot.admin("deploy", "--retain", "--os=main", "--karg=number=" + i, "main/" + i);
    }
    sysroot.commit("main/next", "2", "kernel " + "y".repeat(20_000));
  }

  @Test
  void the_menu_is_in_libostrees_order_with_what_each_line_starts() {
    JsonNode boot = json("boot");
    List<String> ids = sysroot.ids();
    assertThat(CommandFixture.texts(boot.get("entries"), "deployment")).isEqualTo(ids);
    JsonNode first = boot.get("entries").get(0);
    assertThat(first.get("default").booleanValue()).isTrue();
    assertThat(boot.get("entries").get(1).get("default").booleanValue()).isFalse();
    assertThat(first.get("options").textValue()).contains("number=2").contains("ostree=");
    assertThat(sysroot.folder().resolve("boot" + first.get("linux").textValue())).isRegularFile();
    assertThat(first.get("initrd")).hasSize(1);
  }

  @Test
  void an_entry_of_another_system_is_listed_and_starts_no_deployment() throws IOException {
    Path other = sysroot.folder().resolve("boot/loader/entries/memtest.conf");
    Files.writeString(other, "title Memory \u001b[31mtest\nversion 9\nlinux /memtest\n");
    try {
      JsonNode entries = json("boot").get("entries");
      assertThat(entries).hasSize(4);
      JsonNode memtest = entries.get(0);
      assertThat(memtest.get("file").textValue()).isEqualTo("memtest.conf");
      assertThat(memtest.get("deployment").isNull()).isTrue();
      assertThat(memtest.get("default").booleanValue()).isFalse();
      assertThat(run("boot").text()).contains("Memory").doesNotContain("\u001b");
    } finally {
      Files.delete(other);
    }
  }

  @Test
  void each_kernel_counts_once_with_those_that_share_it() throws IOException {
    JsonNode kernels = json("boot").get("boot").get("kernels");
    assertThat(kernels).isEqualTo(json("usage").get("boot").get("kernels"));
    Path folders = sysroot.folder().resolve("boot/ostree");
    try (Stream<Path> all = Files.list(folders)) {
      assertThat(CommandFixture.texts(kernels, "name"))
          .containsExactlyElementsOf(all.map(it -> it.getFileName().toString()).sorted().toList());
    }
    assertThat(kernels).hasSize(2);
    for (JsonNode each : kernels) {
      assertThat(each.get("bytes").longValue())
          .isEqualTo(Du.bytes(folders.resolve(each.get("name").textValue())));
    }
    assertThat(CommandFixture.items(kernels).map(it -> it.get("deployments").size()))
        .containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void what_an_update_needs_is_what_its_kernel_has() {
    JsonNode new_kernel = json("boot main/next").get("next");
    assertThat(new_kernel.get("needed").longValue())
        .isEqualTo(
            (1 << 20) + "kernel ".length() + 20_000 + "initramfs of kernel ".length() + 20_000);
    assertThat(new_kernel.get("fits").booleanValue()).isTrue();
    assertThat(json("boot main/1").get("next").get("needed").longValue()).isZero();
    sysroot.admin("deploy", "--retain", "--os=main", "main/next");
    try {
      assertThat(CommandFixture.texts(json("boot").get("boot").get("kernels"), "name"))
          .contains(new_kernel.get("kernel").textValue());
    } finally {
      sysroot.admin("undeploy", "0");
    }
  }

  @Test
  void a_boot_that_may_not_be_looked_into_is_told() throws IOException {
    Path gone = Files.move(sysroot.folder().resolve("boot"), folder.resolve("away"));
    try {
      CommandRun run = run("usage");
      assertThat(run.status()).isZero();
      assertThat(run.text()).contains("Nothing is known of the room in /boot");
      assertThat(json("usage").get("boot").isNull()).isTrue();
    } finally {
      Files.move(gone, sysroot.folder().resolve("boot"));
    }
  }

  @Test
  void usage_says_in_bytes_what_goes_with_a_deployment() {
    JsonNode usage = json("usage");
    assertThat(CommandFixture.names(usage))
        .containsExactly("deployments", "refs", "repository", "disk", "boot");
    for (JsonNode each : usage.get("deployments")) {
      assertThat(each.get("total").longValue())
          .isEqualTo(each.get("unique").longValue() + each.get("shared").longValue());
    }
    String last = sysroot.ids().getLast();
    long frees =
        CommandFixture.items(usage.get("deployments"))
            .filter(it -> it.get("id").textValue().equals(last))
            .findFirst()
            .orElseThrow()
            .get("freedByRemoval")
            .longValue();
    Command.run("cp", "-a", sysroot.folder().toString(), folder.resolve("copy").toString());
    Path copy = folder.resolve("copy");
    long before = Du.sysroot(copy);
    Command.run("ostree", "admin", "undeploy", "--sysroot=" + copy, "2");
    assertThat(before - Du.sysroot(copy)).isEqualTo(frees);
  }

  private CommandRun run(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.add("--sysroot=" + sysroot.folder());
    return CommandRun.of(folder, words.toArray(String[]::new));
  }

  private JsonNode json(String command) {
    return run(command + " --json").json();
  }
}
