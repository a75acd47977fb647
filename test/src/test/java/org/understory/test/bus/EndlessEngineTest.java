package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.operation.UpdaterFault;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.remote.Download;
import org.understory.model.system.Deployment;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.ServiceReport.Stage;
import org.understory.model.system.UpdateService;
import org.understory.store.endless.EndlessUpdater;
import org.understory.store.engine.Engine;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.endless.EndlessEngine;
import org.understory.test.kit.BootedEngine;
import org.understory.test.kit.engine.Begun;
import org.understory.test.kit.engine.EndlessHost;

/**
 * A system whose updates are those of Endless OS, on which the updater may have done something by
 * itself, or can't. Debian has no such updater: {@link org.understory.test.kit.EndlessStandIn} says
 * what of it is real.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndlessEngineTest {
  private static final Outcome DONE = new Outcome.Succeeded(new Outcome.Result.Done());
  private static final Operation LOOK = new Operation.Check("fern:stable");

  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private EndlessHost host;
  private Engine engine;

  @BeforeAll
  void start(@TempDir Path folder) {
    host = new EndlessHost(folder);
    engine = host.engine();
  }

  @AfterAll
  void stop() {
    if (host != null) {
      host.close();
    }
  }

  /** Nothing is staged, and the updater knows of nothing. */
  @AfterEach
  void startAnew() {
    if (first().staged()) {
      host.fern().host().attempt(List.of("ostree", "admin", "undeploy", "0"));
    }
    host.restartUpdater();
    events.clear();
  }

  @Test
  void it_tells_what_it_has_found_and_brings_that() throws StoreException {
    assertThat(engine.serviceReport()).map(ServiceReport::stage).contains(Stage.IDLE);
    Checksum newest =
        host.fern()
            .server()
            .publish(
                "stable",
                "--subject=Fern \u001b[31mgrows",
                "--body=Leaves, and more of them",
                "--generate-sizes",
                "--add-metadata-string=eos-updater.release-notes-uri="
                    + "https://fern.example/${booted_version}/${update_version}");
    assertThat(carryOut(LOOK)).isEqualTo(found(newest));
    ServiceReport report = engine.serviceReport().orElseThrow();
    assertThat(report.stage()).isEqualTo(Stage.FOUND);
    ServiceReport.Offer offer = report.offer().orElseThrow();
    assertThat(offer)
        .returns(newest, ServiceReport.Offer::commit)
        .returns("fern:stable", ServiceReport.Offer::refspec)
        .returns(false, ServiceReport.Offer::moves)
        .returns("Fern \u001b[31mgrows", ServiceReport.Offer::title)
        .returns("Leaves, and more of them", ServiceReport.Offer::text)
        .returns(OptionalLong.of(0), ServiceReport.Offer::fetched);
    assertThat(offer.notes()).contains("https://fern.example/1/" + offer.version().orElseThrow());
    assertThat(offer.download().orElseThrow()).isPositive();
    Plan plan = engine.plan(new Operation.Upgrade("fern", newest));
    assertThat(plan.space().download()).map(Download::bytes).contains(offer.download().getAsLong());
    assertThat(carryOut(plan)).isEqualTo(DONE);
    assertThat(host.updater().events())
        .containsSubsequence(
            "Poll ()", "UpdateAvailable", "FetchFull ({'force': True},)", "Apply ()")
        .endsWith("ApplyingUpdate", "UpdateApplied");
    assertThat(events)
        .contains(new Event.Phase(Event.Step.DOWNLOADING), new Event.Phase(Event.Step.DEPLOYING));
    assertThat(first())
        .returns(newest, Deployment::checksum)
        .returns(true, Deployment::staged)
        .returns(plan.after().getFirst().kernelArguments(), Deployment::kernelArguments);
    assertThat(engine.serviceReport()).map(ServiceReport::stage).contains(Stage.DEPLOYED);
    assertThat(carryOut(LOOK)).as("known, and not asked for again").isEqualTo(found(newest));
    assertThatThrownBy(() -> engine.plan(plan.operation()))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.NothingNewer("fern:stable")));
  }

  @Test
  void where_it_finds_nothing_what_runs_is_the_newest() throws StoreException {
    Checksum running = host.fern().snapshot().booted().orElseThrow().checksum();
    host.fern().server().reset("stable", running);
    assertThat(carryOut(LOOK)).isEqualTo(found(running));
    assertThat(engine.serviceReport())
        .contains(new ServiceReport(Stage.IDLE, Optional.empty(), Optional.empty()));
  }

  @Test
  void what_it_has_downloaded_by_itself_is_only_deployed() throws StoreException {
    Checksum newest = publish();
    host.updater().call("Poll");
    host.updater().await("UpdateAvailable");
    host.updater().call("Fetch");
    host.updater().await("UpdateReady");
    ServiceReport report = engine.serviceReport().orElseThrow();
    assertThat(report.stage()).isEqualTo(Stage.DOWNLOADED);
    assertThat(report.offer()).map(ServiceReport.Offer::commit).contains(newest);
    int before = host.updater().events().size();
    assertThat(carryOut(new Operation.Upgrade("fern", newest))).isEqualTo(DONE);
    assertThat(host.updater().events().subList(before, before + 3))
        .containsExactly("Apply ()", "ApplyingUpdate", "UpdateApplied");
  }

  /** As with {@code eos.checkpoint-target}: the update is of another branch. */
  @Test
  void where_its_publisher_has_moved_to_another_branch_it_follows() throws StoreException {
    Checksum next = host.publish("fern:next");
    host.fern().server().publish("stable", "--add-metadata-string=ostree.endoflife-rebase=next");
    assertThat(carryOut(LOOK)).isEqualTo(found(next));
    Plan plan = engine.plan(new Operation.Upgrade("fern", next));
    assertThat(plan.operation()).isEqualTo(new Operation.Rebase("fern", "fern:next", next));
    assertThat(carryOut(plan)).isEqualTo(DONE);
    assertThat(first().origin().refspec()).contains("fern:next");
    assertThat(host.updater().events()).last().isEqualTo("UpdateApplied");
    publish();
  }

  @ParameterizedTest
  @CsvSource({
    "WrongConfiguration, CONFIGURATION",
    "NotOstreeSystem, NOT_OSTREE",
    "MeteredConnection, METERED",
    "MalformedAutoinstallSpec, APPLICATIONS",
    "UnknownEntryInAutoinstallSpec, APPLICATIONS",
    "FlatpakRemoteConflict, APPLICATIONS"
  })
  void why_it_can_not_go_on_has_a_name(String error, UpdaterFault fault) throws StoreException {
    publish();
    host.updater().set("trouble", "Polling " + error + " in words");
    Problem problem = new Problem.UpdaterRefused(fault, "in words");
    assertThat(carryOut(LOOK)).isEqualTo(new Outcome.Failed(problem));
    assertThat(engine.serviceReport())
        .contains(new ServiceReport(Stage.FAILED, Optional.empty(), Optional.of(problem)));
  }

  @Test
  void a_server_that_is_gone_is_told_in_its_own_words() throws StoreException, IOException {
    Plan plan = engine.plan(new Operation.Upgrade("fern", look()));
    Path server = host.fern().server().repository();
    Files.move(server, server.resolveSibling("gone"));
    try {
      assertThat(carryOut(plan))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed ->
                  assertThat(failed.problem())
                      .isInstanceOfSatisfying(
                          Problem.ToolFailed.class,
                          told -> {
                            assertThat(told.tool()).isEqualTo("eos-updater");
                            assertThat(told.detail()).contains(server.toString());
                          }));
    } finally {
      Files.move(server.resolveSibling("gone"), server);
    }
    assertThat(carryOut(engine.plan(plan.operation()))).as("from its error on").isEqualTo(DONE);
  }

  /**
   * Its own download waits where the connection may cost money; one that a person wants does not.
   */
  @Test
  void a_person_may_download_where_it_would_wait() throws StoreException {
    Checksum newest = publish();
    host.updater().set("metered", "yes");
    host.updater().call("Poll");
    host.updater().await("UpdateAvailable");
    host.updater().call("Fetch");
    host.updater().await("Error");
    assertThat(engine.serviceReport().orElseThrow().trouble())
        .get()
        .isInstanceOfSatisfying(
            Problem.UpdaterRefused.class,
            refused -> assertThat(refused.fault()).isEqualTo(UpdaterFault.METERED));
    assertThat(carryOut(new Operation.Upgrade("fern", newest))).isEqualTo(DONE);
  }

  @Test
  void while_it_looks_for_somebody_else_nothing_is_changed() throws StoreException {
    Checksum newest = publish();
    Plan pin = engine.plan(new Operation.Pin(last()));
    Plan upgrade = engine.plan(new Operation.Upgrade("fern", newest));
    host.updater().set("pause", "Polling");
    host.updater().call("Poll");
    assertThat(engine.serviceReport()).map(ServiceReport::stage).contains(Stage.LOOKING);
    Busy busy = engine.busy().orElseThrow();
    assertThat(busy)
        .isInstanceOfSatisfying(
            Busy.Program.class, program -> assertThat(program.name()).isEqualTo("eos-updater"));
    assertThat(carryOut(pin)).isEqualTo(new Outcome.Failed(busy.problem()));
    assertThat(carryOut(upgrade)).isEqualTo(new Outcome.Failed(busy.problem()));
    host.updater().set("pause", "");
    host.updater().await("UpdateAvailable");
    assertThat(carryOut(upgrade)).isEqualTo(DONE);
  }

  /** It stays where it is, whatever becomes of what it has deployed. */
  @Test
  void after_an_update_that_was_given_up_it_wants_a_restart_first() throws StoreException {
    Plan plan = engine.plan(new Operation.Upgrade("fern", look()));
    assertThat(carryOut(plan)).isEqualTo(DONE);
    assertThat(carryOut(new Operation.DiscardStaged())).isInstanceOf(Outcome.Succeeded.class);
    assertThat(carryOut(engine.plan(plan.operation())))
        .isEqualTo(new Outcome.Failed(new Problem.UpdaterRefused(UpdaterFault.RESTART_FIRST, "")));
  }

  @Test
  void a_newer_one_than_planned_is_not_brought_in_its_place() throws StoreException {
    Plan plan = engine.plan(new Operation.Upgrade("fern", look()));
    publish();
    host.restartUpdater();
    assertThat(carryOut(plan)).isEqualTo(new Outcome.Failed(new Problem.StateChanged()));
    assertThat(first().staged()).isFalse();
  }

  @Test
  void a_download_stops_when_it_is_cancelled() throws Exception {
    Plan plan = engine.plan(new Operation.Upgrade("fern", look()));
    host.updater().set("pause", "Fetching");
    assertThat(cancelled(plan, new Event.Phase(Event.Step.DOWNLOADING)::equals))
        .isEqualTo(new Outcome.Cancelled(false));
    assertThat(host.updater().events()).endsWith("Cancel ()", "Error");
    assertThat(engine.serviceReport())
        .contains(new ServiceReport(Stage.IDLE, Optional.empty(), Optional.empty()));
    host.updater().set("pause", "");
    assertThat(carryOut(plan)).isEqualTo(DONE);
  }

  /** Too late: it stops, but what it was to deploy is staged. */
  @Test
  void what_was_done_before_it_was_cancelled_is_told() throws Exception {
    Plan plan = engine.plan(new Operation.Upgrade("fern", look()));
    host.updater().set("pause", "staged");
    Begun begun =
        new Begun(engine, plan, new Event.Phase(Event.Step.DEPLOYING)::equals, events::add);
    while (!first().staged()) {
      Thread.onSpinWait();
    }
    begun.cancel();
    assertThat(begun.outcome()).isEqualTo(new Outcome.Cancelled(true));
  }

  private Outcome cancelled(Plan plan, Predicate<Event> begun) throws Exception {
    Begun work = new Begun(engine, plan, begun, events::add);
    host.updater().await("Fetching");
    work.cancel();
    return work.outcome();
  }

  @Test
  void one_that_dies_is_told_as_lost_and_works_when_it_is_there_again() throws StoreException {
    Checksum newest = publish();
    host.updater().set("vanish", "Polling");
    assertThat(carryOut(LOOK)).isEqualTo(new Outcome.Lost());
    assertThat(engine.serviceReport()).as("nobody starts it to ask").isEmpty();
    host.restartUpdater();
    host.updater().set("vanish", "before-answer");
    assertThat(carryOut(LOOK)).isEqualTo(new Outcome.Lost());
    host.restartUpdater();
    assertThat(carryOut(LOOK)).isEqualTo(found(newest));
  }

  @Test
  void one_that_can_not_be_started_or_does_not_answer_is_named() throws StoreException {
    host.updater().set("mute", "Poll");
    assertThat(carryOut(engine(Duration.ofMillis(300)), LOOK))
        .isEqualTo(new Outcome.Failed(new Problem.ServiceSilent("eos-updater")));
    host.updater().close();
    assertThat(carryOut(LOOK))
        .isEqualTo(new Outcome.Failed(new Problem.MissingTool("eos-updater")));
  }

  @Test
  void a_system_that_is_only_tried_is_not_updated() throws StoreException {
    host.updater().set("live", "yes");
    assertThat(carryOut(LOOK))
        .isEqualTo(
            new Outcome.Failed(
                new Problem.UpdaterRefused(
                    UpdaterFault.LIVE_SYSTEM, "Updater disabled on live systems")));
  }

  @Test
  void signals_that_get_lost_are_made_up_for() throws StoreException {
    Checksum newest = publish();
    host.updater().set("signals", "none");
    Engine patient = engine(Duration.ofMillis(200));
    assertThat(carryOut(patient, LOOK)).isEqualTo(found(newest));
    assertThat(carryOut(patient, new Operation.Upgrade("fern", newest))).isEqualTo(DONE);
  }

  private Engine engine(Duration patience) {
    Path folder = host.fern().busFolder();
    LocalEngine planner = host.fern().planner(UpdateService.ENDLESS);
    return new EndlessEngine(
        new EndlessUpdater(folder.resolve("bus"), folder, patience),
        planner,
        new BootedEngine(host.fern().host(), planner));
  }

  private Checksum publish() {
    return host.publish("fern:stable");
  }

  /** A new version, which the updater knows of. */
  private Checksum look() throws StoreException {
    Checksum newest = publish();
    assertThat(carryOut(LOOK)).isEqualTo(found(newest));
    return newest;
  }

  private static Outcome found(Checksum commit) {
    return new Outcome.Succeeded(new Outcome.Result.Found(commit));
  }

  private Outcome carryOut(Operation operation) throws StoreException {
    return carryOut(engine, operation);
  }

  private Outcome carryOut(Engine by, Operation operation) throws StoreException {
    return by.carryOut(by.plan(operation), events::add, new Cancellation());
  }

  private Outcome carryOut(Plan plan) {
    return engine.carryOut(plan, events::add, new Cancellation());
  }

  private Deployment first() {
    return host.fern().snapshot().deployments().getFirst();
  }

  private String last() {
    return host.fern().snapshot().deployments().getLast().id();
  }
}
