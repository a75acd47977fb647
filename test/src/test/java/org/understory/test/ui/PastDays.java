package org.understory.test.ui;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.understory.model.flatpak.FlatpakEvent;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.FlatpakRef;
import org.understory.model.flatpak.PlanList;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Activity;
import org.understory.model.plan.ApplicationActivity;
import org.understory.model.plan.ApplicationChange;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Happening.Ending;
import org.understory.model.plan.Happening.Other;
import org.understory.model.plan.Happening.Start;
import org.understory.model.plan.Happening.Version;
import org.understory.model.plan.Happening.What;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.PlanFacts;
import org.understory.model.plan.Request;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.PictureEngine;

/** What may have been done to the demo in the days before it is pictured. */
final class PastDays {
  private static final SystemSnapshot DEMO = DemoFixture.snapshot();
  private static final Deployment RUNNING = DEMO.booted().orElseThrow();
  private static final Deployment ROLLBACK = DEMO.rollback().orElseThrow();
  private static final Outcome DONE = new Outcome.Succeeded(new Outcome.Result.Done());

  /** How many are shown. */
  static final int COUNT = 16;

  private PastDays() {}

  /** Remembers them, an update that waits, and what else happened on the computer. */
  static PictureEngine engine() {
    Deployment staged =
        DEMO.deployments().stream().filter(Deployment::staged).findFirst().orElse(RUNNING);
    PictureEngine engine = engine(staged.id(), staged.checksum());
    engine.willTell(new Chronicle(happenings(), Optional.empty()));
    return engine;
  }

  /** Remembers them, and an update that is gone; what else happened may not be read. */
  static PictureEngine withLoss() {
    Checksum gone = Checksum.parse("c4".repeat(32)).orElseThrow();
    PictureEngine engine = engine("fern-" + gone.hex() + ".0", gone);
    engine.willTell(new Chronicle(List.of(), Optional.of(new Problem.JournalClosed())));
    return engine;
  }

  private static List<Happening> happenings() {
    Optional<Version> running = Optional.of(new Version(RUNNING.id(), RUNNING.version()));
    Optional<Version> before = Optional.of(new Version(ROLLBACK.id(), ROLLBACK.version()));
    Optional<Version> gone =
        Optional.of(new Version("fern-" + "d".repeat(64) + ".0", Optional.of("41.20260502.0")));
    return List.of(
        new Start(ago(60 * 6), OptionalLong.empty(), Ending.RUNNING, running, Optional.empty()),
        new Other(
            ago(60 * 6 + 2),
            What.FINISHED,
            "ostree",
            Optional.empty(),
            OptionalInt.empty(),
            running),
        new Other(
            ago(60 * 7),
            What.DEPLOYED,
            "rpm-ostree",
            Optional.of("rpm-ostree install htop"),
            OptionalInt.of(0),
            running),
        new Happening.OtherApplication(
            new FlatpakEvent(
                ago(60 * 7 + 40),
                FlatpakEvent.What.INSTALLED,
                FlatpakRef.of("app/org.fern.Maps/x86_64/stable").orElseThrow(),
                "default",
                "Maps",
                Optional.of(RUNNING.checksum()),
                OptionalInt.of(0),
                "gnome-software",
                Optional.empty())),
        new Happening.OwnApplications(
            new ApplicationActivity(
                Stream.of("Notes", "Photos", "Weather").map(PastDays::updated).toList()),
            true),
        start(60 * 29, 60 * 6 + 2, Ending.SHUT_DOWN, before),
        start(60 * 53, 60 * 49, Ending.BROKEN_OFF, gone),
        new Other(
            ago(60 * 24 * 6 + 30),
            What.CHANGED,
            "ostree",
            Optional.of("ostree admin undeploy 3"),
            OptionalInt.of(0),
            Optional.empty()));
  }

  private static ApplicationChange updated(String name) {
    return new ApplicationChange(
        1,
        ago(60 * 27),
        PlanList.Aim.UPDATE_ALL,
        "app/org.fern." + name + "/x86_64/stable",
        "user",
        name,
        FlatpakPlan.Kind.UPDATE,
        ROLLBACK.checksum(),
        false,
        RUNNING.checksum(),
        false,
        DONE);
  }

  private static Start start(
      long minutesAgo, long endedAgo, Ending ending, Optional<Version> version) {
    return new Start(
        ago(minutesAgo), OptionalLong.of(ago(endedAgo)), ending, version, Optional.empty());
  }

  private static long ago(long minutes) {
    return DemoFixture.CLOCK.instant().getEpochSecond() - TimeUnit.MINUTES.toSeconds(minutes);
  }

  private static PictureEngine engine(String staged, Checksum commit) {
    PictureEngine engine = new PictureEngine(DEMO, PlanFacts.NONE);
    engine.willRemember(
        List.of(
            activity(
                12,
                new Operation.Pin(ROLLBACK.id()),
                DONE,
                List.of(new Operation.Unpin(ROLLBACK.id())),
                Optional.empty()),
            activity(
                47,
                new Operation.Upgrade(RUNNING.stateroot(), commit),
                DONE,
                List.of(new Operation.DiscardStaged()),
                Optional.of(staged)),
            activity(
                60 * 5,
                new Operation.Remove(List.of(RUNNING.id())),
                new Outcome.Failed(new Problem.SysrootLocked("/")),
                List.of(),
                Optional.empty()),
            activity(
                60 * 26,
                new Operation.Prune(),
                new Outcome.Succeeded(new Outcome.Result.Freed(3_214, 412_000_000)),
                List.of(),
                Optional.empty()),
            activity(
                60 * 50,
                new Operation.Upgrade(RUNNING.stateroot(), RUNNING.checksum()),
                new Outcome.Cancelled(),
                List.of(),
                Optional.empty()),
            activity(
                60 * 24 * 6,
                new Operation.SetLabel(
                    RUNNING.id(), new Label("Before the driver update", "Sound works")),
                DONE,
                List.of(),
                Optional.empty()),
            activity(
                60 * 24 * 9,
                new Operation.Verify(false),
                new Outcome.Succeeded(new Outcome.Result.Verified(5_412, List.of(), 0)),
                List.of(),
                Optional.empty()),
            activity(
                60 * 24 * 75,
                new Operation.Rebase(
                    RUNNING.stateroot(), "demo:fern/x86_64/stable", RUNNING.checksum()),
                DONE,
                List.of(),
                Optional.empty())));
    return engine;
  }

  private static Activity activity(
      long minutesAgo,
      Operation operation,
      Outcome outcome,
      List<Operation> undo,
      Optional<String> staged) {
    boolean newest = minutesAgo < 20;
    return new Activity(
        ago(minutesAgo),
        0,
        new Request(DEMO.stateId(), operation, false),
        newest ? Optional.of(DEMO.stateId()) : Optional.empty(),
        outcome,
        undo,
        staged);
  }
}
