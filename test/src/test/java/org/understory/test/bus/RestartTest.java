package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.launch.Main;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.logind.Logind;
import org.understory.test.kit.BootedHost;
import org.understory.test.kit.Command;
import org.understory.test.kit.LoginStandIn;
import org.understory.test.kit.PrivateBus;
import org.understory.test.kit.TestSysroot;

/** A computer is restarted through its login service, on a bus of the tests. */
final class RestartTest {
  private static final String ERRORS = "org.freedesktop.";

  @TempDir private Path folder;
  private PrivateBus bus;
  private LoginStandIn login;

  @BeforeEach
  void start() {
    bus = PrivateBus.start(folder);
    login = LoginStandIn.on(folder.resolve("bus"));
  }

  @AfterEach
  void stop() {
    login.close();
    bus.close();
  }

  @Test
  void it_is_asked_once_and_may_ask_a_person() throws StoreException {
    login.willSay("challenge");
    logind().restart();
    assertThat(login.restarts()).containsExactly(List.of(true));
  }

  @Test
  void who_blocks_it_is_named_and_never_overruled() {
    login.isInhibited("sleep:shutdown", "Backup", "Copying files", "block");
    assertThat(refused()).isEqualTo(new Problem.RestartInhibited("Backup", "Copying files"));
    assertThat(login.restarts()).isEmpty();
  }

  @Test
  void who_only_delays_or_blocks_something_else_is_no_reason() throws StoreException {
    login.isInhibited("shutdown", "Editor", "Saving", "delay");
    login.isInhibited("sleep:handle-lid-switch", "Film", "Playing", "block");
    logind().restart();
    assertThat(login.restarts()).hasSize(1);
  }

  @Test
  void whoever_may_not_or_can_not_is_told_so() {
    login.willSay("no");
    assertThat(refused()).isEqualTo(new Problem.RestartNotAllowed());
    login.willSay("na");
    assertThat(refused()).isEqualTo(new Problem.RestartUnavailable());
    assertThat(login.restarts()).isEmpty();
    login.willSay("challenge");
    login.willRefuse(ERRORS + "DBus.Error.AccessDenied");
    assertThat(refused()).isEqualTo(new Problem.RestartNotAllowed());
    login.willRefuse(ERRORS + "DBus.Error.InteractiveAuthorizationRequired");
    assertThat(refused()).isEqualTo(new Problem.RestartNotAllowed());
    login.willRefuse(ERRORS + "login1.BlockedByInhibitorLock");
    assertThat(refused()).isInstanceOf(Problem.RestartInhibited.class);
    login.willRefuse(ERRORS + "login1.SleepVerbNotSupported");
    assertThat(refused()).isEqualTo(new Problem.RestartUnavailable());
  }

  @Test
  void a_restart_that_has_begun_already_is_as_good() throws StoreException {
    login.willRefuse(ERRORS + "login1.OperationInProgress");
    logind().restart();
  }

  @Test
  void without_a_login_service_or_a_bus_it_is_not_possible() {
    login.close();
    assertThat(refused()).isEqualTo(new Problem.RestartUnavailable());
    bus.close();
    assertThat(refused()).isEqualTo(new Problem.RestartUnavailable());
  }

  @Test
  void the_terminal_says_what_starts_and_restarts(@TempDir Path system) throws IOException {
    // Another user would have another number on the bus than in the name space of the host.
    assumeTrue("root".equals(System.getProperty("user.name")));
    TestSysroot sysroot = TestSysroot.create(system.resolve("sysroot"), "os");
    String commit = sysroot.commit("stable", "41.7", "kernel");
    sysroot.admin("deploy", "--os=os", "stable");
    Path deployment = sysroot.folder().resolve("ostree/deploy/os/deploy/" + commit + ".0");
    BootedHost host = new BootedHost(sysroot, deployment);
    Path socket = host.run().resolve("dbus/system_bus_socket");
    Path seen = Files.createDirectories(socket.getParent());
    try (PrivateBus own = PrivateBus.start(seen);
        LoginStandIn there = LoginStandIn.on(seen.resolve("bus"))) {
      Files.createSymbolicLink(socket, Path.of("bus"));
      Command.Result done = host.attempt(List.of(), Main.class, "restart", "--yes");
      assertThat(done.text() + done.errors()).contains("41.7", "This computer restarts.");
      assertThat(done.status()).isZero();
      assertThat(there.restarts()).hasSize(1);

      there.isInhibited("shutdown", "Backup", "Copying", "block");
      Command.Result blocked = host.attempt(List.of(), Main.class, "restart", "--yes");
      assertThat(blocked.errors()).contains("“Backup” keeps this computer from restarting");
      assertThat(host.attempt(List.of(), Main.class, "restart").errors()).contains("--yes");
      assertThat(there.restarts()).hasSize(1);
      assertThat(own.address()).isNotEmpty();
    }
  }

  private Logind logind() {
    return new Logind(folder.resolve("bus"));
  }

  private Problem refused() {
    StoreException[] caught = new StoreException[1];
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> logind().restart())
        .satisfies(failure -> caught[0] = failure);
    return caught[0].problem();
  }
}
