package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.system.SystemSnapshot;

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

  private static void refused(Operation operation) {
    assertThatThrownBy(() -> Planner.plan(EMPTY, operation, PlanFacts.NONE))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.NeedsRpmOstree()));
  }
}
