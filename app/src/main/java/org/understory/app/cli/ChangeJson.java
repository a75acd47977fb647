package org.understory.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.understory.app.text.OperationText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.WarningText;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.UsePackageFiles.Use;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Outcome.Result;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning;
import org.understory.model.remote.Download;
import org.understory.model.system.Deployment;
import org.understory.store.wire.RecordJson;

/** A change as one JSON document: {@code plan} and {@code outcome}. */
final class ChangeJson implements ChangeOutput {
  private final Session session;

  ChangeJson(Session session) {
    this.session = session;
  }

  @Override
  public void planned(Plan plan) {
    write(Optional.of(plan), "planned", Optional.empty(), _ -> {});
  }

  @Override
  public void ended(Plan plan, Outcome outcome) {
    switch (outcome) {
      case Outcome.Succeeded(Result result) ->
          write(Optional.of(plan), "succeeded", Optional.empty(), json -> result(json, result));
      case Outcome.Cancelled(boolean changed) ->
          write(
              Optional.of(plan),
              "cancelled",
              Optional.empty(),
              json -> json.bool("changed", changed));
      case Outcome.Failed(Problem problem, boolean changed) ->
          write(
              Optional.of(plan),
              "failed",
              Optional.of(problem),
              json -> json.bool("changed", changed));
      case Outcome.Lost() -> write(Optional.of(plan), "lost", Optional.empty(), _ -> {});
    }
  }

  @Override
  public void unneeded(Problem why) {
    write(Optional.empty(), "succeeded", Optional.of(why), _ -> {});
  }

  @Override
  public void refused(Problem problem) {
    write(Optional.empty(), "failed", Optional.of(problem), json -> json.bool("changed", false));
  }

  private void write(
      Optional<Plan> plan, String ended, Optional<Problem> problem, Consumer<Json> rest) {
    try (Json json = new Json(session.out())) {
      json.beginObject().name("plan");
      if (plan.isPresent()) {
        plan(json, plan.get());
      } else {
        json.absent();
      }
      json.name("outcome").beginObject().text("result", ended).name("problem");
      if (problem.isPresent()) {
        problem(json, problem.get());
      } else {
        json.absent();
      }
      rest.accept(json);
      json.endObject().endObject();
    }
  }

  private void plan(Json json, Plan plan) {
    json.beginObject();
    list(json, "before", plan.before().deployments());
    list(json, "after", plan.after());
    plan.afterShutdown().ifPresent(list -> list(json, "afterShutdown", list));
    if (plan.operation() instanceof Operation.ChangeLayers(_, var install, var uninstall)) {
      json.texts("install", install).texts("uninstall", uninstall);
      json.text("packageManager", plan.installer());
    }
    if (plan.operation() instanceof Operation.ChangeOverrides(_, var remove, var reset)) {
      json.texts("remove", remove).texts("reset", reset);
    }
    if (plan.operation() instanceof Operation.UsePackageFiles use) {
      json.texts(use.use() == Use.LAYER ? "install" : "replace", use.nevras());
    }
    json.texts("dropped", plan.dropped()).name("warnings").beginArray();
    WarningText words = new WarningText(session.words());
    for (Warning warning : plan.warnings()) {
      json.beginObject()
          .text("code", RecordJson.name(warning.code()))
          .text("text", words.sentence(warning, plan.before()))
          .endObject();
    }
    json.endArray().bool("restartNeeded", plan.restartNeeded()).name("undo").beginArray();
    for (Operation step : plan.undo()) {
      json.beginObject()
          .text("operation", RecordJson.name(step.getClass()))
          .text("text", new OperationText(session.words()).title(step, plan.after()))
          .endObject();
    }
    json.endArray()
        .name("space")
        .beginObject()
        .number(
            "download", plan.space().download().stream().mapToLong(Download::bytes).findFirst());
    delta(json, plan.space().download());
    json.number("disk", plan.space().disk())
        .number("diskFree", plan.space().diskFree())
        .number("boot", plan.space().boot())
        .number("bootFree", plan.space().bootFree())
        .endObject()
        .endObject();
  }

  /** What is ready on a server, under the name {@code delta}; null where nothing is. */
  static void delta(Json json, Optional<Download> delta) {
    json.name("delta");
    if (delta.isPresent() && delta.get().way() instanceof Download.Delta(var from)) {
      json.beginObject()
          .text("from", from.map(Checksum::hex))
          .number("download", delta.get().bytes())
          .number("unpacked", delta.get().unpacked())
          .endObject();
    } else {
      json.absent();
    }
  }

  private static void list(Json json, String name, List<Deployment> list) {
    json.name(name).beginArray();
    for (Deployment each : list) {
      json.beginObject()
          .text("id", each.id())
          .text("version", each.version())
          .bool("booted", each.booted())
          .bool("staged", each.staged())
          .bool("pinned", each.pinned())
          .bool("bootsNext", each.bootsNext())
          .bool("startsOnce", each.startsOnce())
          .texts("kernelArguments", each.kernelArguments().own().arguments())
          .endObject();
    }
    json.endArray();
  }

  private void problem(Json json, Problem problem) {
    json.beginObject()
        .text("code", RecordJson.name(problem.getClass()))
        .text("text", new ProblemText(session.words()).sentence(problem))
        .endObject();
  }

  private void result(Json json, Result result) {
    switch (result) {
      case Result.Done() -> {}
      case Result.Found(Checksum commit) -> json.text("found", commit.hex());
      case Result.Freed(long objects, long bytes) ->
          json.number("objects", objects).number("bytes", bytes);
      case Result.Verified(long objects, List<Problem> damaged, long repaired) -> {
        json.number("objects", objects).number("repaired", repaired).name("damaged").beginArray();
        damaged.forEach(each -> problem(json, each));
        json.endArray();
      }
      case Result.Inspected(var entries, boolean complete) ->
          json.number("entries", entries.size()).bool("complete", complete);
      case Result.Imported(long keys) -> json.number("keys", keys);
    }
  }
}
