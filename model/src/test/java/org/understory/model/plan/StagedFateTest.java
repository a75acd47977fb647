package org.understory.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.understory.model.plan.Drawing.commit;
import static org.understory.model.plan.Drawing.id;
import static org.understory.model.plan.Drawing.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Outcome.Result;
import org.understory.model.plan.StagedFate.Fate;
import org.understory.model.system.SystemSnapshot;

final class StagedFateTest {
  private static final Activity STAGED =
      done(new Operation.Upgrade("os", commit('C')), Optional.of(id("C")));

  @Test
  void it_waits_then_is_there() {
    assertThat(fate(snapshot("+C *B A"), STAGED)).contains(Fate.WAITING);
    assertThat(fate(snapshot("*C B"), STAGED)).contains(Fate.APPLIED);
    assertThat(fate(snapshot("C *B"), STAGED)).contains(Fate.APPLIED);
  }

  @Test
  void it_is_gone_or_could_not_be_finished() {
    SystemSnapshot without = snapshot("*B A");

    assertThat(fate(without, STAGED)).contains(Fate.LOST);
    assertThat(
            fate(
                SystemSnapshot.of(without.deployments(), Optional.of("no space"), List.of()),
                STAGED))
        .contains(Fate.FAILED);
  }

  @Test
  void what_was_thrown_away_is_not_lost() {
    assertThat(fate(snapshot("*B A"), STAGED, done(new Operation.DiscardStaged()))).isEmpty();
    assertThat(fate(snapshot("A *B"), STAGED, done(new Operation.SetDefault(id("A"))))).isEmpty();
    assertThat(fate(snapshot("*B A"), STAGED, done(new Operation.Pin(id("A")))))
        .contains(Fate.LOST);
  }

  @Test
  void what_failed_neither_stages_nor_throws_away() {
    Outcome failed = new Outcome.Failed(new Problem.StateChanged());

    assertThat(fate(snapshot("*B"), with(STAGED, failed))).isEmpty();
    assertThat(fate(snapshot("+C *B"), STAGED, with(done(new Operation.DiscardStaged()), failed)))
        .contains(Fate.WAITING);
  }

  private static Optional<Fate> fate(SystemSnapshot now, Activity... oldestFirst) {
    return StagedFate.of(new ArrayList<>(List.of(oldestFirst)).reversed(), now)
        .map(StagedFate::fate);
  }

  private static Activity done(Operation operation) {
    return done(operation, Optional.empty());
  }

  private static Activity done(Operation operation, Optional<String> staged) {
    return new Activity(
        0,
        0,
        new Request("", operation, false),
        Optional.empty(),
        new Outcome.Succeeded(new Result.Done()),
        List.of(),
        staged);
  }

  private static Activity with(Activity activity, Outcome outcome) {
    return new Activity(
        0, 0, activity.request(), Optional.empty(), outcome, List.of(), activity.staged());
  }
}
