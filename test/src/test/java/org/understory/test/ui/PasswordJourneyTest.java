package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.system.Deployment;
import org.understory.test.kit.BusAgent;
import org.understory.test.kit.BusRelay;
import org.understory.test.kit.Person;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/** An ordinary user at the window of a running system, whose password is asked for by polkit. */
final class PasswordJourneyTest {
  private Optional<WholeLab> lab = Optional.empty();
  private Optional<BusRelay> bob = Optional.empty();
  private Optional<Person> person = Optional.empty();
  @TempDir private Path home;

  @AfterEach
  void close() {
    person.ifPresent(Person::close);
    bob.ifPresent(BusRelay::close);
    lab.ifPresent(WholeLab::close);
  }

  @Test
  void without_a_password_one_is_told_what_to_do_and_with_it_is_done_and_undone() {
    assumeTrue(SystemLab.possible());
    WholeLab system = new WholeLab(SystemLab.Kind.DBUS_DAEMON, false);
    lab = Optional.of(system);
    BusRelay relay = system.relay("bob");
    bob = Optional.of(relay);
    Person user =
        Person.at(system.read(relay), home, "screen=system", "frame=0,0,1000,1000,normal");
    person = Optional.of(user);

    pin(user);
    refused(user, "Nobody could ask you for a password");
    try (BusAgent _ = relay.agent("wrong")) {
      user.clickOn("#trouble-again");
      user.clickOn("#sheet-proceed");
      refused(user, "You are not allowed to do this");
    }
    try (BusAgent _ = relay.agent("dismissed")) {
      user.clickOn("#trouble-again");
      user.clickOn("#sheet-proceed");
      refused(user, "The question for the password was closed");
    }
    try (BusAgent agent = relay.agent("never")) {
      user.clickOn("#trouble-again");
      user.clickOn("#sheet-proceed");
      user.reads(".progress-words", "Waiting for your password");
      assertThat(agent.next().at("/action").asText()).isEqualTo("org.understory.pin");
      user.clickOn(".progress-cancel");
      assertThat(agent.next().at("/cancelled").asBoolean()).isTrue();
      user.reads("#toast", "Stopped. Nothing has changed.");
    }
    assertThat(running(system).pinned()).isFalse();

    try (BusAgent _ = relay.agent("right")) {
      pin(user);
      user.reads("#toast", "is pinned");
      assertThat(running(system).pinned()).isTrue();
      user.clickOn("#toast-undo");
      user.reads("#toast", "The last change is undone.");
      assertThat(running(system).pinned()).isFalse();
    }
  }

  private void pin(Person user) {
    user.clickOn("#more-2");
    user.clickOn(".context-menu", "Pin…");
    user.clickOn("#sheet-proceed");
  }

  private static void refused(Person user, String words) {
    user.reads("#change-trouble", words);
  }

  private static Deployment running(WholeLab system) {
    return system.snapshot().booted().orElseThrow();
  }
}
