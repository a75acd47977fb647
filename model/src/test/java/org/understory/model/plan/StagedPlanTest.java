package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.understory.model.plan.Drawing.codes;
import static org.understory.model.plan.Drawing.commit;
import static org.understory.model.plan.Drawing.draw;
import static org.understory.model.plan.Drawing.id;
import static org.understory.model.plan.Drawing.plan;
import static org.understory.model.plan.Drawing.refused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Warning.Code;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.Label;

/** Plans beside an update that waits for the shutdown, or for one. */
final class StagedPlanTest {
  @ParameterizedTest
  @CsvSource({
    // before, after, after shutdown
    "*B A, +C *B A, C *B",
    "*B ^A, +C *B ^A, C *B ^A",
    "+D *B A, +C *B A, C *B",
    "A *B, +C A *B, C *B",
    "*B x/A, +C *B x/A, C *B x/A",
  })
  void a_running_system_stages_and_finishes_at_shutdown(
      String before, String after, String afterShutdown) throws StoreException {
    Plan plan = plan(before, new Operation.Upgrade("os", commit('C')));

    assertThat(draw(plan.after())).isEqualTo(after);
    assertThat(draw(plan.afterShutdown().orElseThrow())).isEqualTo(afterShutdown);
    assertThat(plan.restartNeeded()).isTrue();
    assertThat(plan.undo()).containsExactly(new Operation.DiscardStaged());
    assertThat(codes(plan)).contains(Code.NEEDS_CLEAN_SHUTDOWN);
  }

  @ParameterizedTest
  @CsvSource({
    // before, after shutdown: the new one takes /etc from what will be there then
    "+x/B *C x/A, x/D *C x/A",
    "#x/B *C ^x/B x/A, x/D *C ^x/B",
    "+x/B *C, NoOrigin",
  })
  void a_staged_one_is_replaced_and_not_built_upon(String before, String afterShutdown)
      throws StoreException {
    Operation upgrade = new Operation.Upgrade("x", commit('D'));
    if (afterShutdown.equals("NoOrigin")) {
      refused(before, upgrade, new Problem.NoOrigin("x"));
    } else {
      assertThat(draw(plan(before, upgrade).afterShutdown().orElseThrow()))
          .isEqualTo(afterShutdown);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "+C *B A, C *B",
    "+C *B ^A, C *B ^A",
    "+x/C *B A x/D x/E, x/C *B A x/D",
    "#C *B A, ''",
    "*B A, ''",
  })
  void whatever_is_done_what_is_staged_is_finished_at_shutdown(String before, String after)
      throws StoreException {
    Plan plan = plan(before, new Operation.SetLabel(id("B"), new Label("x", "")));

    assertThat(plan.afterShutdown().map(Drawing::draw).orElse("")).isEqualTo(after);
    assertThat(plan.dropped()).as("by this operation").isEmpty();
  }

  @Test
  void what_a_staged_update_will_replace_can_be_saved_by_a_pin() throws StoreException {
    Plan plan = plan("+C *B A", new Operation.Pin(id("A")));

    assertThat(plan.afterShutdown().map(Drawing::draw)).contains("C *B ^A");
    assertThat(plan("#C *B A", new Operation.SetFinalizationLocked(false)).dropped())
        .containsExactly(id("A"));
  }

  @Test
  void what_a_staged_update_takes_etc_from_stays_until_it_is_finished() throws StoreException {
    refused(
        "+x/C *B x/D x/A",
        new Operation.Remove(List.of(id("x/D"))),
        new Problem.StagedInTheWay(id("x/C")));
    Plan plan = plan("+x/C *B x/D x/A", new Operation.Remove(List.of(id("x/A"))));
    assertThat(draw(plan.after())).isEqualTo("+x/C *B x/D");
    Plan both = plan("+x/C *B x/D", new Operation.Remove(List.of(id("x/D"), id("x/C"))));
    assertThat(draw(both.after())).isEqualTo("*B");
  }

  @Test
  void an_upgrade_tells_what_it_drops_at_shutdown_and_what_it_replaces_now() throws StoreException {
    Plan plan = plan("+D *B A", new Operation.Upgrade("os", commit('E')));

    assertThat(plan.dropped()).containsExactly(id("+D"), id("A"));
    assertThat(codes(plan)).contains(Code.STAGED_DISCARDED);
  }

  @Test
  void a_staged_one_is_neither_pinned_nor_named() {
    refused("+C *B", new Operation.Pin(id("C")), new Problem.StagedDeployment(id("C")));
    refused("+C *B", new Operation.Unpin(id("C")), new Problem.StagedDeployment(id("C")));
    refused(
        "+C *B",
        new Operation.SetLabel(id("C"), new Label("x", "")),
        new Problem.StagedDeployment(id("C")));
  }

  @Test
  void locking_the_staged_one_lets_the_running_one_start_again() throws StoreException {
    Plan plan = plan("+C *B", new Operation.SetFinalizationLocked(true));

    assertThat(draw(plan.after())).isEqualTo("#C *B");
    assertThat(plan.after().get(1).bootsNext()).isTrue();
    assertThat(plan.restartNeeded()).isFalse();
    assertThat(plan.undo()).containsExactly(new Operation.SetFinalizationLocked(false));
    refused("*B", new Operation.SetFinalizationLocked(true), new Problem.NothingStaged());
    refused("*B", new Operation.DiscardStaged(), new Problem.NothingStaged());
  }

  @Test
  void a_staged_update_keeps_the_arguments_of_others_from_being_changed() throws StoreException {
    refused(
        "+C *B",
        new Operation.EditKernelArguments(id("B"), List.of("quiet")),
        new Problem.StagedInTheWay(id("C")));
    assertThat(plan("+C *B", new Operation.EditKernelArguments(id("C"), List.of("quiet"))).after())
        .first()
        .extracting(each -> each.kernelArguments().arguments())
        .isEqualTo(List.of("quiet"));
  }

  @Test
  void what_a_staged_update_brings_all_the_same_is_not_what_is_waited_for() throws StoreException {
    assertThat(plan("+C *B A", new Operation.Pin(id("A"))).waits()).isFalse();
    assertThat(plan("+C *B A", new Operation.Unlock(Unlocked.DEVELOPMENT)).waits()).isFalse();
    assertThat(plan("+C *B A", new Operation.Prune()).waits()).isFalse();
    assertThat(plan("*B A", new Operation.SetDefault(id("A"))).waits()).isFalse();
    assertThat(plan("*B A", new Operation.Upgrade("os", commit('C'))).waits()).isTrue();
    assertThat(plan("+C *B A", new Operation.Remove(List.of(id("A")))).waits()).isTrue();
    assertThat(plan("#C *B A", new Operation.SetFinalizationLocked(false)).waits()).isTrue();
  }
}
