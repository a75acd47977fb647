package org.understory.app.activity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.understory.app.activity.ActivityRow.Kind;
import org.understory.app.activity.ActivityRow.Staged;
import org.understory.app.control.Times;
import org.understory.app.control.Tone;
import org.understory.app.home.UserNames;
import org.understory.app.text.HappeningText;
import org.understory.app.text.OperationText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.ResultText;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.StagedFate;
import org.understory.model.plan.StagedFate.Fate;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Puts what happened into words. */
final class ActivityWords {
  private final Messages messages;
  private final Times times;
  private final OperationText operations;
  private final HappeningText happenings;
  private final ProblemText problems;
  private final ResultText results;

  ActivityWords(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
    operations = new OperationText(messages);
    happenings = new HappeningText(messages);
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
    };
  }

  private ActivityRow row(
      Activity activity, Optional<StagedFate> fate, SystemSnapshot now, UserNames names) {
    Operation operation = activity.request().operation();
    boolean gone =
        fate.filter(it -> it.fate() == Fate.FAILED || it.fate() == Fate.LOST).isPresent();
    return new ActivityRow(
        kind(activity.outcome()),
        times.heading(activity.time()),
        operations.title(operation, now.deployments()),
        result(activity.outcome()),
        Optional.empty(),
        times.within(activity.time()),
        times.minute(activity.time()),
        Optional.of(name(activity.uid(), names)),
        fate.map(it -> staged(it.fate())),
        activity.canBeUndone(now.stateId()) ? activity.undo() : List.of(),
        gone ? Optional.of(operation) : Optional.empty());
  }

  private ActivityRow row(Happening.Other other, SystemSnapshot now, UserNames names) {
    return new ActivityRow(
        Kind.OTHER,
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
        List.of(),
        Optional.empty());
  }

  /** Whether the command says already which program it was. */
  private static boolean isNamed(Happening.Other other) {
    return other.command().filter(line -> line.startsWith(other.program() + " ")).isPresent();
  }

  private ActivityRow row(Happening.Start start, SystemSnapshot now) {
    return new ActivityRow(
        start.ending() == Happening.Ending.BROKEN_OFF ? Kind.BROKEN_OFF : Kind.STARTED,
        times.heading(start.time()),
        happenings.title(start, now.deployments()),
        happenings.ending(start, end -> times.minute(end, start.time())),
        Optional.empty(),
        times.within(start.time()),
        times.minute(start.time()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
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
