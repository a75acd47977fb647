package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;

import java.util.List;
import java.util.Optional;
import org.understory.app.home.UserNames;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.HappeningText;
import org.understory.app.text.OperationText;
import org.understory.app.text.ProblemText;
import org.understory.model.flatpak.FlatpakEvent;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.ApplicationActivity;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.StagedFate;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;
import org.understory.store.engine.Engine;
import org.understory.store.engine.LocalEngine;
import org.understory.store.flatpak.FlatpakChanges;
import org.understory.store.wire.RecordJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code activity}: who changed what, when the computer was started; the newest first. */
@Command(name = "activity", sortOptions = false, abbreviateSynopsis = true)
final class ActivityCommand implements Verb {
  @Option(names = "--follow", descriptionKey = "option.follow")
  private boolean follow;

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      Engine engine = Change.engine(system, session);
      if (follow) {
        new OthersOutput(session).follow(engine);
        return;
      }
      List<Activity> own = engine.activities();
      Cancellation never = new Cancellation();
      Chronicle chronicle = engine.chronicle(never).and(applications(session, never));
      List<Happening> all = chronicle.with(own);
      SystemSnapshot now = system.snapshot();
      Optional<StagedFate> fate = StagedFate.of(own, now);
      if (session.json()) {
        new ActivityJson(session, now, fate).print(all, chronicle.gap());
      } else if (all.isEmpty()) {
        session.out().line(session.word("activity.none"));
      } else {
        boolean colours = session.terminal().abilities().colours();
        table(session, all, now, fate).print(session.out(), colours);
      }
      if (!session.json()) {
        chronicle.gap().ifPresent(gap -> tell(session, gap));
      }
    }
  }

  private static Chronicle applications(Session session, Cancellation cancellation) {
    Terminal terminal = session.terminal();
    return new FlatpakChanges(terminal.flatpak(), terminal.folders().state())
        .chronicle(terminal.locale(), cancellation);
  }

  /** What this user may not see is no failure of the command. */
  private static void tell(Session session, Problem gap) {
    if (gap instanceof Problem.JournalClosed) {
      session.tell(new ProblemText(session.words()).sentence(gap));
    } else {
      session.report(gap);
    }
  }

  private static Table table(
      Session session, List<Happening> all, SystemSnapshot now, Optional<StagedFate> fate) {
    Table table = new Table();
    OperationText titles = new OperationText(session.words());
    HappeningText others = new HappeningText(session.words());
    FlatpakText applications = new FlatpakText(session.words());
    UserNames names = UserNames.read();
    for (Happening each : all) {
      Table.Cell time = cell(session.times().minute(each.time()));
      switch (each) {
        case Happening.Own(Activity own)
            when own.request().operation() instanceof Operation.Check -> {
          // It changed nothing, and comes before every upgrade.
        }
        case Happening.Own(Activity own) ->
            table.row(
                time,
                cell(name(own.uid(), names)),
                cell(titles.title(own.request().operation(), now.deployments())),
                cell(ended(session, own) + fate(session, own, fate)));
        case Happening.Other other ->
            table.row(
                time,
                cell(other.uid().isPresent() ? name(other.uid().getAsInt(), names) : "-"),
                cell(others.title(other, now.deployments())),
                cell(other.command().map(Sanitizer::line).orElseGet(() -> others.program(other))));
        case Happening.OwnApplications(ApplicationActivity activity, boolean _) ->
            table.row(
                time,
                cell(name(LocalEngine.uid(), names)),
                cell(applications.title(activity)),
                cell(String.join(" ", applications.results(activity))));
        case Happening.OtherApplication(FlatpakEvent event) ->
            table.row(
                time,
                cell(event.uid().isPresent() ? name(event.uid().getAsInt(), names) : "-"),
                cell(applications.title(event)),
                cell(event.command().map(Sanitizer::line).orElse(Sanitizer.line(event.program()))));
        case Happening.Start start ->
            table.row(
                time,
                cell("-"),
                cell(others.title(start, now.deployments())),
                cell(others.ending(start, session.times()::minute)));
      }
    }
    return table;
  }

  private static String name(int uid, UserNames names) {
    return names.of(uid).map(Sanitizer::line).orElse(Integer.toString(uid));
  }

  private static String fate(Session session, Activity activity, Optional<StagedFate> fate) {
    return fate.filter(known -> known.activity().equals(activity))
        .map(known -> ", " + session.word("fate." + RecordJson.name(known.fate())))
        .orElse("");
  }

  private static String ended(Session session, Activity activity) {
    return switch (activity.outcome()) {
      case Outcome.Succeeded _ -> session.word("activity.succeeded");
      case Outcome.Cancelled _ -> session.word("activity.cancelled");
      case Outcome.Failed(Problem problem, boolean _) ->
          new ProblemText(session.words()).sentence(problem);
      case Outcome.Lost _ -> session.word("activity.lost");
    };
  }
}
