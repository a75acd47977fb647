package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import org.understory.app.text.OperationText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.ResultText;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome.Result;
import org.understory.model.plan.Plan;
import org.understory.resources.Messages;

/** Says what was done and what came of it. */
final class DoneWords {
  private final Messages messages;
  private final OperationText operations;
  private final ResultText results;
  private final ProblemText problems;
  private final RestartViewModel restart;
  private final Runnable askRestart;

  /**
   * @param restart tells whether a restart can be offered
   * @param askRestart offers it
   */
  DoneWords(Messages messages, RestartViewModel restart, Runnable askRestart) {
    this.messages = messages;
    this.restart = restart;
    this.askRestart = askRestart;
    operations = new OperationText(messages);
    results = new ResultText(messages);
    problems = new ProblemText(messages);
  }

  /** What is told for a while. */
  Done done(Plan plan, Result result) {
    boolean needed = plan.restartNeeded();
    String said = said(plan, result);
    return new Done(
        needed ? messages.get("change.done.restart", said) : said,
        plan.undo(),
        needed && restart.possibleProperty().getValue()
            ? Optional.of(askRestart)
            : Optional.empty());
  }

  private String said(Plan plan, Result result) {
    String done = operations.done(plan);
    return switch (plan.operation()) {
      case Operation.Prune _ ->
          results
              .sentence(result)
              .map(freed -> messages.get("change.done.more", done, freed))
              .orElseGet(() -> messages.get("change.prune.nothing"));
      case Operation.Verify _ -> results.sentence(result).orElse(done);
      default -> done;
    };
  }

  /** What is too much for a sentence: damage that was found. */
  Optional<Sheet.Report> report(Operation operation, Result result) {
    return result instanceof Result.Verified(long _, var damaged, long _) && !damaged.isEmpty()
        ? Optional.of(
            new Sheet.Report(
                operations.title(operation, List.of()),
                results.sentence(result).orElse(""),
                damaged.stream().map(problems::sentence).toList(),
                operation instanceof Operation.Verify(boolean repair) && !repair
                    ? Optional.of(new Operation.Verify(true))
                    : Optional.empty()))
        : Optional.empty();
  }
}
