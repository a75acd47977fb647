package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.BootedHost;
import org.understory.test.kit.Command;
import org.understory.test.kit.EfiVariables;
import org.understory.test.kit.LoginStandIn;
import org.understory.test.kit.PrivateBus;
import org.understory.test.kit.TestSysroot;

/** systemd-boot is told by the login service what to start once. */
final class SystemdBootTest {
  /** All that version 252 can do, and all but the one that this is about. */
  private static final long ABLE = 0x1ff;

  private static final long UNABLE = ABLE & ~(1 << 3);

  private Path folder = Path.of("");
  private String running = "";
  private String other = "";
  private BootedHost host;
  private EfiVariables firmware;
  private PrivateBus bus;
  private LoginStandIn login;

  @BeforeEach
  void start() throws IOException {
    // Another user would have another number on the bus than in the name space of the host.
    assumeTrue("root".equals(System.getProperty("user.name")));
    folder = Files.createTempDirectory(Path.of("/dev/shm"), "systemd-boot");
    TestSysroot sysroot = TestSysroot.create(folder.resolve("sysroot"), "os");
    sysroot.configure("sysroot.bootloader", "none");
    other = sysroot.commit("stable", "41.6", "kernel");
    sysroot.admin("deploy", "--os=os", "stable");
    running = sysroot.commit("stable", "41.7", "kernel");
    sysroot.admin("deploy", "--os=os", "stable");
    Path deployment = sysroot.folder().resolve("ostree/deploy/os/deploy/" + running + ".0");
    host = new BootedHost(sysroot, deployment);
    firmware = EfiVariables.of(deployment);
    firmware.startedBy("systemd-boot 252", ABLE);
    Path socket = host.run().resolve("dbus/system_bus_socket");
    Path seen = Files.createDirectories(socket.getParent());
    bus = PrivateBus.start(seen);
    login = LoginStandIn.on(seen.resolve("bus"));
    login.bootsWith(firmware.path("LoaderEntryOneShot"), "ostree-1-os.conf", "ostree-2-os.conf");
    Files.createSymbolicLink(socket, Path.of("bus"));
  }

  @AfterEach
  void stop() {
    if (bus != null) {
      login.close();
      bus.close();
      Command.run("rm", "-rf", folder.toString());
    }
  }

  @Test
  void it_starts_once_is_seen_and_taken_back_before_entries_change() throws IOException {
    assertThat(run("once")).containsExactly("[ONCE_BY_PLACE]", "Done[]", "os-" + other + ".0");
    assertThat(Files.readAllBytes(firmware.path("LoaderEntryOneShot")))
        .isEqualTo(EfiVariables.text("ostree-1-os.conf"));

    assertThat(run("arguments")).startsWith("[ONCE_ENDS]").endsWith("Done[]", next());
    assertThat(firmware.path("LoaderEntryOneShot")).doesNotExist();
  }

  @Test
  void it_is_cancelled() {
    run("once");
    assertThat(run("usual")).containsExactly("[]", "Done[]", next());
    assertThat(firmware.path("LoaderEntryOneShot")).doesNotExist();
  }

  @Test
  void names_are_compared_as_systemd_boot_does() throws IOException {
    Files.write(firmware.path("LoaderEntryOneShot"), EfiVariables.text("ostree-1-OS.conf"));
    assertThat(run("usual")).containsExactly("[]", "Done[]", next());
    assertThat(firmware.path("LoaderEntryOneShot")).doesNotExist();
  }

  @Test
  void an_old_one_and_any_other_are_told_that_they_can_not() throws IOException {
    firmware.startedBy("systemd-boot 238", UNABLE);
    assertThat(run("once")).containsExactly("CannotStartOnce[bootLoader=systemd-boot]", next());
    firmware.startedBy("GRUB 2.12", ABLE);
    assertThat(run("once")).containsExactly("CannotStartOnce[bootLoader=]", next());
  }

  @Test
  void what_the_login_service_does_not_know_is_not_promised() {
    login.bootsWith(firmware.path("LoaderEntryOneShot"), "arch.conf");
    String failure = "Failed[problem=CannotStartOnce[bootLoader=systemd-boot], changed=false]";
    assertThat(run("once")).containsExactly("[ONCE_BY_PLACE]", failure, next());
    login.close();
    assertThat(run("once")).containsExactly("[ONCE_BY_PLACE]", failure, next());
  }

  private String next() {
    return "os-" + running + ".0";
  }

  private List<String> run(String operation) {
    Command.Result result = host.attempt(List.of(), Acting.class, operation);
    assertThat(result.status()).as(result.errors()).isZero();
    return result.text().lines().toList();
  }

  /** Does one thing on the computer where it is started, and says what came of it. */
  static final class Acting {
    private Acting() {}

    /** Argument: {@code once}, {@code usual} or {@code arguments}. */
    public static void main(String[] arguments) throws StoreException {
      Path root = Path.of("/");
      HostFiles live = HostFiles.live();
      LocalEngine engine = LocalEngine.ofFolder(root, live, new ActivityLog(Path.of("/tmp/log")));
      try (Sysroot sysroot = Sysroot.open(root, live)) {
        String other = sysroot.snapshot().rollback().orElseThrow().id();
        Operation operation =
            switch (arguments[0]) {
              case "once" -> new Operation.StartOnce(Optional.of(other));
              case "usual" -> new Operation.StartOnce(Optional.empty());
              default -> new Operation.EditKernelArguments(other, List.of("quiet"));
            };
        try {
          Plan plan = engine.plan(operation);
          System.out.println(
              plan.warnings().stream()
                  .map(Warning::code)
                  .filter(code -> code != Warning.Code.NOT_POWER_SAFE)
                  .toList());
          Outcome outcome = engine.carryOut(plan, _ -> {}, new Cancellation());
          System.out.println(
              outcome instanceof Outcome.Succeeded(Outcome.Result result) ? result : outcome);
        } catch (StoreException refused) {
          System.out.println(refused.problem());
        }
        System.out.println(sysroot.snapshot().nextBoot().orElseThrow().id());
      }
    }
  }
}
