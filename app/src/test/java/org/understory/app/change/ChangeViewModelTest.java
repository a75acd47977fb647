package org.understory.app.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.understory.app.change.Deployments.NEWEST;
import static org.understory.app.change.Deployments.OLDEST;
import static org.understory.app.change.Deployments.RUNNING;
import static org.understory.app.change.Deployments.commit;
import static org.understory.app.change.Deployments.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.system.Label;

final class ChangeViewModelTest extends ChangeFixture {
  @Test
  void nothing_is_done_before_somebody_agrees() {
    model.ask(new Operation.Pin(OLDEST.id()));
    assertThat(model.sheetProperty().get()).isEqualTo(new Sheet.Planning("Pin 41.1"));
    work();

    assertThat(model.sheetProperty().get()).isInstanceOf(Sheet.Planned.class);
    assertThat(engine.done).isEmpty();
    model.dismiss();
    work();
    assertThat(model.sheetProperty().get()).isEqualTo(new Sheet.None());
    assertThat(engine.done).isEmpty();
  }

  @Test
  void what_was_agreed_to_is_done_once_and_told() {
    agreeTo(new Operation.Pin(OLDEST.id()));
    model.proceed();
    work();

    assertThat(engine.done).containsExactly(new Operation.Pin(OLDEST.id()));
    assertThat(done().text()).isEqualTo("41.1 is pinned.");
    assertThat(done().restart()).isEmpty();
  }

  @Test
  void taking_back_plans_every_step_anew_and_in_order() {
    agreeTo(new Operation.SetDefault(OLDEST.id()));
    List<Operation> undo = done().undo();
    model.undo();
    work();

    assertThat(undo)
        .containsExactly(
            new Operation.SetDefault(RUNNING.id()), new Operation.SetDefault(NEWEST.id()));
    assertThat(engine.done).endsWith(undo.toArray(new Operation[0]));
    assertThat(engine.now.deployments()).isEqualTo(SYSTEM.deployments());
    assertThat(done().text()).isEqualTo("The last change is undone.");
    assertThat(done().undo()).isEmpty();
  }

  @Test
  void what_is_not_possible_says_why_and_names_the_deployment_as_people_know_it() {
    model.ask(new Operation.Remove(List.of(RUNNING.id())));
    work();

    assertThat(model.sheetProperty().get())
        .isInstanceOfSatisfying(
            Sheet.Refused.class,
            refused -> {
              assertThat(refused.title()).isEqualTo("Remove 41.2");
              assertThat(refused.why()).contains("41.2 is running").doesNotContain(RUNNING.id());
            });
  }

  @Test
  void a_failure_says_what_was_not_done_and_can_be_tried_again() {
    engine.ending = new Outcome.Failed(new Problem.StateChanged());
    agreeTo(new Operation.Pin(OLDEST.id()));

    assertThat(trouble().title()).isEqualTo("Not done: Pin 41.1");
    assertThat(trouble().text()).startsWith("The system has changed");
    model.again();
    work();
    assertThat(model.aftermath().troubleProperty().get()).isEmpty();
    assertThat(model.sheetProperty().get()).isInstanceOf(Sheet.Planned.class);
  }

  @Test
  void an_engine_that_is_gone_leaves_no_doubt() {
    engine.ending = new Outcome.Lost();
    agreeTo(new Operation.Pin(OLDEST.id()));

    assertThat(trouble().text()).contains("nobody knows how far it came");
  }

  @Test
  void a_wish_to_stop_that_comes_too_late_does_not_hide_what_was_done() {
    engine.story = events -> background.shown().getFirst().cancel();
    agreeTo(new Operation.Pin(OLDEST.id()));

    assertThat(done().text()).isEqualTo("41.1 is pinned.");
  }

  @Test
  void what_was_stopped_in_time_is_no_failure() {
    engine.ending = new Outcome.Cancelled();
    agreeTo(new Operation.Pin(OLDEST.id()));

    assertThat(done().text()).isEqualTo("Stopped. Nothing has changed.");
    assertThat(model.aftermath().troubleProperty().get()).isEmpty();
  }

  @Test
  void meanwhile_it_tells_how_far_it_is_and_from_when_on_it_can_not_be_stopped() {
    List<String> told = new ArrayList<>();
    engine.story =
        events -> {
          var job = background.shown().getFirst();
          events.accept(new Event.Authorizing());
          told.add(job.wordsProperty().get());
          events.accept(new Event.Phase(Event.Step.DOWNLOADING));
          events.accept(new Event.Progress(1_000_000, OptionalLong.of(4_000_000), 1, 9));
          told.add(job.wordsProperty().get());
          told.add(Double.toString(job.progressProperty().get()));
          told.add(Boolean.toString(job.stoppableProperty().get()));
          events.accept(new Event.Phase(Event.Step.DEPLOYING));
          told.add(Boolean.toString(job.stoppableProperty().get()));
          assertThat(model.reasonProperty().getValue()).isPresent();
        };
    agreeTo(new Operation.Pin(OLDEST.id()));

    assertThat(told)
        .containsExactly(
            "Waiting for your password",
            "Downloading · 1.0\u00a0MB of 4.0\u00a0MB",
            "0.25",
            "true",
            "false");
    assertThat(model.reasonProperty().getValue()).isEmpty();
  }

  @Test
  void arguments_are_edited_then_planned_and_one_can_go_back() {
    model.editArguments(RUNNING.id());
    work();
    ArgumentsViewModel editor = ((Sheet.Arguments) model.sheetProperty().get()).model();
    assertThat(editor.changedProperty().get()).isFalse();
    editor.remove(editor.rows().getLast());
    editor.add().set("debug  console=ttyS0");
    assertThat(editor.lineProperty().get()).isEqualTo("root=/dev/vda3 rw debug console=ttyS0");
    model.proceed();
    work();
    assertThat(model.sheetProperty().get())
        .isInstanceOfSatisfying(
            Sheet.Planned.class, planned -> assertThat(planned.back()).isTrue());
    model.back();
    assertThat(model.sheetProperty().get()).isEqualTo(new Sheet.Arguments(editor));
    model.proceed();
    work();
    model.proceed();
    work();

    assertThat(engine.done)
        .containsExactly(
            new Operation.EditKernelArguments(
                RUNNING.id(), List.of("root=/dev/vda3", "rw", "debug", "console=ttyS0")));
    editor.reset();
    assertThat(editor.changedProperty().get()).isFalse();
  }

  @Test
  void a_name_is_saved_without_asking_twice() {
    model.editLabel(OLDEST.id());
    LabelViewModel editor = ((Sheet.Naming) model.sheetProperty().get()).model();
    editor.nameProperty().set("  Good one ");
    editor.noteProperty().set("sound works");
    assertThat(editor.changedProperty().getValue()).isTrue();
    model.proceed();
    work();

    assertThat(engine.done)
        .containsExactly(new Operation.SetLabel(OLDEST.id(), new Label("Good one", "sound works")));
    assertThat(done().undo()).hasSize(1);
  }

  @Test
  void an_update_that_is_found_is_shown_before_it_is_fetched() {
    engine.ending = new Outcome.Succeeded(new Outcome.Result.Found(commit("4")));
    model.checkForUpdates();
    work();

    assertThat(model.sheetProperty().get())
        .isInstanceOfSatisfying(
            Sheet.Planned.class,
            planned ->
                assertThat(planned.card().plan().operation())
                    .isEqualTo(new Operation.Upgrade("fern", commit("4"))));
  }

  @Test
  void nothing_newer_is_no_trouble() {
    engine.ending = new Outcome.Succeeded(new Outcome.Result.Found(commit("2")));
    model.checkForUpdates();
    work();

    assertThat(model.sheetProperty().get()).isEqualTo(new Sheet.None());
    assertThat(done().text()).startsWith("There is nothing newer");
  }

  @Test
  void without_an_engine_nothing_can_be_asked_and_it_says_why() throws StoreException {
    show(Optional.empty(), SYSTEM);

    assertThat(model.reasonProperty().getValue().orElseThrow()).contains("on its own");
    assertThat(model.updateReasonProperty().getValue()).isPresent();
    model.ask(new Operation.Pin(OLDEST.id()));
    model.editArguments(OLDEST.id());
    model.checkForUpdates();
    work();
    assertThat(model.sheetProperty().get()).isEqualTo(new Sheet.None());
  }

  @Test
  void a_plan_is_made_anew_when_the_system_has_changed_under_it() {
    model.ask(new Operation.Pin(OLDEST.id()));
    work();
    engine.now = snapshot(RUNNING, OLDEST);
    state.refresh();
    work();

    assertThat(model.sheetProperty().get())
        .isInstanceOfSatisfying(
            Sheet.Planned.class, planned -> assertThat(planned.card().now()).hasSize(2));
  }

  @Test
  void nothing_that_was_said_of_one_system_is_left_when_another_is_opened() throws StoreException {
    agreeTo(new Operation.Pin(OLDEST.id()));
    model.ask(new Operation.Pin(OLDEST.id()));
    work();
    show(Optional.of(engine), SYSTEM);

    assertThat(model.sheetProperty().get()).isEqualTo(new Sheet.None());
    assertThat(model.aftermath().doneProperty().get()).isEmpty();
  }
}
