package org.understory.app.flatpak;

import java.util.Optional;
import java.util.OptionalLong;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.Background;
import org.understory.app.state.Job;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.ProblemText;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.PlanList;
import org.understory.model.flatpak.Release;
import org.understory.model.flatpak.ReleaseList;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.resources.Messages;
import org.understory.store.flatpak.FlatpakChanges;

/** Changes of one application: asks what one would do, shows it, and carries it out. */
final class ApplicationChangeViewModel implements AutoCloseable {
  /** What lies over the screen while a change is prepared. */
  sealed interface Sheet {
    /** Nothing. */
    record None() implements Sheet {}

    /** What it will do is being found out; the server is asked. */
    record Planning(String title) implements Sheet {}

    /** What it will do. */
    record Planned(PlanList list) implements Sheet {
      /** The only one. */
      FlatpakPlan plan() {
        return list.plans().getFirst();
      }
    }

    /** It is not possible, or not needed. */
    record Refused(String title, String why, boolean needed) implements Sheet {}
  }

  /**
   * How the last one ended.
   *
   * @param undo whether it can be taken back
   */
  record Told(String text, boolean failed, boolean undo) {}

  private final FlatpakChanges changes;
  private final Background background;
  private final Messages messages;
  private final FlatpakText words;
  private final Runnable after;
  private final Latest planning;
  private final ReadOnlyObjectWrapper<Sheet> sheet = new ReadOnlyObjectWrapper<>(new Sheet.None());
  private final ReadOnlyObjectWrapper<Optional<Told>> told =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final TogetherViewModel together;
  private final BooleanProperty busy;
  private final ObjectBinding<Optional<String>> reason;
  private Optional<Installed> looked = Optional.empty();
  private boolean closed;

  /**
   * @param together takes over where many are changed as one
   * @param busy whether something is being changed, by this or by others
   * @param after what is done when something may have changed
   */
  ApplicationChangeViewModel(
      ScreenContext context,
      FlatpakChanges changes,
      TogetherViewModel together,
      BooleanProperty busy,
      Runnable after) {
    this.together = together;
    this.busy = busy;
    this.changes = changes;
    this.background = context.background();
    this.messages = context.messages();
    this.words = new FlatpakText(messages);
    this.after = after;
    planning = new Latest(background);
    reason =
        Bindings.createObjectBinding(
            () ->
                busy.get()
                    ? Optional.of(messages.get("applications.busy"))
                    : Optional.<String>empty(),
            busy);
  }

  ReadOnlyObjectProperty<Sheet> sheetProperty() {
    return sheet.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Told>> toldProperty() {
    return told.getReadOnlyProperty();
  }

  /** Why nothing can be changed now; empty where something can. */
  ObservableValue<Optional<String>> reasonProperty() {
    return reason;
  }

  /** From now on it is about this one. */
  void look(Optional<Installed> now) {
    boolean same = now.isPresent() && looked.filter(now.get()::isSame).isPresent();
    looked = now;
    if (!same) {
      told.set(Optional.empty());
    }
  }

  /** Looks for a newer version, and shows what it would do. */
  void update() {
    plan("applications.update.of", (now, cancellation) -> changes.update(now, cancellation));
  }

  /** Shows what going to a version and staying there would do. */
  void goTo(Release release, Optional<ReleaseList> known) {
    plan(
        "applications.go-to.of",
        (now, cancellation) -> {
          boolean newest = known.flatMap(ReleaseList::newest).filter(release::equals).isPresent();
          return changes.plan(now, release.commit(), !newest, known, cancellation);
        });
  }

  /** Shows what holding it, or releasing it, would do. */
  void hold(boolean held) {
    plan(
        held ? "applications.hold.of" : "applications.release.of",
        (now, cancellation) ->
            changes.plan(now, now.commit(), held, Optional.empty(), cancellation));
  }

  /** Shows what taking the last change back would do, of whatever that was. */
  void undo() {
    told.set(Optional.empty());
    if (busy.get()) {
      return;
    }
    plan(messages.get("applications.undo.last"), changes::undo);
  }

  /** Finds out what something would do. */
  @FunctionalInterface
  private interface Planning {
    FlatpakPlan plan(Installed now, Cancellation cancellation) throws StoreException;
  }

  private void plan(String key, Planning work) {
    if (looked.isEmpty() || busy.get()) {
      return;
    }
    Installed now = looked.get();
    plan(
        messages.get(key, words.name(now)),
        cancellation -> PlanList.of(work.plan(now, cancellation)));
  }

  /** Finds out what something would do. */
  @FunctionalInterface
  private interface Asking {
    PlanList ask(Cancellation cancellation) throws StoreException;
  }

  private void plan(String title, Asking work) {
    sheet.set(new Sheet.Planning(title));
    planning.submit(
        job -> work.ask(job.cancellation()),
        result ->
            sheet.set(
                switch (result) {
                  case Result.Done<PlanList>(PlanList list) -> planned(list);
                  case Result.Failed<PlanList>(Problem problem) ->
                      new Sheet.Refused(
                          title, sentence(problem), !(problem instanceof Problem.NothingNewer));
                  case Result.Cancelled<PlanList> _ -> new Sheet.None();
                }));
  }

  private Sheet planned(PlanList list) {
    if (list.plans().size() == 1 && list.unknown().isEmpty()) {
      return new Sheet.Planned(list);
    }
    together.show(list);
    return new Sheet.None();
  }

  private String sentence(Problem problem) {
    return new ProblemText(messages).sentence(problem);
  }

  /** Leaves everything as it is. */
  void dismiss() {
    planning.cancel();
    sheet.set(new Sheet.None());
  }

  /** Carries out what is shown. */
  void proceed() {
    if (!(sheet.get() instanceof Sheet.Planned planned) || busy.get()) {
      return;
    }
    FlatpakPlan plan = planned.plan();
    dismiss();
    told.set(Optional.empty());
    busy.set(true);
    background.runToItsEnd(
        words.title(plan),
        job ->
            changes
                .carryOut(planned.list(), (_, event) -> tell(event, job), job.cancellation())
                .getFirst(),
        result -> ended(plan, result));
  }

  private void tell(Event event, Job job) {
    switch (event) {
      case Event.Phase _ -> job.say(messages.get("change.step.downloading"));
      case Event.Note(String _, OptionalLong percent) ->
          job.progress(percent.isPresent() ? percent.getAsLong() / 100.0 : Job.UNKNOWN);
      case Event.Authorizing _, Event.Progress _, Event.Finished _ -> {}
    }
  }

  private void ended(FlatpakPlan plan, Result<Outcome> result) {
    if (closed) {
      return;
    }
    busy.set(false);
    Told end =
        switch (result) {
          case Result.Done<Outcome>(Outcome.Succeeded _) -> new Told(words.done(plan), false, true);
          case Result.Done<Outcome>(Outcome.Failed(Problem problem, boolean changed)) ->
              new Told(sentence(problem), true, changed);
          case Result.Done<Outcome>(Outcome.Cancelled(boolean changed)) ->
              new Told(messages.get("applications.stopped"), false, changed);
          case Result.Done<Outcome>(Outcome.Lost _) ->
              new Told(sentence(new Problem.WorkerLost()), true, false);
          case Result.Failed<Outcome>(Problem problem) -> new Told(sentence(problem), true, false);
          case Result.Cancelled<Outcome> _ ->
              new Told(messages.get("applications.stopped"), false, false);
        };
    told.set(Optional.of(end));
    after.run();
  }

  /** It was read. */
  void closeTold() {
    told.set(Optional.empty());
  }

  @Override
  public void close() {
    closed = true;
    planning.cancel();
    reason.dispose();
  }
}
