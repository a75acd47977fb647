package org.understory.app.activity;

import java.util.List;
import java.util.Optional;
import org.understory.app.activity.ActivityRow.Ending;
import org.understory.app.activity.ActivityRow.Staged;
import org.understory.app.control.Times;
import org.understory.app.control.Tone;
import org.understory.app.home.UserNames;
import org.understory.app.text.OperationText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.ResultText;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.StagedFate;
import org.understory.model.plan.StagedFate.Fate;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Puts what was done into words. */
final class ActivityWords {
  private final Messages messages;
  private final Times times;
  private final OperationText operations;
  private final ProblemText problems;
  private final ResultText results;

  ActivityWords(Messages messages, Times times) {
    this.messages = messages;
    this.times = times;
    operations = new OperationText(messages);
    problems = new ProblemText(messages);
    results = new ResultText(messages);
  }

  /**
   * A row for each that changed something, or was to.
   *
   * @param names who has which number
   */
  List<ActivityRow> rows(
      List<Activity> all, Optional<StagedFate> fate, SystemSnapshot now, UserNames names) {
    return all.stream()
        // A look at the server changes nothing, and comes before every upgrade.
        .filter(each -> !(each.request().operation() instanceof Operation.Check))
        .map(each -> row(each, fate.filter(it -> it.activity().equals(each)), now, names))
        .toList();
  }

  private ActivityRow row(
      Activity activity, Optional<StagedFate> fate, SystemSnapshot now, UserNames names) {
    Operation operation = activity.request().operation();
    boolean gone =
        fate.filter(it -> it.fate() == Fate.FAILED || it.fate() == Fate.LOST).isPresent();
    return new ActivityRow(
        operations.title(operation, now.deployments()),
        times.age(activity.time()),
        times.minute(activity.time()),
        names.of(activity.uid()).map(Sanitizer::line).orElse(Integer.toString(activity.uid())),
        result(activity.outcome()),
        ending(activity.outcome()),
        fate.map(it -> staged(it.fate())),
        activity.canBeUndone(now.stateId()) ? activity.undo() : List.of(),
        gone ? Optional.of(operation) : Optional.empty());
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

  private static Ending ending(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded _ -> Ending.DONE;
      case Outcome.Cancelled _ -> Ending.STOPPED;
      case Outcome.Failed _ -> Ending.FAILED;
      case Outcome.Lost _ -> Ending.LOST;
    };
  }
}
