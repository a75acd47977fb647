package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.store.engine.rpmostree.RpmOstreeEngine;
import org.understory.test.kit.RpmOstreeStandIn;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/**
 * The helper as it is installed, and what plays rpm-ostree, on one system: plans come from what the
 * helper sees, and what either of them does is compared with those.
 */
final class WholeRpmOstreeTest {
  @Test
  void what_each_does_comes_true_as_planned_beside_the_other() throws Exception {
    assumeTrue(SystemLab.possible());
    try (WholeLab lab = new WholeLab(SystemLab.Kind.DBUS_DAEMON, false);
        RpmOstreeStandIn daemon = lab.rpmOstree()) {
      RpmOstreeEngine engine = lab.rpmOstreeEngine();
      Checksum newest = Checksum.parse(lab.newest()).orElseThrow();
      Operation upgrade = new Operation.Upgrade("main", newest);
      done(engine, new Operation.Pin(lab.other()));
      done(engine, new Operation.Halfway(upgrade, Stop.HELD));
      assertThat(daemon.events()).last().asString().contains("lock-finalization");
      assertThat(lab.snapshot().deployments().getFirst())
          .returns("main-" + lab.newest() + ".0", Deployment::id)
          .returns(true, Deployment::finalizationLocked);
      done(engine, new Operation.SetFinalizationLocked(false));
      done(engine, new Operation.DiscardStaged());
      // What takes its place without a word is not what was planned.
      Plan plan = engine.plan(upgrade);
      lab.publish("4");
      assertThat(carryOut(engine, plan))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed ->
                  assertThat(failed)
                      .returns(true, Outcome.Failed::changed)
                      .returns(new Problem.UnexpectedResult(), Outcome.Failed::problem));
    }
  }

  private static void done(RpmOstreeEngine engine, Operation operation) throws StoreException {
    assertThat(carryOut(engine, engine.plan(operation)))
        .as(operation.toString())
        .isInstanceOf(Outcome.Succeeded.class);
  }

  private static Outcome carryOut(RpmOstreeEngine engine, Plan plan) {
    return engine.carryOut(plan, event -> {}, new Cancellation());
  }
}
