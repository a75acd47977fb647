package org.understory.app.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.understory.app.change.Deployments.NEWEST;
import static org.understory.app.change.Deployments.OLDEST;
import static org.understory.app.change.Deployments.RUNNING;
import static org.understory.app.change.Deployments.commit;
import static org.understory.app.change.Deployments.snapshot;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.understory.app.change.PlanCard.Difference;
import org.understory.app.change.PlanCard.Line;
import org.understory.app.change.PlanCard.Mark;
import org.understory.app.deployment.DeploymentState;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.PlanFacts;
import org.understory.model.plan.Planner;
import org.understory.model.system.Label;
import org.understory.model.system.SystemSnapshot;
import org.understory.resources.Messages;

final class PlanWordsTest {
  private static final SystemSnapshot SYSTEM = snapshot(NEWEST, RUNNING, OLDEST);

  private static PlanCard card(Operation operation) throws StoreException {
    return new PlanWords(Messages.load(Locale.ENGLISH, "window", "common", "problems"))
        .card(Planner.plan(SYSTEM, operation, PlanFacts.NONE));
  }

  @Test
  void what_is_put_first_moves_and_what_it_passes_says_only_that_it_is_no_longer_next()
      throws StoreException {
    PlanCard card = card(new Operation.SetDefault(OLDEST.id()));

    assertThat(card.title()).isEqualTo("Boot this next: 41.1");
    assertThat(card.verb()).isEqualTo("Boot this next");
    assertThat(card.now()).extracting(Line::name).containsExactly("41.3", "41.2", "41.1");
    assertThat(card.now()).extracting(Line::mark).containsOnly(Mark.NONE);
    assertThat(card.then()).extracting(Line::name).containsExactly("41.1", "41.3", "41.2");
    assertThat(card.then()).extracting(Line::mark).containsExactly(Mark.UP, Mark.PASSED, Mark.NONE);
    assertThat(card.facts())
        .extracting(PlanCard.Fact::text)
        .containsExactly("Takes effect after a restart", "Can be undone");
  }

  @Test
  void what_goes_is_marked_where_it_is_now() throws StoreException {
    PlanCard card = card(new Operation.Remove(List.of(OLDEST.id())));

    assertThat(card.destructive()).isTrue();
    assertThat(card.now())
        .extracting(Line::mark)
        .containsExactly(Mark.NONE, Mark.NONE, Mark.REMOVED);
    assertThat(card.then()).extracting(Line::mark).containsOnly(Mark.NONE);
    assertThat(card.facts()).extracting(PlanCard.Fact::text).containsExactly("Can’t be undone");
  }

  @Test
  void what_waits_for_a_restart_is_shown_as_it_is_after_the_restart() throws StoreException {
    PlanCard card = card(new Operation.Deploy("fern", commit("4")));

    assertThat(card.thenCaption()).isEqualTo("After the restart");
    assertThat(card.note()).hasValueSatisfying(text -> assertThat(text).contains("41.2"));
    Line first = card.then().getFirst();
    assertThat(first.mark()).isEqualTo(Mark.NEW);
    assertThat(first.states()).extracting(DeploymentState::key).containsExactly("then");
    assertThat(card.then().get(1).states())
        .extracting(DeploymentState::key)
        .containsExactly("rollback");
  }

  @Test
  void arguments_that_come_and_go_are_listed() throws StoreException {
    PlanCard card =
        card(
            new Operation.EditKernelArguments(
                RUNNING.id(), List.of("root=/dev/vda3", "rw", "init=/bin/sh")));

    assertThat(card.differences())
        .containsExactly(new Difference(false, "quiet"), new Difference(true, "init=/bin/sh"));
    assertThat(card.serious()).isTrue();
    assertThat(card.warnings().getFirst().text()).contains("init=/bin/sh");
    assertThat(card.then().get(1).mark()).isEqualTo(Mark.CHANGED);
  }

  @Test
  void a_name_is_shown_and_made_safe() throws StoreException {
    PlanCard card = card(new Operation.SetLabel(OLDEST.id(), new Label("Good one", "")));

    assertThat(card.now().getLast().label()).isEmpty();
    assertThat(card.then().getLast().label()).isEqualTo(Optional.of("Good one"));
  }
}
