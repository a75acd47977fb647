package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.app.cli.Table.Cell;
import org.understory.app.home.Folders;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.SystemChoice;
import org.understory.app.text.DaemonText;
import org.understory.app.text.NextBootText;
import org.understory.app.text.ServiceText;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.plan.StagedFate;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.system.Deployment;
import org.understory.model.system.NextBoot;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.model.text.Sanitizer;
import org.understory.store.engine.Engine;
import org.understory.store.wire.RecordJson;
import picocli.CommandLine.Command;

/** {@code status}: what runs, what starts next and why, and all deployments in boot order. */
@Command(name = "status", sortOptions = false, abbreviateSynopsis = true)
final class StatusCommand implements Verb {
  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      if (system.sysroot().isEmpty()) {
        throw new StoreException(
            new Problem.NoDeployments(system.repository().directory().toString()));
      }
      SystemSnapshot snapshot = system.snapshot();
      Folders folders = session.terminal().folders();
      Optional<Engine> engine = system.engine(folders.state(), folders.cache());
      Optional<DaemonReport> report = report(session, engine, snapshot);
      Optional<Busy> busy = engine.flatMap(OthersOutput::now);
      ImageFacts images = new ImageFacts(session, system);
      if (session.json()) {
        json(session, engine, report, busy, snapshot, images);
      } else {
        busy.ifPresent(new OthersOutput(session)::tell);
        text(session, system, engine, report, snapshot, images);
      }
      snapshot.problems().forEach(session::report);
    }
  }

  private static void text(
      Session session,
      OpenSystem system,
      Optional<Engine> engine,
      Optional<DaemonReport> report,
      SystemSnapshot snapshot,
      ImageFacts images) {
    boolean colours = session.terminal().abilities().colours();
    Output out = session.out();
    out.line(
        Ink.BOLD.on(new NextBootText(session.words()).sentence(NextBoot.of(snapshot)), colours));
    UpdateService service = engine.map(Engine::service).orElse(UpdateService.LIBOSTREE);
    if (service == UpdateService.RPM_OSTREE) {
      DaemonText words = new DaemonText(session.words());
      words.service(report).forEach(out::line);
      report.map(words::update).ifPresent(lines -> lines.forEach(out::line));
    } else {
      new ServiceText(session.words())
          .told(service, engine.flatMap(Engine::serviceReport))
          .forEach(out::line);
      for (String volume : engine.map(Engine::volumes).orElse(List.of())) {
        out.line(session.words().get("service.volume", Sanitizer.line(volume)));
      }
    }
    snapshot
        .finalizationFailure()
        .ifPresent(
            failure ->
                out.line(
                    Ink.RED.on(
                        session.word("status.finalization-failed", line(failure)), colours)));
    lost(session, engine, snapshot)
        .ifPresent(
            staged ->
                out.line(Ink.RED.on(session.word("status.staged-lost", line(staged)), colours)));
    if (!snapshot.deployments().isEmpty()) {
      table(session, snapshot).print(out.line(), colours);
      images.print(snapshot, colours);
      report.ifPresent(told -> facts(session, told, snapshot));
      layers(session, snapshot);
    }
    if (system.choice() instanceof SystemChoice.Demo(var folder)) {
      out.line().line(Ink.FAINT.on(session.word("status.demo", line(folder.toString())), colours));
      system
          .stagingRefusal()
          .ifPresent(
              why -> out.line(Ink.FAINT.on(session.word("demo.refused", line(why)), colours)));
    }
  }

  private static void layers(Session session, SystemSnapshot snapshot) {
    boolean colours = session.terminal().abilities().colours();
    for (Deployment each : snapshot.deployments()) {
      if (!each.origin().layers().isEmpty()) {
        String name = line(each.version().orElse("-"));
        session.out().line().line(name + " " + each.checksum().brief() + "." + each.serial());
        String layers = line(String.join(", ", each.origin().layers()));
        String word = session.words().get("daemon.fact.layered");
        session.out().line("  " + Ink.FAINT.on(word, colours) + " " + layers);
      }
    }
  }

  /** What is to be known of deployments that were not left as they came. */
  private static void facts(Session session, DaemonReport report, SystemSnapshot snapshot) {
    DaemonText words = new DaemonText(session.words());
    boolean colours = session.terminal().abilities().colours();
    for (Deployment each : snapshot.deployments()) {
      List<DaemonText.Fact> facts =
          report.deployment(each.id()).map(words::facts).orElse(List.of());
      if (!facts.isEmpty()) {
        String name = line(each.version().orElse("-"));
        session.out().line().line(name + " " + each.checksum().brief() + "." + each.serial());
        facts.forEach(
            fact ->
                session.out().line("  " + Ink.FAINT.on(fact.name(), colours) + " " + fact.value()));
      }
    }
  }

  /** What keeps it from being told is said, and the rest is told all the same. */
  private static Optional<DaemonReport> report(
      Session session, Optional<Engine> engine, SystemSnapshot snapshot) {
    if (engine.isEmpty() || snapshot.os().isEmpty()) {
      return Optional.empty();
    }
    try {
      return engine.get().report(snapshot.os());
    } catch (StoreException e) {
      session.report(e.problem());
      return Optional.empty();
    }
  }

  /** A staged update that never became bootable; the failure of one that was tried is told. */
  private static Optional<String> lost(
      Session session, Optional<Engine> engine, SystemSnapshot snapshot) {
    try {
      return engine.isEmpty()
          ? Optional.empty()
          : StagedFate.of(engine.get().activities(), snapshot)
              .filter(staged -> staged.fate() == StagedFate.Fate.LOST)
              .map(StagedFate::id);
    } catch (StoreException e) {
      session.report(e.problem()); // what is deployed can be told all the same
      return Optional.empty();
    }
  }

  private static Table table(Session session, SystemSnapshot snapshot) {
    Table table = new Table();
    table.row(
        cell(""),
        head(session, "column.version"),
        head(session, "column.date"),
        head(session, "column.stateroot"),
        head(session, "column.origin"),
        head(session, "column.commit"),
        head(session, "column.state"));
    for (Deployment deployment : snapshot.deployments()) {
      Ink ink = deployment.booted() ? Ink.GREEN : deployment.staged() ? Ink.YELLOW : Ink.PLAIN;
      table.row(
          new Cell(mark(session, deployment), ink),
          new Cell(line(deployment.version().orElse("-")), ink),
          cell(day(session, deployment.timestamp())),
          cell(line(deployment.stateroot())),
          cell(line(deployment.origin().refspec().orElse("-"))),
          new Cell(deployment.checksum().brief() + "." + deployment.serial(), Ink.FAINT),
          new Cell(String.join(", ", DeploymentStates.words(deployment, session)), ink));
    }
    return table;
  }

  private static Cell head(Session session, String key) {
    return new Cell(session.word(key), Ink.FAINT);
  }

  private static String mark(Session session, Deployment deployment) {
    boolean unicode = session.terminal().abilities().unicode();
    if (deployment.booted()) {
      return unicode ? "●" : "*";
    }
    return deployment.bootsNext() ? unicode ? "→" : ">" : "";
  }

  private static String day(Session session, OptionalLong timestamp) {
    return timestamp.isPresent() ? session.times().day(timestamp.getAsLong()) : "-";
  }

  private static void json(
      Session session,
      Optional<Engine> engine,
      Optional<DaemonReport> report,
      Optional<Busy> busy,
      SystemSnapshot snapshot,
      ImageFacts images) {
    UpdateService service = engine.map(Engine::service).orElse(UpdateService.LIBOSTREE);
    try (Json json = new Json(session.out())) {
      json.beginObject()
          .text("stateId", snapshot.stateId())
          .text("os", Optional.of(snapshot.os()).filter(os -> !os.isEmpty()))
          .text("booted", snapshot.booted().map(Deployment::id))
          .text("nextBoot", snapshot.nextBoot().map(Deployment::id))
          .text("updates", RecordJson.name(service));
      busy.ifPresent(
          it -> {
            json.name("busy");
            OthersOutput.json(json, it);
          });
      DaemonJson daemon = new DaemonJson(json);
      report.ifPresent(
          told -> {
            json.name("rpmOstree");
            daemon.system(told);
          });
      engine.flatMap(Engine::serviceReport).ifPresent(told -> ServiceJson.print(json, told));
      if (service == UpdateService.ENDLESS) {
        json.texts("volumes", engine.map(Engine::volumes).orElse(List.of()));
      }
      json.name("deployments").beginArray();
      for (Deployment each : snapshot.deployments()) {
        json(json, each);
        images.json(json, each, snapshot);
        report
            .flatMap(told -> told.deployment(each.id()))
            .ifPresent(
                told -> {
                  json.name("rpmOstree");
                  daemon.deployment(told);
                });
        json.endObject();
      }
      json.endArray().endObject();
    }
  }

  private static void json(Json json, Deployment deployment) {
    json.beginObject()
        .number("index", deployment.index())
        .text("id", deployment.id())
        .text("stateroot", deployment.stateroot())
        .text("checksum", deployment.checksum().hex())
        .number("serial", deployment.serial())
        .text("version", deployment.version())
        .number("timestamp", deployment.timestamp())
        .text("origin", deployment.origin().refspec())
        .texts("layers", deployment.origin().layers())
        .bool("booted", deployment.booted())
        .bool("staged", deployment.staged())
        .bool("pinned", deployment.pinned())
        .bool("rollback", deployment.rollback())
        .bool("bootsNext", deployment.bootsNext())
        .bool("startsOnce", deployment.startsOnce())
        .text("unlocked", deployment.unlocked().name().toLowerCase(Locale.ROOT))
        .texts("kernelArguments", deployment.kernelArguments().arguments());
  }
}
