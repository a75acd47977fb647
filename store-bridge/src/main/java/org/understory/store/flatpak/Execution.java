package org.understory.store.flatpak;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.PlanList;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.ApplicationChange;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.store.wire.RecordLog;

/** Carries plans out with flatpak's command, and writes down what became of each. */
record Execution(Flatpak flatpak, RecordLog<ApplicationChange> log) {
  /** The end of a line of progress: {@code 45% 1.2 MB/s}. */
  private static final Pattern PERCENT = Pattern.compile("\\b(\\d{1,3})%");

  /**
   * One after another, whatever becomes of each. One that another brought along, as an application
   * does its runtime, has succeeded. After a cancel the rest is cancelled, too.
   */
  List<Outcome> carryOut(
      PlanList list, BiConsumer<FlatpakPlan, Event> events, Cancellation cancellation) {
    long begun = System.currentTimeMillis();
    List<FlatpakPlan> sound = list.plans().stream().filter(this::isSound).toList();
    List<Outcome> outcomes = new ArrayList<>();
    for (FlatpakPlan plan : list.plans()) {
      Outcome outcome =
          isDone(plan)
              ? new Outcome.Succeeded(new Outcome.Result.Done())
              : tried(plan, event -> events.accept(plan, event), cancellation);
      // What others did in the meantime was not done from here.
      Installed before = plan.before();
      Installed after = sound.contains(plan) ? flatpak.now(before).orElse(before) : plan.before();
      log.add(
          ApplicationChange.of(
              list.aim(), plan, after, outcome, begun, System.currentTimeMillis() / 1000));
      events.accept(plan, new Event.Finished(outcome));
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private boolean isSound(FlatpakPlan plan) {
    return flatpak.now(plan.before()).filter(plan.before()::isUnchanged).isPresent();
  }

  private boolean isDone(FlatpakPlan plan) {
    return flatpak
        .now(plan.before())
        .filter(it -> it.commit().equals(plan.commit()) && it.held() == plan.held())
        .isPresent();
  }

  private Outcome tried(FlatpakPlan plan, Consumer<Event> events, Cancellation cancellation) {
    try {
      cancellation.check();
      if (!isSound(plan)) {
        return new Outcome.Failed(new Problem.StateChanged());
      }
      steps(plan, events, cancellation);
    } catch (CancellationException stopped) {
      return new Outcome.Cancelled(!isSound(plan));
    } catch (StoreException e) {
      return new Outcome.Failed(e.problem(), !isSound(plan));
    }
    return isDone(plan)
        ? new Outcome.Succeeded(new Outcome.Result.Done())
        : new Outcome.Failed(new Problem.UnexpectedResult(), true);
  }

  /** What is held is not updated, not even to a version that is named. */
  private void steps(FlatpakPlan plan, Consumer<Event> events, Cancellation cancellation)
      throws StoreException {
    Installed before = plan.before();
    boolean freed = before.held() && (plan.changesVersion() || !plan.held());
    if (freed) {
      release(before);
    }
    if (plan.changesVersion()) {
      try {
        events.accept(new Event.Phase(Event.Step.DOWNLOADING));
        boolean named = !(plan.newest() && Flatpak.needsRoot(before));
        flatpak
            .tool()
            .change(
                before.about().name(),
                Flatpak.update(before, named ? Optional.of(plan.commit()) : Optional.empty()),
                line -> progress(line, before, events),
                cancellation);
      } catch (StoreException | CancellationException e) {
        if (freed) {
          hold(before);
        }
        throw e;
      }
    }
    if (plan.held() && (freed || !before.held())) {
      hold(before);
    }
  }

  private void release(Installed held) throws StoreException {
    List<String> arguments =
        new ArrayList<>(List.of("mask", Flatpak.option(held.installation()), "--remove", "--"));
    arguments.addAll(held.holds());
    ask(held, arguments);
  }

  private void hold(Installed free) throws StoreException {
    ask(free, List.of("mask", Flatpak.option(free.installation()), "--", free.ref().name()));
  }

  /** Too short to be stopped in the middle. */
  private void ask(Installed installed, List<String> arguments) throws StoreException {
    flatpak.tool().ask(installed.about().name(), arguments, new Cancellation());
  }

  private static void progress(String line, Installed installed, Consumer<Event> events) {
    Matcher percent = PERCENT.matcher(line);
    if (percent.find()) {
      long part = Math.min(100, Long.parseLong(percent.group(1)));
      events.accept(new Event.Note(installed.about().name(), OptionalLong.of(part)));
    }
  }
}
