package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import org.understory.app.cli.Table.Cell;
import org.understory.app.text.NextBootText;
import org.understory.app.text.OperationText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.ResultText;
import org.understory.app.text.SpaceText;
import org.understory.app.text.WarningText;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Outcome.Result;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;

/** A change in words: the title, both boot lists, what to know, and how it ended. */
final class ChangeText implements ChangeOutput {
  private final Session session;
  private final boolean colours;

  ChangeText(Session session) {
    this.session = session;
    this.colours = session.terminal().abilities().colours();
  }

  @Override
  public void planned(Plan plan) {
    Output out = session.out();
    OperationText operations = new OperationText(session.words());
    out.line(Ink.BOLD.on(operations.title(plan), colours));
    operations.note(plan).ifPresent(out::line);
    if (plan.operation() instanceof Operation.UsePackageFiles use) {
      use.nevras().forEach(each -> out.line("  + " + line(each)));
    }
    List<Deployment> before = plan.before().deployments();
    if (plan.after().equals(before)) {
      out.line(session.word("plan.same-order"));
    } else {
      list(session.word("plan.before"), before, plan.dropped());
      list(session.word("plan.after"), plan.after(), List.of());
      if (plan.waits()) {
        list(session.word("plan.after-shutdown"), plan.finished(), List.of());
      }
    }
    new NextBootText(session.words()).once(plan).ifPresent(out::line);
    WarningText words = new WarningText(session.words());
    plan.warnings()
        .forEach(
            each -> out.line(Ink.YELLOW.on("! " + words.sentence(each, plan.before()), colours)));
    SpaceText space = new SpaceText(session.words());
    space.download(plan.space()).ifPresent(out::line);
    space.room(plan.space()).forEach(out::line);
    if (plan.restartNeeded()) {
      out.line(session.word("plan.restart"));
    }
  }

  private void list(String title, List<Deployment> list, List<String> dropped) {
    Output out = session.out();
    out.line(Ink.FAINT.on(title, colours));
    Table table = new Table();
    for (Deployment each : list) {
      boolean lost = dropped.contains(each.id());
      Ink ink = lost ? Ink.RED : each.bootsNext() ? Ink.GREEN : Ink.PLAIN;
      List<String> states = DeploymentStates.words(each, session);
      String state = lost ? session.word("plan.dropped") : String.join(", ", states);
      table.row(
          cell(each.bootsNext() ? "  >" : "   "),
          new Cell(line(each.version().orElse("-")), ink),
          cell(line(each.stateroot())),
          new Cell(each.checksum().brief() + "." + each.serial(), Ink.FAINT),
          new Cell(state, ink));
    }
    table.print(out, colours);
  }

  @Override
  public void ended(Plan plan, Outcome outcome) {
    Output out = session.out();
    switch (outcome) {
      case Outcome.Succeeded(Result result) -> {
        out.line(new OperationText(session.words()).done(plan));
        result(result);
        if (plan.restartNeeded()) {
          out.line(session.word("plan.restart"));
        }
        if (!plan.undo().isEmpty()) {
          out.line(Ink.FAINT.on(session.word("change.undo"), colours));
        }
      }
      case Outcome.Cancelled(boolean changed) ->
          session.tell(session.word(changed ? "change.cancelled-changed" : "change.cancelled"));
      case Outcome.Failed(Problem problem, boolean changed) -> {
        refused(problem);
        if (changed) {
          session.tell(session.word("change.failed-changed"));
        }
      }
      case Outcome.Lost() -> refused(new Problem.WorkerLost());
    }
  }

  @Override
  public void unneeded(Problem why) {
    session.out().line(new ProblemText(session.words()).sentence(why));
  }

  @Override
  public void refused(Problem problem) {
    session.tell(new ProblemText(session.words()).sentence(problem));
  }

  private void result(Result result) {
    new ResultText(session.words()).sentence(result).ifPresent(session.out()::line);
    if (result instanceof Result.Verified(long _, List<Problem> damaged, long _)) {
      damaged.forEach(session::report);
    }
  }
}
