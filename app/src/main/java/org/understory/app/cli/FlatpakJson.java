package org.understory.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.understory.app.cli.FlatpakChange.End;
import org.understory.app.text.PermissionText;
import org.understory.app.text.ProblemText;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.Permission;
import org.understory.model.flatpak.PermissionChange;
import org.understory.model.flatpak.PlanList;
import org.understory.model.flatpak.VersionChange;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Outcome;
import org.understory.store.wire.RecordJson;

/** Applications of Flatpak and their changes as JSON. */
final class FlatpakJson {
  private FlatpakJson() {}

  /** The fields of one, into an object that is open. */
  static Json installed(Json json, Installed each) {
    json.text("ref", each.ref().name())
        .text("kind", each.ref().kind().key())
        .text("id", each.ref().id())
        .text("arch", each.ref().arch())
        .text("branch", each.ref().branch())
        .text("name", each.about().name())
        .text("version", each.about().version())
        .text("installation", each.installation().id())
        .text("path", each.installation().path())
        .text("origin", each.origin())
        .text("commit", each.commit().hex())
        .text("runtime", each.about().runtime())
        .number("size", each.size())
        .number("timestamp", each.time())
        .bool("held", each.held())
        .texts("holds", each.holds())
        .text("endOfLife", each.about().endOfLife());
    return json;
  }

  /** What one may do. */
  static void permission(Json json, Permission permission, PermissionText words) {
    fields(json.beginObject(), permission).text("text", words.sentence(permission)).endObject();
  }

  private static Json fields(Json json, Permission permission) {
    return json.text("area", permission.area().key())
        .text("name", permission.name())
        .text("level", permission.level())
        .text("reach", permission.reach().name().toLowerCase(Locale.ROOT));
  }

  /** What is different, into an object that is open. */
  static Json change(Json json, VersionChange change, PermissionText words) {
    json.name("permissions").beginArray();
    for (PermissionChange each : change.permissions()) {
      fields(
              json.beginObject().text("change", each.kind().name().toLowerCase(Locale.ROOT)),
              each.named())
          .text("levelBefore", each.before().map(Permission::level))
          .text("text", words.sentence(each))
          .endObject();
    }
    return json.endArray()
        .text("runtimeBefore", change.runtimeBefore())
        .text("runtimeAfter", change.runtimeAfter());
  }

  /** A change as one document, as other changes are told: {@code plan} and {@code outcome}. */
  static void told(
      Session session, Optional<FlatpakPlan> plan, String ended, Optional<Problem> problem) {
    try (Json json = new Json(session.out())) {
      json.beginObject().name("plan");
      if (plan.isPresent()) {
        plan(json, plan.get(), new PermissionText(session.words()));
      } else {
        json.absent();
      }
      outcome(session, json, ended, problem);
      json.endObject();
    }
  }

  /** Many changes as one document: each as if it were alone, and what could not be found out. */
  static void told(Session session, PlanList updates, List<Outcome> outcomes) {
    try (Json json = new Json(session.out())) {
      json.beginObject().name("changes").beginArray();
      for (int i = 0; i < updates.plans().size(); i++) {
        json.beginObject().name("plan");
        plan(json, updates.plans().get(i), new PermissionText(session.words()));
        Optional<End> end = outcomes.stream().skip(i).findFirst().map(End::of);
        outcome(session, json, end.map(End::word).orElse("planned"), end.flatMap(End::problem));
        json.endObject();
      }
      json.endArray().name("unknown").beginArray();
      for (PlanList.Unknown each : updates.unknown()) {
        installed(json.beginObject(), each.installed());
        problem(session, json, Optional.of(each.why()));
        json.endObject();
      }
      json.endArray().endObject();
    }
  }

  private static void outcome(Session session, Json json, String ended, Optional<Problem> problem) {
    json.name("outcome").beginObject().text("result", ended);
    problem(session, json, problem);
    json.endObject();
  }

  private static void problem(Session session, Json json, Optional<Problem> problem) {
    json.name("problem");
    if (problem.isPresent()) {
      json.beginObject()
          .text("code", RecordJson.name(problem.get().getClass()))
          .text("text", new ProblemText(session.words()).sentence(problem.get()))
          .endObject();
    } else {
      json.absent();
    }
  }

  private static void plan(Json json, FlatpakPlan plan, PermissionText words) {
    json.beginObject()
        .text("kind", plan.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .text("ref", plan.before().ref().name())
        .text("installation", plan.before().installation().id())
        .text("from", plan.before().commit().hex())
        .text("to", plan.commit().hex())
        .bool("heldBefore", plan.before().held())
        .bool("held", plan.held())
        .number("download", plan.download())
        .name("change");
    if (plan.change().isPresent()) {
      change(json.beginObject(), plan.change().get(), words).endObject();
    } else {
      json.absent();
    }
    json.endObject();
  }
}
