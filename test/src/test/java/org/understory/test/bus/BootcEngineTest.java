package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning;
import org.understory.model.system.Deployment;
import org.understory.model.system.SoftReboot;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.bootc.BootcStatus;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.Engine;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.BootcStandIn;
import org.understory.test.kit.BootedEngine;
import org.understory.test.kit.BootedHost;
import org.understory.test.kit.Command;
import org.understory.test.kit.ImageSysroot;
import org.understory.test.kit.SomeImage;

/**
 * A system whose updates are bootc's: what is its own it does, and every plan comes true on the
 * disk. Debian has no bootc: {@link BootcStandIn} says what of it is real.
 */
final class BootcEngineTest {
  private static final Outcome DONE = new Outcome.Succeeded(new Outcome.Result.Done());
  private static final String OS = ImageSysroot.STATEROOT;
  private static final SomeImage FIRST = SomeImage.of("41.1", "base", "desktop");
  private static final SomeImage SECOND = SomeImage.of("41.2", "base", "desktop2");
  private static final SomeImage OTHER = SomeImage.of("42.0", "base", "console");

  @TempDir private Path temp;
  private ImageSysroot images;
  private BootedHost host;
  private HostFiles files;
  private BootcStandIn bootc;
  private Engine engine;
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  /** The first image runs; the registry has the second under its name, and another one. */
  @BeforeEach
  void boot() throws IOException {
    images = ImageSysroot.create(temp.resolve("sysroot"));
    boot(images.deploy(FIRST));
  }

  private void boot(String commit) throws IOException {
    Path running =
        images.sysroot().folder().resolve("ostree/deploy/" + OS + "/deploy/" + commit + ".0");
    host = new BootedHost(images.sysroot(), running);
    assumeThat(host.possible()).as("subordinate ids").isTrue();
    files = new HostFiles(running, images.sysroot().folder(), host.commandLine(), host.run());
    bootc = new BootcStandIn(images, host, temp.resolve("server"));
    bootc.publish(ImageSysroot.NAME, SECOND);
    bootc.publish("quay.io/fern/other:42", OTHER);
    LocalEngine planner =
        LocalEngine.ofFolder(images.sysroot().folder(), files, new ActivityLog(temp.resolve("log")))
            .under(UpdateService.BOOTC);
    engine = new BootedEngine(host, planner);
  }

  @Test
  void it_finds_a_newer_image_and_brings_it() throws StoreException {
    assertThat(carryOut(new Operation.Check(ImageSysroot.REFERENCE)))
        .isEqualTo(new Outcome.Succeeded(new Outcome.Result.Found(name(SECOND))));
    Plan plan = engine.plan(new Operation.Upgrade(OS, name(SECOND)));
    assertThat(plan.after().getFirst().version()).as("from the check").contains("41.2");
    assertThat(plan.space().download().orElseThrow().bytes()).isEqualTo(8000);
    assertThat(plan.warnings()).extracting(Warning::code).contains(Warning.Code.UNVERIFIED);
    events.clear();
    assertThat(carryOut(plan)).isEqualTo(DONE);
    Deployment staged = snapshot().deployments().getFirst();
    assertThat(staged.staged()).isTrue();
    assertThat(staged.version()).contains("41.2");
    assertThat(staged.origin().refspec()).contains(ImageSysroot.REFERENCE);
    assertThat(bootc.calls()).last().isEqualTo("upgrade --quiet --progress-fd=3");
    assertThat(events)
        .contains(
            new Event.Phase(Event.Step.DOWNLOADING),
            new Event.Phase(Event.Step.DEPLOYING),
            new Event.Phase(Event.Step.CLEANING))
        .anyMatch(
            it ->
                it instanceof Event.Progress progress
                    && progress.bytes() == 4000
                    && progress.totalBytes().orElse(0) == 12_000
                    && progress.totalObjects() == 2)
        .last()
        .isEqualTo(new Event.Finished(DONE));
  }

  @Test
  void nothing_newer_is_told_as_such() throws StoreException {
    bootc.publish(ImageSysroot.NAME, FIRST);
    assertThat(carryOut(new Operation.Check(ImageSysroot.REFERENCE)))
        .isEqualTo(new Outcome.Succeeded(new Outcome.Result.Found(name(FIRST))));
    assertThatThrownBy(() -> engine.plan(new Operation.Upgrade(OS, name(FIRST))))
        .isInstanceOfSatisfying(
            StoreException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(new Problem.NothingNewer(ImageSysroot.REFERENCE)));
  }

  @ParameterizedTest
  @CsvSource({
    "ostree-unverified-registry:quay.io/fern/other:42, ''",
    "ostree-image-signed:docker://quay.io/fern/other:42, '--enforce-container-sigpolicy '"
  })
  void another_image_is_moved_to_as_planned(String reference, String option) throws StoreException {
    bootc.bringArguments(List.of("quiet"));
    assertThat(carryOut(new Operation.Rebase(OS, reference, name(OTHER)))).isEqualTo(DONE);
    Deployment staged = snapshot().deployments().getFirst();
    assertThat(staged.origin().refspec()).contains(reference);
    assertThat(staged.version()).contains("42.0");
    assertThat(bootc.calls())
        .last()
        .isEqualTo("switch --quiet --progress-fd=3 " + option + "-- quay.io/fern/other:42");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quay.io/fern/other:42",
        "ostree-unverified-image:oci:/tmp/image",
        "ostree-remote-image:fern:docker://quay.io/fern/other:42",
        "ostree-unverified-registry:--apply",
        "ostree-unverified-registry:quay.io/fern/other:42;reboot"
      })
  void what_could_be_something_else_than_an_image_on_a_server_is_refused(String reference) {
    assertThatThrownBy(() -> engine.plan(new Operation.Rebase(OS, reference, name(OTHER))))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.UnsafeName(reference)));
  }

  @Test
  void it_rolls_back_where_that_is_what_was_planned_and_libostree_does_the_rest()
      throws StoreException {
    assertThat(carryOut(new Operation.Upgrade(OS, name(SECOND)))).isEqualTo(DONE);
    Command.Result finished = host.attempt(List.of("ostree", "admin", "finalize-staged"));
    assertThat(finished.status()).as(finished.errors()).isZero();
    List<String> now = ids();
    assertThat(now).hasSize(2);
    assertThat(carryOut(new Operation.SetDefault(now.getLast()))).isEqualTo(DONE);
    assertThat(ids()).containsExactly(now.getLast(), now.getFirst());
    assertThat(bootc.calls()).last().isEqualTo("rollback");
    assertThat(carryOut(new Operation.SetDefault(now.getFirst()))).isEqualTo(DONE);
    assertThat(bootc.calls()).last().isEqualTo("rollback");
    int calls = bootc.calls().size();
    assertThat(carryOut(new Operation.Pin(now.getLast()))).isEqualTo(DONE);
    assertThat(
            carryOut(
                new Operation.Rebase(
                    OS, "ostree-unverified-registry:quay.io/fern/other:42", name(OTHER))))
        .isEqualTo(DONE);
    assertThat(carryOut(new Operation.SetDefault(now.getLast()))).isEqualTo(DONE);
    assertThat(ids())
        .as("what was staged is given up")
        .containsExactly(now.getLast(), now.getFirst());
    assertThat(bootc.calls()).as("libostree's").hasSize(calls + 2);
  }

  /** {@code --download-only} and {@code --from-downloaded} of bootc are libostree's lock. */
  @Test
  void what_was_brought_is_held_back_and_let_go_as_bootc_does_it() throws StoreException {
    assertThat(carryOut(new Operation.Upgrade(OS, name(SECOND)))).isEqualTo(DONE);
    assertThat(carryOut(new Operation.SetFinalizationLocked(true))).isEqualTo(DONE);
    assertThat(status().staged().orElseThrow().downloadOnly()).isTrue();
    assertThat(snapshot().deployments().getFirst().finalizationLocked()).isTrue();
    assertThat(carryOut(new Operation.SetFinalizationLocked(false))).isEqualTo(DONE);
    assertThat(status().staged().orElseThrow().downloadOnly()).isFalse();
    assertThat(ids()).hasSize(2);
  }

  @Test
  void what_is_newer_is_got_ready_and_held_back_until_it_is_let_go() throws StoreException {
    Plan plan = engine.plan(held(new Operation.Upgrade(OS, name(SECOND))));
    assertThat(plan.after().getFirst().finalizationLocked()).isTrue();
    assertThat(plan.after()).extracting(Deployment::bootsNext).containsExactly(false, true);
    assertThat(carryOut(plan)).isEqualTo(DONE);
    assertThat(bootc.calls()).last().isEqualTo("upgrade --quiet --progress-fd=3 --download-only");
    assertThat(status().staged().orElseThrow().downloadOnly()).isTrue();
    assertSoftReboot(SoftReboot.OTHER_KERNEL);
    assertThat(carryOut(new Operation.SetFinalizationLocked(false))).isEqualTo(DONE);
    assertThat(bootc.calls()).anyMatch(it -> it.endsWith("--progress-fd=3 --from-downloaded"));
    assertThat(status().staged().orElseThrow().downloadOnly()).isFalse();
  }

  /** Before 1.12. */
  @Test
  void a_bootc_that_cannot_hold_back_is_not_asked_to() throws StoreException {
    bootc.behave("old");
    assertThat(carryOut(held(new Operation.Upgrade(OS, name(SECOND)))))
        .isEqualTo(new Outcome.Failed(new Problem.NeedsRpmOstree()));
    assertThat(ids()).hasSize(1);
    assertThat(carryOut(new Operation.Upgrade(OS, name(SECOND)))).isEqualTo(DONE);
    assertThat(carryOut(new Operation.SetFinalizationLocked(true))).isEqualTo(DONE);
    assertThat(carryOut(new Operation.SetFinalizationLocked(false))).isEqualTo(DONE);
    assertThat(bootc.calls()).noneMatch(it -> it.contains("download"));
    assertThat(snapshot().deployments().getFirst().finalizationLocked()).isFalse();
  }

  private void assertSoftReboot(SoftReboot expected) throws StoreException {
    assertThat(SoftReboot.to(snapshot().deployments().getFirst(), snapshot())).contains(expected);
    assertThat(status().staged().orElseThrow().softReboot())
        .isEqualTo(expected == SoftReboot.POSSIBLE);
  }

  @Test
  void where_the_kernel_stays_the_arguments_tell_whether_a_soft_reboot_does()
      throws StoreException {
    SomeImage desk = SomeImage.of(FIRST.version(), "base", "desk");
    bootc.publish("quay.io/fern/desk:1", desk);
    Operation move =
        new Operation.Rebase(OS, "ostree-unverified-registry:quay.io/fern/desk:1", name(desk));
    assertThat(carryOut(move)).isEqualTo(DONE);
    assertSoftReboot(SoftReboot.POSSIBLE);
    assertThat(carryOut(new Operation.DiscardStaged())).isInstanceOf(Outcome.Succeeded.class);
    bootc.bringArguments(List.of("quiet"));
    assertThat(carryOut(move)).isEqualTo(DONE);
    assertSoftReboot(SoftReboot.OTHER_ARGUMENTS);
  }

  private static Operation held(Operation update) {
    return new Operation.Halfway(update, Operation.Halfway.Stop.HELD);
  }

  private BootcStatus status() {
    Command.Result said = host.attempt(List.of("bootc", "status", "--json"));
    assertThat(said.errors()).isEmpty();
    return BootcStatus.parse(said.text()).orElseThrow();
  }

  @Test
  void an_image_that_moved_on_meanwhile_is_told_as_not_planned() throws StoreException {
    Plan plan = engine.plan(new Operation.Upgrade(OS, name(SECOND)));
    bootc.publish(ImageSysroot.NAME, OTHER);
    assertThat(carryOut(plan)).isEqualTo(new Outcome.Failed(new Problem.UnexpectedResult(), true));
  }

  @Test
  void a_system_that_changed_meanwhile_is_not_touched() throws StoreException {
    Plan plan = engine.plan(new Operation.Upgrade(OS, name(SECOND)));
    assertThat(carryOut(new Operation.Pin(ids().getFirst()))).isEqualTo(DONE);
    assertThat(carryOut(plan)).isEqualTo(new Outcome.Failed(new Problem.StateChanged()));
    assertThat(bootc.calls()).isEmpty();
  }

  @Test
  void layered_packages_are_explained_before_anything_is_downloaded()
      throws StoreException, IOException {
    Plan plan = engine.plan(new Operation.Upgrade(OS, name(SECOND)));
    Path origin =
        images
            .sysroot()
            .folder()
            .resolve("ostree/deploy/" + OS + "/deploy")
            .resolve(plan.before().deployments().getFirst().checksum().hex() + ".0.origin");
    String text = Files.readString(origin);
    images.sysroot().write(origin, text + "[packages]\nrequested=vim;\n");
    assertThat(carryOut(plan)).isEqualTo(new Outcome.Failed(new Problem.ManagedElsewhere(OS)));
    assertThat(bootc.calls()).isEmpty();
  }

  @Test
  void it_stops_while_it_downloads_and_the_next_is_not_in_its_way() throws Exception {
    bootc.behave("hang-pulling");
    Plan plan = engine.plan(new Operation.Upgrade(OS, name(SECOND)));
    Cancellation cancellation = new Cancellation();
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Outcome> work =
        new FutureTask<>(
            () ->
                engine.carryOut(
                    plan,
                    event -> {
                      if (event instanceof Event.Progress) {
                        begun.countDown();
                      }
                    },
                    cancellation));
    Thread.ofPlatform().start(work);
    begun.await();
    cancellation.cancel();
    assertThat(work.get()).isEqualTo(new Outcome.Cancelled());
    assertThat(ids()).hasSize(1);
    bootc.behave("");
    assertThat(carryOut(plan)).isEqualTo(DONE);
  }

  @ParameterizedTest
  @CsvSource({
    "die-pulling, exit status 137",
    "die-staging, exit status 137",
    "fail-pulling, Pulling: Fetching manifest: no route to host"
  })
  void one_that_ends_amid_the_work_is_told_and_leaves_the_system_as_it_was(
      String behaviour, String words) throws StoreException {
    bootc.behave(behaviour);
    Plan plan = engine.plan(new Operation.Upgrade(OS, name(SECOND)));
    assertThat(carryOut(plan))
        .isEqualTo(new Outcome.Failed(new Problem.ToolFailed("bootc", words)));
    assertThat(ids()).hasSize(1);
    bootc.behave("");
    assertThat(carryOut(plan)).isEqualTo(DONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "silent", "old"})
  void whatever_it_says_meanwhile_what_it_did_counts(String behaviour) throws StoreException {
    bootc.behave(behaviour);
    assertThat(carryOut(new Operation.Upgrade(OS, name(SECOND)))).isEqualTo(DONE);
    assertThat(snapshot().deployments().getFirst().version()).contains("41.2");
  }

  @Test
  void one_that_does_nothing_is_found_out() throws StoreException {
    bootc.behave("nothing");
    assertThat(carryOut(new Operation.Upgrade(OS, name(SECOND))))
        .isEqualTo(new Outcome.Failed(new Problem.UnexpectedResult()));
  }

  private static Checksum name(SomeImage image) {
    return Checksum.parse(image.digest().replace("sha256:", "")).orElseThrow();
  }

  private Outcome carryOut(Operation operation) throws StoreException {
    return carryOut(engine.plan(operation));
  }

  private Outcome carryOut(Plan plan) {
    return engine.carryOut(plan, events::add, new Cancellation());
  }

  private List<String> ids() throws StoreException {
    return snapshot().deployments().stream().map(Deployment::id).toList();
  }

  private SystemSnapshot snapshot() throws StoreException {
    try (Sysroot open = Sysroot.open(images.sysroot().folder(), files)) {
      return open.snapshot();
    }
  }
}
