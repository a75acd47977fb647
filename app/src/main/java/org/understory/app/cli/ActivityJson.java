package org.understory.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.HappeningText;
import org.understory.app.text.OperationText;
import org.understory.app.text.ProblemText;
import org.understory.model.flatpak.FlatpakEvent;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Activity;
import org.understory.model.plan.ApplicationActivity;
import org.understory.model.plan.ApplicationChange;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Happening.Version;
import org.understory.model.plan.StagedFate;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.wire.RecordJson;

/** What happened to a system as one document; the field {@code kind} of each says what it is. */
record ActivityJson(Session session, SystemSnapshot now, Optional<StagedFate> fate) {
  void print(List<Happening> all, Optional<Problem> gap) {
    try (Json json = new Json(session.out())) {
      json.beginObject().name("activities").beginArray();
      for (Happening each : all) {
        json.beginObject()
            .text("kind", RecordJson.name(each.getClass()))
            .number("time", each.time());
        switch (each) {
          case Happening.Own(Activity activity) -> own(json, activity);
          case Happening.Other other -> other(json, other);
          case Happening.Start start -> start(json, start);
          case Happening.OwnApplications(ApplicationActivity activity, boolean canBeUndone) ->
              applications(json, activity).bool("canBeUndone", canBeUndone);
          case Happening.OtherApplication(FlatpakEvent event) -> application(json, event);
        }
        json.endObject();
      }
      json.endArray().name("gap");
      if (gap.isPresent()) {
        json.beginObject()
            .text("code", RecordJson.name(gap.get().getClass()))
            .text("text", new ProblemText(session.words()).sentence(gap.get()))
            .endObject();
      } else {
        json.absent();
      }
      json.endObject();
    }
  }

  private void own(Json json, Activity each) {
    OperationText titles = new OperationText(session.words());
    json.number("uid", each.uid())
        .text("operation", RecordJson.name(each.request().operation().getClass()))
        .text("text", titles.title(each.request().operation(), now.deployments()))
        .text("stateBefore", each.request().expectedState())
        .text("stateAfter", each.stateAfter())
        .text("result", RecordJson.name(each.outcome().getClass()))
        .text(
            "staged",
            fate.filter(known -> known.activity().equals(each))
                .map(known -> RecordJson.name(known.fate())))
        .bool("canBeUndone", each.canBeUndone(now.stateId()));
  }

  private void other(Json json, Happening.Other other) {
    OptionalLong uid =
        other.uid().isPresent() ? OptionalLong.of(other.uid().getAsInt()) : OptionalLong.empty();
    json.number("uid", uid)
        .text("what", RecordJson.name(other.what()))
        .text("text", new HappeningText(session.words()).title(other, now.deployments()))
        .text("program", other.program())
        .text("command", other.command());
    version(json, other.version());
  }

  private Json applications(Json json, ApplicationActivity activity) {
    FlatpakText words = new FlatpakText(session.words());
    json.text("aim", RecordJson.name(activity.aim()))
        .text("text", words.title(activity))
        .texts("results", words.results(activity))
        .name("changes")
        .beginArray();
    for (ApplicationChange each : activity.changes()) {
      json.beginObject()
          .text("ref", each.ref())
          .text("installation", each.installation())
          .text("name", each.name())
          .text("from", each.before().hex())
          .text("to", each.after().hex())
          .bool("heldBefore", each.heldBefore())
          .bool("held", each.heldAfter())
          .text("result", RecordJson.name(each.outcome().getClass()))
          .endObject();
    }
    return json.endArray();
  }

  private void application(Json json, FlatpakEvent event) {
    OptionalLong uid =
        event.uid().isPresent() ? OptionalLong.of(event.uid().getAsInt()) : OptionalLong.empty();
    json.number("uid", uid)
        .text("what", RecordJson.name(event.what()))
        .text("text", new FlatpakText(session.words()).title(event))
        .text("ref", event.ref().name())
        .text("installation", event.installation())
        .text("commit", event.commit().map(Checksum::hex))
        .text("program", event.program())
        .text("command", event.command());
  }

  private void start(Json json, Happening.Start start) {
    json.number("end", start.end())
        .text("ending", RecordJson.name(start.ending()))
        .text("text", new HappeningText(session.words()).title(start, now.deployments()));
    version(json, start.version());
  }

  private static void version(Json json, Optional<Version> version) {
    json.text("deployment", version.map(Version::id))
        .text("version", version.flatMap(Version::name));
  }
}
