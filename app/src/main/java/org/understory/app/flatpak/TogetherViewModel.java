package org.understory.app.flatpak;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.Background;
import org.understory.app.state.Job;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.ProblemText;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.PlanList;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.resources.Messages;
import org.understory.store.flatpak.FlatpakChanges;

/** Changes of many applications as one: what they will do, how far each is, how each ended. */
final class TogetherViewModel implements AutoCloseable {
  /** What lies over the screen. */
  sealed interface Sheet {
    /** Nothing. */
    record None() implements Sheet {}

    /**
     * The server is asked.
     *
     * @param words about what
     */
    record Asking(String words) implements Sheet {}

    /** Everything is as new as it can be, as far as that is known. */
    record Newest(List<PlanList.Unknown> unknown) implements Sheet {
      public Newest {
        unknown = List.copyOf(unknown);
      }
    }

    /** What they will do. */
    record Planned(PlanList list) implements Sheet {}

    /** They are carried out, while {@link #rowsProperty} says how far each is. */
    record Running(PlanList list, boolean stopping) implements Sheet {}

    /**
     * They have ended.
     *
     * @param undo whether anything was changed
     */
    record Ended(PlanList list, boolean undo) implements Sheet {}
  }

  /**
   * How far one is.
   *
   * @param part from 0 to 1, or {@link Job#UNKNOWN}
   * @param words why it failed; else empty
   */
  record Row(FlatpakPlan plan, State state, double part, String words) {}

  /** What becomes of one. */
  enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    STOPPED
  }

  private final FlatpakChanges changes;
  private final Background background;
  private final Messages messages;
  private final FlatpakText words;
  private final BooleanProperty busy;
  private final Runnable after;
  private final Latest asking;
  private final ReadOnlyObjectWrapper<Sheet> sheet = new ReadOnlyObjectWrapper<>(new Sheet.None());
  private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private Optional<Job> running = Optional.empty();
  private boolean closed;

  /**
   * @param busy whether something is being changed, by this or by others
   * @param after what is done when something may have changed
   */
  TogetherViewModel(
      ScreenContext context, FlatpakChanges changes, BooleanProperty busy, Runnable after) {
    this.changes = changes;
    this.background = context.background();
    this.messages = context.messages();
    this.words = new FlatpakText(messages);
    this.busy = busy;
    this.after = after;
    asking = new Latest(background);
  }

  ReadOnlyObjectProperty<Sheet> sheetProperty() {
    return sheet.getReadOnlyProperty();
  }

  /** How far each is, in the order of the plans. */
  ReadOnlyObjectProperty<List<Row>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** Looks for newer versions of everything, and shows what they would do. */
  void ask() {
    if (busy.get()) {
      return;
    }
    sheet.set(new Sheet.Asking(messages.get("applications.planning")));
    asking.submit(
        job ->
            changes.updates(
                messages.locale(), at -> job.deliver(() -> tell(at)), job.cancellation()),
        result -> {
          switch (result) {
            case Result.Done<PlanList>(PlanList list) when list.plans().isEmpty() ->
                sheet.set(new Sheet.Newest(list.unknown()));
            case Result.Done<PlanList>(PlanList list) -> show(list);
            case Result.Failed<PlanList> _, Result.Cancelled<PlanList> _ ->
                sheet.set(new Sheet.None());
          }
        });
  }

  private void tell(FlatpakChanges.Asking at) {
    if (sheet.get() instanceof Sheet.Asking) {
      sheet.set(
          new Sheet.Asking(
              messages.get(
                  "applications.all.asking", words.name(at.installed()), at.done() + 1, at.of())));
    }
  }

  /** Shows what these would do. */
  void show(PlanList list) {
    sheet.set(new Sheet.Planned(list));
  }

  /** Takes away what lies over the screen; what runs goes on. */
  void dismiss() {
    asking.cancel();
    sheet.set(new Sheet.None());
  }

  /** Carries out what is shown. */
  void proceed() {
    if (!(sheet.get() instanceof Sheet.Planned(PlanList list)) || busy.get()) {
      return;
    }
    busy.set(true);
    rows.set(list.plans().stream().map(each -> new Row(each, State.WAITING, 0, "")).toList());
    sheet.set(new Sheet.Running(list, false));
    running =
        Optional.of(
            background.runToItsEnd(
                words.title(list),
                job ->
                    changes.carryOut(
                        list, (plan, event) -> tell(list, plan, event, job), job.cancellation()),
                result -> ended(list, result)));
  }

  /** What is done stays done; what is not begun is left as it is. */
  void stop() {
    if (sheet.get() instanceof Sheet.Running(PlanList list, boolean _)) {
      running.ifPresent(Job::cancel);
      sheet.set(new Sheet.Running(list, true));
    }
  }

  private void tell(PlanList list, FlatpakPlan plan, Event event, Job job) {
    int index = list.plans().indexOf(plan);
    switch (event) {
      case Event.Phase _ -> {
        job.say(words.name(plan.before()));
        job.deliver(() -> set(index, State.RUNNING, Job.UNKNOWN, ""));
      }
      case Event.Note(String _, OptionalLong percent) when percent.isPresent() -> {
        double part = percent.getAsLong() / 100.0;
        job.progress((index + part) / list.plans().size());
        job.deliver(() -> set(index, State.RUNNING, part, ""));
      }
      case Event.Finished(Outcome outcome) -> {
        job.progress((index + 1.0) / list.plans().size());
        job.deliver(() -> set(index, outcome));
      }
      case Event.Authorizing _, Event.Progress _, Event.Note _ -> {}
    }
  }

  private void set(int index, Outcome outcome) {
    switch (outcome) {
      case Outcome.Succeeded _ -> set(index, State.DONE, 1, "");
      case Outcome.Cancelled _ -> set(index, State.STOPPED, 0, "");
      case Outcome.Failed(Problem why, boolean _) -> set(index, State.FAILED, 0, sentence(why));
      case Outcome.Lost _ -> set(index, State.FAILED, 0, sentence(new Problem.WorkerLost()));
    }
  }

  private void set(int index, State state, double part, String text) {
    List<Row> all = new ArrayList<>(rows.get());
    all.set(index, new Row(all.get(index).plan(), state, part, text));
    rows.set(List.copyOf(all));
  }

  private String sentence(Problem problem) {
    return new ProblemText(messages).sentence(problem);
  }

  private void ended(PlanList list, Result<List<Outcome>> result) {
    running = Optional.empty();
    if (closed) {
      return;
    }
    busy.set(false);
    boolean changed = false;
    if (result instanceof Result.Done<List<Outcome>>(List<Outcome> outcomes)) {
      IntStream.range(0, outcomes.size()).forEach(i -> set(i, outcomes.get(i)));
      changed = outcomes.stream().anyMatch(TogetherViewModel::hasChanged);
    } else {
      IntStream.range(0, rows.get().size()).forEach(i -> set(i, State.STOPPED, 0, ""));
    }
    sheet.set(new Sheet.Ended(list, changed));
    after.run();
  }

  private static boolean hasChanged(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded _ -> true;
      case Outcome.Cancelled(boolean changed) -> changed;
      case Outcome.Failed(Problem _, boolean changed) -> changed;
      case Outcome.Lost _ -> false;
    };
  }

  @Override
  public void close() {
    closed = true;
    asking.cancel();
  }
}
