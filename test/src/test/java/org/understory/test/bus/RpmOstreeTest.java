package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.ServiceTask;
import org.understory.model.plan.Busy;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Variant;
import org.understory.store.rpmostree.RpmOstree;
import org.understory.test.kit.BusService;
import org.understory.test.kit.PrivateBus;

/**
 * What rpm-ostree is doing is seen. Debian has no rpm-ostree: somebody here has its name, and the
 * property as its interface describes it.
 */
final class RpmOstreeTest {
  private static final String NAME = "org.projectatomic.rpmostree1";

  @TempDir private Path folder;
  private final AtomicReference<Variant> active = new AtomicReference<>();
  private PrivateBus bus;

  @BeforeEach
  void start() throws IOException {
    bus = PrivateBus.start(folder);
    Path services = Files.createDirectories(folder.resolve("usr/share/dbus-1/system-services"));
    Files.createFile(services.resolve(NAME + ".service"));
  }

  @AfterEach
  void stop() {
    bus.close();
  }

  @Test
  void a_change_that_it_makes_is_told_with_the_program_that_asked_for_it() throws IOException {
    try (BusService _ = daemon()) {
      shows("", "", "");
      assertThat(rpmOstree().transaction()).isEmpty();
      // Its own name is as good as a client's: the bus knows both.
      shows("UpdateDeployment", NAME, "/org/projectatomic/rpmostree1/fedora");
      String own = Files.readString(Path.of("/proc/self/comm")).strip();
      assertThat(rpmOstree().transaction()).contains(update(own));
      shows("UpdateDeployment", ":1.99", "/org/projectatomic/rpmostree1/fedora");
      assertThat(rpmOstree().transaction()).as("a client that has gone").contains(update(""));
      shows("Something\u001b[2J", ":1.99", "/org/projectatomic/rpmostree1/fedora");
      assertThat(rpmOstree().transaction())
          .as("a method that is not known")
          .contains(new Busy.Service(ServiceTask.OTHER, "", ""));
    }
    assertThat(rpmOstree().transaction()).isEmpty();
  }

  @Test
  void odd_answers_tell_nothing() {
    try (BusService _ = daemon()) {
      for (Variant odd :
          List.of(
              new Variant("s", "upgrade"),
              new Variant("(ss)", List.of("upgrade", NAME)),
              new Variant("(sss)", List.of("", NAME, "/")))) {
        active.set(odd);
        assertThat(rpmOstree().transaction()).as(odd.toString()).isEmpty();
      }
    }
  }

  @Test
  void nobody_is_asked_where_it_is_not_installed() throws IOException {
    Files.delete(folder.resolve("usr/share/dbus-1/system-services/" + NAME + ".service"));
    try (BusService _ = daemon()) {
      shows("upgrade", NAME, "/");
      assertThat(rpmOstree().transaction()).isEmpty();
    }
  }

  private static Busy update(String client) {
    return new Busy.Service(ServiceTask.UPDATE, client, "");
  }

  private RpmOstree rpmOstree() {
    return new RpmOstree(folder.resolve("bus"), folder);
  }

  private BusService daemon() {
    return new BusService(folder.resolve("bus"), NAME, this::answer);
  }

  private void shows(String... fields) {
    active.set(new Variant("(sss)", List.of(fields)));
  }

  private BusMessage answer(BusMessage call) {
    return call.member().equals("Get")
        ? call.answer().with("v", active.get())
        : call.error("org.freedesktop.DBus.Error.UnknownMethod", call.member());
  }
}
