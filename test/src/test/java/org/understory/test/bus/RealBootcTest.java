package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.Engine;
import org.understory.test.kit.Login;
import org.understory.test.kit.SomeImage;
import org.understory.test.kit.SystemdLab;

/**
 * bootc's stand-in under a real systemd, started by the helper as it is installed: it does to the
 * system what bootc does, with the real podman and skopeo and a real registry, and fails where the
 * units forbid any of it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
final class RealBootcTest extends SystemdFixture {
  private static final SomeImage FIRST = SomeImage.of("2", "base", "desktop");
  private static final SomeImage SECOND = SomeImage.of("3", "base", "desktop2");
  private static final Outcome DONE = new Outcome.Succeeded(new Outcome.Result.Done());

  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  @Override
  SystemdLab make() {
    return SystemdLab.ofImage(FIRST);
  }

  @Test
  @Order(1)
  void a_registry_has_a_newer_image() throws IOException {
    assertThat(lab.run("systemctl", "is-system-running")).isEqualTo("running");
    publish();
  }

  private void publish() throws IOException {
    lab.serveImages(Map.of("fern/os:stable", SECOND));
    Files.writeString(
        lab.path("/run/bootc.json"),
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    "whole",
                    true,
                    "behaviour",
                    "wait-pulling",
                    "arguments",
                    List.of(),
                    "server",
                    "/run/far",
                    "images",
                    Map.of(
                        SystemdLab.IMAGE_NAME,
                        Map.of(
                            "digest", SECOND.digest(),
                            "manifest", SECOND.manifest(),
                            "configuration", SECOND.configuration(),
                            "base", lab.newest())))));
  }

  @Test
  @Order(2)
  void a_person_at_the_computer_finds_it_without_a_password() {
    try (Login bob = lab.atSeat("bob")) {
      assertThat(bob.run("understory upgrade --check --yes").text())
          .as(lab::journal)
          .contains(SECOND.digest().substring(7, 17));
    }
  }

  @Test
  @Order(3)
  void it_is_brought_with_its_progress() throws StoreException {
    Plan plan = engine().plan(new Operation.Upgrade("main", name(SECOND)));
    assertThat(carryOut(plan)).as(lab::journal).isEqualTo(DONE);
    Deployment staged = lab.snapshot().deployments().getFirst();
    assertThat(staged.staged()).isTrue();
    assertThat(staged.origin().refspec()).contains(SystemdLab.IMAGE_REFERENCE);
    assertThat(events)
        .contains(
            new Event.Phase(Event.Step.DOWNLOADING),
            new Event.Phase(Event.Step.DEPLOYING),
            new Event.Phase(Event.Step.CLEANING))
        .anyMatch(Event.Progress.class::isInstance);
    assertThat(lab.run("cat", "/run/reboot-required")).contains(SECOND.digest());
  }

  @Test
  @Order(4)
  void it_runs_after_a_restart_and_what_ran_before_is_gone_back_to()
      throws StoreException, IOException {
    lab.shutDown();
    lab.boot(0);
    lab.run("ls", "/usr/lib/version-3");
    String other = lab.snapshot().rollback().orElseThrow().id();
    publish();
    Plan plan = engine().plan(new Operation.SetDefault(other));
    assertThat(carryOut(plan)).as(lab::journal).isEqualTo(DONE);
    assertThat(lab.run("cat", "/run/bootc.calls").lines()).last().isEqualTo("rollback");
    assertThat(lab.snapshot().deployments().getFirst().id()).isEqualTo(other);
  }

  private Outcome carryOut(Plan plan) {
    return engine()
        .carryOut(
            plan,
            event -> {
              events.add(event);
              if (event instanceof Event.Progress) {
                lab.run("touch", "/run/bootc.go");
              }
            },
            new Cancellation());
  }

  private Engine engine() {
    return lab.engine().under(UpdateService.BOOTC);
  }

  private static Checksum name(SomeImage image) {
    return Checksum.parse(image.digest().replace("sha256:", "")).orElseThrow();
  }
}
