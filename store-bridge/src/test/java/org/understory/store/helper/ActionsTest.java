package org.understory.store.helper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.plan.Request;

final class ActionsTest {
  private static final Checksum COMMIT = Checksum.parse("ab".repeat(32)).orElseThrow();

  @Test
  void half_of_an_update_needs_what_the_whole_needs() {
    Operation upgrade = new Operation.Upgrade("fern", COMMIT);
    Operation move = new Operation.Rebase("fern", "q:x", COMMIT);
    for (Stop stop : Stop.values()) {
      for (Operation whole : new Operation[] {upgrade, move}) {
        for (boolean unverified : new boolean[] {true, false}) {
          assertThat(action(new Operation.Halfway(whole, stop), unverified))
              .isEqualTo(action(whole, unverified));
        }
      }
    }
    assertThat(action(upgrade, true)).isEqualTo("org.understory.deploy-unverified");
    assertThat(action(upgrade, false)).isEqualTo("org.understory.upgrade");
  }

  private static String action(Operation operation, boolean unverified) {
    return Actions.of(new Request("state", operation, unverified));
  }
}
