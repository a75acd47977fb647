package org.understory.app.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.understory.app.change.OthersViewModel.Seen;
import org.understory.model.operation.Problem;
import org.understory.model.operation.ServiceTask;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Outcome;

/** What others change is listened to where it can be, and told when it has ended. */
final class OthersTest extends ChangeFixture {
  private static final Busy.Service KNOWN = new Busy.Service(ServiceTask.UPDATE, "rpm-ostree", "");
  private static final Busy.Service HEARD =
      new Busy.Service(ServiceTask.UPDATE, "gnome-software", "upgrade");

  private final List<Seen> seen = new ArrayList<>();

  /** One that has ended when somebody waits for that. */
  private record Told(Outcome outcome, List<String> calls, Optional<Problem> refusal)
      implements Ongoing {
    @Override
    public Busy.Service busy() {
      return HEARD;
    }

    @Override
    public Outcome await() {
      return outcome;
    }

    @Override
    public void cancel() throws StoreException {
      calls.add("cancel");
      if (refusal.isPresent()) {
        throw new StoreException(refusal.get());
      }
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  private final List<String> calls = new ArrayList<>();

  private void attend(Outcome outcome) {
    engine.ongoing = Optional.of(new Told(outcome, calls, Optional.empty()));
    model.others().seenProperty().subscribe(now -> now.ifPresent(seen::add));
    engine.story = events -> events.accept(new Event.Note("Checking out", OptionalLong.of(40)));
    state.notice(Optional.of(KNOWN));
    work();
  }

  @Test
  void it_is_heard_to_its_end_and_the_system_is_read_again() {
    attend(new Outcome.Succeeded(new Outcome.Result.Done()));
    assertThat(seen.getFirst()).isEqualTo(new Seen.Known(KNOWN));
    assertThat(seen.getLast())
        .isInstanceOfSatisfying(
            Seen.Heard.class,
            heard -> {
              assertThat(heard.busy()).isEqualTo(HEARD);
              assertThat(heard.job().wordsProperty().get()).isEqualTo("Checking out");
              assertThat(heard.job().progressProperty().get()).isEqualTo(0.4);
            });
    assertThat(calls).containsExactly("close");
    assertThat(state.othersProperty().get()).isEmpty();
    assertThat(model.others().seenProperty().get()).isEmpty();
    assertThat(done().text()).isEqualTo("GNOME Software has finished its change");
  }

  @Test
  void what_failed_is_told_in_the_words_of_the_service() {
    attend(new Outcome.Failed(new Problem.ToolFailed("rpm-ostree", "no \u001b[2J room")));
    assertThat(trouble().title()).isEqualTo("GNOME Software: its change was not made");
    assertThat(trouble().text()).contains("no ", " room").doesNotContain("\u001b");
  }

  @Test
  void what_is_heard_no_longer_is_looked_for_again_and_no_failure() {
    attend(new Outcome.Lost());
    assertThat(model.aftermath().troubleProperty().get()).isEmpty();
    assertThat(model.aftermath().doneProperty().get()).isEmpty();
    int before = calls.size();
    // Who looks every two seconds says so again.
    state.notice(Optional.of(new Busy.Service(ServiceTask.UPDATE, "cli", "")));
    work();
    assertThat(calls).hasSizeGreaterThan(before);
  }

  @Test
  void a_program_that_can_not_be_heard_is_named_all_the_same() {
    Busy busy = new Busy.Program("python3", 12);
    model.others().seenProperty().subscribe(now -> now.ifPresent(seen::add));
    state.notice(Optional.of(busy));
    work();
    assertThat(seen).containsExactly(new Seen.Known(busy));
    state.notice(Optional.empty());
    assertThat(model.others().seenProperty().get()).isEmpty();
  }

  @Test
  void who_may_not_stop_it_is_told() {
    engine.ongoing =
        Optional.of(new Told(new Outcome.Lost(), calls, Optional.of(new Problem.NotAuthorized())));
    state.notice(Optional.of(KNOWN));
    // The work is done, and its end is not delivered yet.
    model
        .others()
        .seenProperty()
        .subscribe(
            now -> {
              if (now.isPresent() && now.get() instanceof Seen.Heard) {
                model.others().cancel();
              }
            });
    work();
    assertThat(calls).contains("cancel");
    assertThat(trouble().title()).isEqualTo("It can’t be stopped");
  }
}
