package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.system.Deployment;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.Engine;
import org.understory.test.kit.engine.EndlessHost;

/** Endless OS without a network, and a USB drive that somebody has brought. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndlessVolumeTest {
  private static final Outcome DONE = new Outcome.Succeeded(new Outcome.Result.Done());
  private static final String DRIVE = "/run/media/fay/MY DRIVE";

  private EndlessHost host;
  private Engine engine;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path temp) {
    host = new EndlessHost(temp);
    engine = host.engine();
    folder = host.fern().busFolder();
    restart();
  }

  @AfterAll
  void stop() {
    if (host != null) {
      host.close();
    }
  }

  /** Where the drives of the computer are is said by the test. */
  private void restart() {
    host.restartUpdater();
    host.updater().set("drives", "/run/host" + folder);
  }

  @Test
  void what_is_on_a_drive_is_found_and_brought_from_there() throws StoreException, IOException {
    assertThat(engine.volumes()).as("no drive").isEmpty();
    Files.createDirectories(folder.resolve("proc/self"));
    Files.writeString(
        folder.resolve("proc/self/mountinfo"),
        """
        22 1 0:20 / / rw - ext4 /dev/sda1 rw
        90 22 8:17 / /run/media/fay/MY\\040DRIVE rw,nosuid shared:60 - vfat /dev/sdb1 rw
        91 22 8:18 / /run/media/fay/PHOTOS rw,nosuid shared:61 - vfat /dev/sdc1 rw
        """);
    Checksum newest = host.publish("fern:stable");
    host.fern().server().copy("stable", folder.resolve(DRIVE.substring(1)));
    assertThat(engine.volumes()).containsExactly(DRIVE);
    // What the server has since then is not asked for.
    Checksum newer = host.publish("fern:stable");

    assertThat(carryOut(look(DRIVE))).isEqualTo(found(newest));
    assertThat(carryOut(new Operation.Upgrade("fern", newest))).isEqualTo(DONE);
    assertThat(first()).returns(newest, Deployment::checksum).returns(true, Deployment::staged);
    assertThat(host.updater().events())
        .contains("PollVolume ('" + DRIVE + "',)")
        .doesNotContain("Poll ()");

    giveUp();
    assertThat(carryOut(new Operation.Upgrade("fern", newest)))
        .as("the updater has forgotten it, and is sent to the drive")
        .isEqualTo(DONE);
    assertThat(host.updater().events()).doesNotContain("Poll ()");

    giveUp();
    assertThat(carryOut(new Operation.Check("fern:stable"))).isEqualTo(found(newer));
    assertThat(carryOut(new Operation.Upgrade("fern", newer))).isEqualTo(DONE);
    assertThat(host.updater().events()).contains("Poll ()");

    giveUp();
    assertThat(carryOut(look(DRIVE))).isEqualTo(found(newest));
    Files.move(folder.resolve("run/media/fay/MY DRIVE"), folder.resolve("pulled-out"));
    restart();
    assertThat(carryOut(new Operation.Upgrade("fern", newest)))
        .as("of a drive that was pulled out")
        .isEqualTo(noRepository(DRIVE));
  }

  private void giveUp() {
    host.fern().host().attempt(List.of("ostree", "admin", "undeploy", "0"));
    restart();
  }

  @Test
  void a_drive_without_updates_is_said_to_have_none() throws StoreException {
    assertThat(carryOut(look("/mnt"))).isEqualTo(noRepository("/mnt"));
    assertThat(host.updater().events()).noneMatch(each -> each.contains("/mnt"));
  }

  @Test
  void only_the_updater_of_endless_looks_at_drives() {
    for (UpdateService other : List.of(UpdateService.LIBOSTREE, UpdateService.RPM_OSTREE)) {
      assertThatThrownBy(() -> host.fern().planner(other).plan(look(DRIVE)))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.problem()).isEqualTo(new Problem.MissingTool("eos-updater")));
    }
  }

  private static Operation look(String volume) {
    return new Operation.CheckVolume("fern:stable", volume);
  }

  private static Outcome noRepository(String volume) {
    return new Outcome.Failed(new Problem.NotARepository(volume + "/.ostree/repo"), false);
  }

  private static Outcome found(Checksum commit) {
    return new Outcome.Succeeded(new Outcome.Result.Found(commit));
  }

  private Outcome carryOut(Operation operation) throws StoreException {
    return engine.carryOut(engine.plan(operation), _ -> {}, new Cancellation());
  }

  private Deployment first() {
    return host.fern().snapshot().deployments().getFirst();
  }
}
