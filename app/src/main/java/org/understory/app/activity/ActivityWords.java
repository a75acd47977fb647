package org.understory.app.activity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.understory.app.activity.ActivityRow.Kind;
import org.understory.app.activity.ActivityRow.Staged;
import org.understory.app.activity.ActivityRow.Undo;
import org.understory.app.control.Times;
import org.understory.app.control.Tone;
import org.understory.app.home.UserNames;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.HappeningText;
import org.understory.app.text.OperationText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.ResultText;
import org.understory.model.flatpak.FlatpakEvent;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Activity;
import org.understory.model.plan.ApplicationActivity;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.StagedFate;
import org.understory.model.plan.StagedFate.Fate;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;
import org.understory.store.engine.LocalEngine;

/** Puts what happened into words. */
final class ActivityWords {
  private final Messages messages;
  private final Times times;
  private final OperationText operations;
  private final HappeningText happenings;
  private final FlatpakText applications;
  private final ProblemText problems;
  private final ResultText results;

  ActivityWords(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
    operations = new OperationText(messages);
    happenings = new HappeningText(messages);
    applications = new FlatpakText(messages);
    problems = new ProblemText(messages);
    results = new ResultText(messages);
  }

  /**
   * A row for each that changed something, or was to, and for each start.
   *
   * @param names who has which number
   */
  List<ActivityRow> rows(
      List<Happening> all, Optional<StagedFate> fate, SystemSnapshot now, UserNames names) {
    return all.stream().flatMap(each -> row(each, fate, now, names)).toList();
  }

  private Stream<ActivityRow> row(
      Happening happening, Optional<StagedFate> fate, SystemSnapshot now, UserNames names) {
    return switch (happening) {
      // A look at the server changes nothing, and comes before every upgrade.
      case Happening.Own(Activity own) when own.request().operation() instanceof Operation.Check ->
          Stream.empty();
      case Happening.Own(Activity own) ->
          Stream.of(row(own, fate.filter(it -> it.activity().equals(own)), now, names));
      case Happening.Other other -> Stream.of(row(other, now, names));
      case Happening.Start start -> Stream.of(row(start, now));
      case Happening.OwnApplications own -> Stream.of(row(own, names));
      case Happening.OtherApplication(FlatpakEvent event) -> Stream.of(row(event, names));
    };
  }

  private ActivityRow row(
      Activity activity, Optional<StagedFate> fate, SystemSnapshot now, UserNames names) {
    Operation operation = activity.request().operation();
    boolean gone =
        fate.filter(it -> it.fate() == Fate.FAILED || it.fate() == Fate.LOST).isPresent();
    return new ActivityRow(
        kind(activity.outcome()),
        false,
        times.heading(activity.time()),
        operations.title(operation, now.deployments()),
        result(activity.outcome()),
        Optional.empty(),
        times.within(activity.time()),
        times.minute(activity.time()),
        Optional.of(name(activity.uid(), names)),
        fate.map(it -> staged(it.fate())),
        activity.canBeUndone(now.stateId())
            ? new Undo.ByOperations(activity.undo())
            : new Undo.Impossible(),
        gone ? Optional.of(operation) : Optional.empty());
  }

  private ActivityRow row(Happening.Other other, SystemSnapshot now, UserNames names) {
    return new ActivityRow(
        Kind.OTHER,
        false,
        times.heading(other.time()),
        happenings.title(other, now.deployments()),
        isNamed(other) ? "" : happenings.program(other),
        other.command().map(Sanitizer::line),
        times.within(other.time()),
        times.minute(other.time()),
        other.uid().isPresent()
            ? Optional.of(name(other.uid().getAsInt(), names))
            : Optional.empty(),
        Optional.empty(),
        new Undo.Impossible(),
        Optional.empty());
  }

  /** Whether the command says already which program it was. */
  private static boolean isNamed(Happening.Other other) {
    return other.command().filter(line -> line.startsWith(other.program() + " ")).isPresent();
  }

  private ActivityRow row(Happening.Start start, SystemSnapshot now) {
    return new ActivityRow(
        start.ending() == Happening.Ending.BROKEN_OFF ? Kind.BROKEN_OFF : Kind.STARTED,
        false,
        times.heading(start.time()),
        happenings.title(start, now.deployments()),
        happenings.ending(start, end -> times.minute(end, start.time())),
        Optional.empty(),
        times.within(start.time()),
        times.minute(start.time()),
        Optional.empty(),
        Optional.empty(),
        new Undo.Impossible(),
        Optional.empty());
  }

  /** What this person had done is in a folder of theirs. */
  private ActivityRow row(Happening.OwnApplications own, UserNames names) {
    ApplicationActivity activity = own.activity();
    return new ActivityRow(
        kind(activity),
        true,
        times.heading(activity.time()),
        applications.title(activity),
        String.join("\n", applications.results(activity)),
        Optional.empty(),
        times.within(activity.time()),
        times.minute(activity.time()),
        Optional.of(name(LocalEngine.uid(), names)),
        Optional.empty(),
        own.canBeUndone() ? new Undo.OfApplications() : new Undo.Impossible(),
        Optional.empty());
  }

  private ActivityRow row(FlatpakEvent event, UserNames names) {
    boolean named = event.command().filter(it -> it.startsWith(event.program() + " ")).isPresent();
    return new ActivityRow(
        Kind.OTHER_APPLICATION,
        true,
        times.heading(event.time()),
        applications.title(event),
        named ? "" : messages.get("happening.program", Sanitizer.line(event.program())),
        event.command().map(Sanitizer::line),
        times.within(event.time()),
        times.minute(event.time()),
        event.uid().isPresent()
            ? Optional.of(name(event.uid().getAsInt(), names))
            : Optional.empty(),
        Optional.empty(),
        new Undo.Impossible(),
        Optional.empty());
  }

  private static Kind kind(ApplicationActivity activity) {
    List<Kind> kinds = activity.changes().stream().map(each -> kind(each.outcome())).toList();
    return Stream.of(Kind.FAILED, Kind.LOST, Kind.STOPPED)
        .filter(kinds::contains)
        .findFirst()
        .orElse(Kind.DONE);
  }

  private static String name(int uid, UserNames names) {
    return names.of(uid).map(Sanitizer::line).orElse(Integer.toString(uid));
  }

  private Staged staged(Fate fate) {
    return switch (fate) {
      case WAITING -> staged("waiting", Tone.ACCENT);
      case APPLIED -> staged("applied", Tone.SUCCESS);
      case FAILED -> staged("failed", Tone.DANGER);
      case LOST -> staged("lost", Tone.DANGER);
    };
  }

  private Staged staged(String key, Tone tone) {
    return new Staged(
        messages.get("activity.staged." + key),
        messages.get("activity.staged." + key + ".tip"),
        tone);
  }

  private String result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded(Outcome.Result result) ->
          results.sentence(result).orElseGet(() -> messages.get("activity.done"));
      case Outcome.Cancelled(boolean changed) ->
          messages.get(changed ? "change.stopped-changed" : "change.stopped");
      case Outcome.Failed(Problem problem, boolean _) -> problems.sentence(problem);
      case Outcome.Lost _ -> messages.get("change.lost");
    };
  }

  private static Kind kind(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded _ -> Kind.DONE;
      case Outcome.Cancelled _ -> Kind.STOPPED;
      case Outcome.Failed _ -> Kind.FAILED;
      case Outcome.Lost _ -> Kind.LOST;
    };
  }
}
