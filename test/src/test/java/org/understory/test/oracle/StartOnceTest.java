package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.BootLoader;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.GrubLab;
import org.understory.test.kit.TestSysroot;

/**
 * A deployment starts once: GRUB's own tool says what it is told, and GRUB itself what it starts.
 */
final class StartOnceTest {
  private Path temp = Path.of("");
  private TestSysroot sysroot = TestSysroot.of(temp);
  private HostFiles host = HostFiles.live();
  private String oldest = "";
  private String older = "";
  private String newest = "";

  @BeforeEach
  void make() throws IOException {
    temp = Files.createTempDirectory(Path.of("/dev/shm"), "once");
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "os");
    Path none = temp.resolve("no-host");
    host = new HostFiles(none, none, none, none);
    oldest = deploy("1.0");
    older = deploy("1.1");
    newest = deploy("1.2");
  }

  @AfterEach
  void remove() {
    Command.run("rm", "-rf", temp.toString());
  }

  @Test
  void grub_starts_it_once_and_then_the_first_again() throws StoreException {
    GrubLab grub = GrubLab.on(sysroot);
    assertThat(grub.start()).isEqualTo(newest + ".0");

    done(once(older));
    assertThat(grub.next()).isEqualTo("test 1.1 (ostree:1)");
    assertThat(read().startsOnce().orElseThrow().id()).isEqualTo(id(older));
    assertThat(read().nextBoot().orElseThrow().id()).isEqualTo(id(older));
    assertThat(grub.variables()).hasSize(1024);

    assertThat(grub.start()).isEqualTo(older + ".0");
    assertThat(read().startsOnce()).isEmpty();
    assertThat(grub.start()).isEqualTo(newest + ".0");
  }

  @Test
  void it_is_taken_back() throws StoreException {
    GrubLab grub = GrubLab.on(sysroot);
    grub.tool("set", "saved_entry=something");
    Plan plan = done(once(older));
    done(plan.undo().getFirst());
    assertThat(grub.tool("list")).isEqualTo("saved_entry=something");
    assertThat(grub.start()).isEqualTo(newest + ".0");
  }

  @Test
  void a_menu_that_libostree_wrote_into_the_configuration_is_as_good() throws StoreException {
    GrubLab grub = GrubLab.on(sysroot);
    grub.configure(GrubLab.header() + grub.menu());
    done(once(oldest));
    assertThat(grub.start()).isEqualTo(oldest + ".0");
    assertThat(grub.start()).isEqualTo(newest + ".0");

    // One that does not have the deployment can't start it.
    grub.configure(GrubLab.header() + grub.menu().replace("test 1.0", "trial 1.0"));
    assertThat(failure(once(oldest))).isEqualTo(new Problem.CannotStartOnce(BootLoader.GRUB));
    assertThat(grub.next()).isEmpty();
  }

  @Test
  void every_change_of_the_menu_takes_it_back_before_it_writes() throws StoreException {
    GrubLab grub = GrubLab.on(sysroot);
    for (Operation change :
        List.of(
            new Operation.EditKernelArguments(id(older), List.of("quiet")),
            new Operation.SetDefault(id(oldest)),
            new Operation.Remove(List.of(id(newest))))) {
      String chosen = read().deployments().getLast().id();
      done(new Operation.StartOnce(Optional.of(chosen)));
      done(change);
      assertThat(grub.next()).as("%s", change).isEmpty();
      String first = read().deployments().getFirst().id();
      assertThat("os-" + grub.start()).as("%s", change).isEqualTo(first);
    }
  }

  @Test
  void what_another_program_makes_of_the_list_never_has_another_version_start()
      throws StoreException {
    GrubLab grub = GrubLab.on(sysroot);
    done(once(older));
    deploy("1.3");
    String added = read().deployments().getFirst().id();
    assertThat(read().startsOnce()).isEmpty();
    assertThat("os-" + grub.start()).isEqualTo(added);

    // And what is left behind is not to become true again by a later change of ours.
    grub.tool("set", "next_entry=test 1.1 (ostree:0)");
    done(new Operation.SetDefault(id(older)));
    assertThat(grub.next()).isEmpty();
  }

  @Test
  void what_somebody_else_has_told_grub_is_left_alone() throws StoreException {
    GrubLab grub = GrubLab.on(sysroot);
    grub.tool("set", "next_entry=Windows");
    assertThat(read().startsOnce()).isEmpty();
    done(new Operation.SetDefault(id(older)));
    done(new Operation.StartOnce(Optional.empty()));
    assertThat(grub.next()).isEqualTo("Windows");
  }

  @Test
  void what_is_chosen_by_grubs_own_tool_is_seen() throws StoreException {
    GrubLab grub = GrubLab.on(sysroot);
    grub.tool("set", "next_entry=test 1.0 (ostree:2)");
    assertThat(read().startsOnce().orElseThrow().id()).isEqualTo(id(oldest));
  }

  @Test
  void where_grub_does_not_ask_for_it_or_would_not_forget_it_it_is_refused()
      throws StoreException, IOException {
    GrubLab grub = GrubLab.on(sysroot);
    String header = GrubLab.header();
    for (String config :
        List.of(
            "set timeout=1\nblscfg\n", // bootupd's static configuration
            header.replace("save_env next_entry", "") + "blscfg\n",
            header.replace("default=\"${next_entry}\"", "default=0") + "blscfg\n")) {
      grub.configure(config);
      assertThat(refusal(once(older))).isEqualTo(new Problem.CannotStartOnce(BootLoader.GRUB));
    }
    grub.configure(header);
    assertThat(read().bootLoader().readsEntries()).isFalse();
    grub.configure(header + "blscfg\n");
    assertThat(read().bootLoader().readsEntries()).isTrue();
    Files.delete(grub.variables());
    assertThat(refusal(once(older))).isEqualTo(new Problem.CannotStartOnce(BootLoader.GRUB));
  }

  @Test
  void other_boot_loaders_are_named() throws IOException, StoreException {
    assertThat(refusal(once(older))).isEqualTo(new Problem.CannotStartOnce(""));
    Files.createDirectories(sysroot.folder().resolve("boot/syslinux"));
    Files.createSymbolicLink(
        sysroot.folder().resolve("boot/syslinux/syslinux.cfg"), Path.of("../loader/syslinux.cfg"));
    assertThat(refusal(once(older))).isEqualTo(new Problem.CannotStartOnce("syslinux"));
    assertThat(read().bootLoader().readsEntries()).isFalse();
    for (String told : List.of("uboot", "zipl")) {
      sysroot.configure("sysroot.bootloader", told);
      assertThat(refusal(once(older))).isEqualTo(new Problem.CannotStartOnce(told));
    }
  }

  @Test
  void variables_that_are_none_are_no_trouble() throws IOException, StoreException {
    GrubLab grub = GrubLab.on(sysroot);
    for (String odd : List.of("", "\0\0", "next_entry", "x".repeat(2 << 20))) {
      Files.writeString(grub.variables(), odd);
      assertThat(read().startsOnce()).isEmpty();
      assertThat(read().problems()).isEmpty();
    }
    // Its own tool refuses to write there, which is told.
    Files.writeString(grub.variables(), "no variables");
    assertThat(failure(once(older))).isInstanceOf(Problem.ToolFailed.class);
  }

  private String deploy(String version) {
    String commit = sysroot.commit("stable", version, "kernel");
    sysroot.admin("deploy", "--os=os", "--retain", "stable");
    return commit;
  }

  private static String id(String commit) {
    return "os-" + commit + ".0";
  }

  private static Operation once(String commit) {
    return new Operation.StartOnce(Optional.of(id(commit)));
  }

  private LocalEngine engine() {
    return LocalEngine.ofFolder(sysroot.folder(), host, new ActivityLog(temp.resolve("log")));
  }

  private SystemSnapshot read() throws StoreException {
    try (Sysroot open = Sysroot.open(sysroot.folder(), host)) {
      return open.snapshot();
    }
  }

  private Plan done(Operation operation) throws StoreException {
    Plan plan = engine().plan(operation);
    assertThat(engine().carryOut(plan, _ -> {}, new Cancellation()))
        .isInstanceOf(Outcome.Succeeded.class);
    return plan;
  }

  private Problem failure(Operation operation) throws StoreException {
    Plan plan = engine().plan(operation);
    String before = read().stateId();
    Outcome outcome = engine().carryOut(plan, _ -> {}, new Cancellation());
    assertThat(read().stateId()).isEqualTo(before);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).problem();
  }

  private Problem refusal(Operation operation) {
    try {
      throw new AssertionError(engine().plan(operation));
    } catch (StoreException refused) {
      return refused.problem();
    }
  }
}
