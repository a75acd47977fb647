package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;

import java.util.List;
import java.util.Optional;
import org.understory.app.home.UserNames;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.OperationText;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.StagedFate;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;
import org.understory.store.wire.RecordJson;
import picocli.CommandLine.Command;

/** {@code activity}: who changed what, when, and how it ended; the newest first. */
@Command(name = "activity", sortOptions = false, abbreviateSynopsis = true)
final class ActivityCommand implements Verb {
  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      List<Activity> all = Change.engine(system, session).activities();
      SystemSnapshot now = system.snapshot();
      if (session.json()) {
        json(session, all, now);
      } else if (all.isEmpty()) {
        session.out().line(session.word("activity.none"));
      } else {
        table(session, all, now).print(session.out(), session.terminal().abilities().colours());
      }
    }
  }

  private static Table table(Session session, List<Activity> all, SystemSnapshot now) {
    Table table = new Table();
    OperationText titles = new OperationText(session.words());
    Optional<StagedFate> fate = StagedFate.of(all, now);
    UserNames names = UserNames.read();
    for (Activity each : all) {
      if (each.request().operation() instanceof Operation.Check) {
        continue; // it changed nothing, and comes before every upgrade
      }
      table.row(
          cell(session.times().minute(each.time())),
          cell(names.of(each.uid()).map(Sanitizer::line).orElse(Integer.toString(each.uid()))),
          cell(titles.title(each.request().operation(), now.deployments())),
          cell(ended(session, each) + fate(session, each, fate)));
    }
    return table;
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

  private static void json(Session session, List<Activity> all, SystemSnapshot now) {
    OperationText titles = new OperationText(session.words());
    Optional<StagedFate> fate = StagedFate.of(all, now);
    try (Json json = new Json(session.out())) {
      json.beginObject().name("activities").beginArray();
      for (Activity each : all) {
        json.beginObject()
            .number("time", each.time())
            .number("uid", each.uid())
            .text("operation", RecordJson.name(each.request().operation().getClass()))
            .text("text", titles.title(each.request().operation(), now.deployments()))
            .text("stateBefore", each.request().expectedState())
            .text("stateAfter", each.stateAfter())
            .text("result", RecordJson.name(each.outcome().getClass()))
            .text(
                "staged",
                fate.filter(known -> known.activity().equals(each))
                    .map(known -> RecordJson.name(known.fate())))
            .bool("canBeUndone", each.canBeUndone(now.stateId()))
            .endObject();
      }
      json.endArray().endObject();
    }
  }
}
