package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.remote.Remotes;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;

/** What rpm-ostree alone can do is refused where it does not lead. */
final class HalfwayPlanTest {
  private static final SystemSnapshot EMPTY =
      SystemSnapshot.of(List.of(), Optional.empty(), List.of());

  @Test
  void other_services_know_no_half_of_an_update() {
    Checksum commit = Checksum.parse("ab".repeat(32)).orElseThrow();
    for (Stop stop : Stop.values()) {
      refused(new Operation.Halfway(new Operation.Upgrade("fern", commit), stop));
    }
    refused(new Operation.Finalize("fern-" + commit.hex() + ".0"));
  }

  @Test
  void bootc_holds_back_what_is_newer_and_nothing_else() {
    Checksum commit = Checksum.parse("ab".repeat(32)).orElseThrow();
    PlanFacts bootcs =
        new PlanFacts(
            Map.of(),
            Remotes.NONE,
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            UpdateService.BOOTC,
            Map.of(),
            Map.of());
    Operation upgrade = new Operation.Upgrade("fern", commit);
    Operation move = new Operation.Rebase("fern", "ostree-unverified-registry:q.io/x:1", commit);
    refused(new Operation.Halfway(upgrade, Stop.DOWNLOADED), bootcs);
    refused(new Operation.Halfway(move, Stop.HELD), bootcs);
    assertThatThrownBy(() -> Planner.plan(EMPTY, new Operation.Halfway(upgrade, Stop.HELD), bootcs))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.NoOrigin("fern")));
  }

  private static void refused(Operation operation) {
    refused(operation, PlanFacts.NONE);
  }

  private static void refused(Operation operation, PlanFacts facts) {
    assertThatThrownBy(() -> Planner.plan(EMPTY, operation, facts))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.NeedsRpmOstree()));
  }
}
