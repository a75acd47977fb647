package org.understory.test.ui;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Activity;
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
  static final int COUNT = 8;

  private PastDays() {}

  /** Remembers them, and an update that waits. */
  static PictureEngine engine() {
    Deployment staged =
        DEMO.deployments().stream().filter(Deployment::staged).findFirst().orElse(RUNNING);
    return engine(staged.id(), staged.checksum());
  }

  /** Remembers them, and an update that is gone. */
  static PictureEngine withLoss() {
    Checksum gone = Checksum.parse("c4".repeat(32)).orElseThrow();
    return engine("fern-" + gone.hex() + ".0", gone);
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
    long now = DemoFixture.CLOCK.instant().getEpochSecond();
    boolean newest = minutesAgo < 20;
    return new Activity(
        now - TimeUnit.MINUTES.toSeconds(minutesAgo),
        0,
        new Request(DEMO.stateId(), operation, false),
        newest ? Optional.of(DEMO.stateId()) : Optional.empty(),
        outcome,
        undo,
        staged);
  }
}
