package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.app.cli.Table.Cell;
import org.understory.app.home.Folders;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.SystemChoice;
import org.understory.app.text.NextBootText;
import org.understory.app.text.ServiceText;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.StagedFate;
import org.understory.model.system.Deployment;
import org.understory.model.system.NextBoot;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
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
      if (session.json()) {
        json(session, system, snapshot);
      } else {
        text(session, system, snapshot);
      }
      snapshot.problems().forEach(session::report);
    }
  }

  private static void text(Session session, OpenSystem system, SystemSnapshot snapshot) {
    boolean colours = session.terminal().abilities().colours();
    Output out = session.out();
    out.line(
        Ink.BOLD.on(new NextBootText(session.words()).sentence(NextBoot.of(snapshot)), colours));
    ServiceText services = new ServiceText(session.words());
    services.leader(service(session, system)).ifPresent(out::line);
    Optional<ServiceReport> report = engine(session, system).flatMap(Engine::report);
    report.flatMap(services::progress).ifPresent(out::line);
    report
        .flatMap(ServiceReport::offer)
        .ifPresent(
            offer -> {
              ServiceText.title(offer).ifPresent(title -> out.line("  " + title));
              offer.notes().ifPresent(notes -> out.line("  " + line(notes)));
            });
    snapshot
        .finalizationFailure()
        .ifPresent(
            failure ->
                out.line(
                    Ink.RED.on(
                        session.word("status.finalization-failed", line(failure)), colours)));
    lost(session, system, snapshot)
        .ifPresent(
            staged ->
                out.line(Ink.RED.on(session.word("status.staged-lost", line(staged)), colours)));
    if (!snapshot.deployments().isEmpty()) {
      table(session, snapshot).print(out.line(), colours);
      new ImageFacts(session, system).print(snapshot.deployments(), colours);
    }
    if (system.choice() instanceof SystemChoice.Demo(var folder)) {
      out.line().line(Ink.FAINT.on(session.word("status.demo", line(folder.toString())), colours));
      system
          .stagingRefusal()
          .ifPresent(
              why -> out.line(Ink.FAINT.on(session.word("demo.refused", line(why)), colours)));
    }
  }

  private static UpdateService service(Session session, OpenSystem system) {
    return engine(session, system).map(Engine::service).orElse(UpdateService.LIBOSTREE);
  }

  private static Optional<Engine> engine(Session session, OpenSystem system) {
    Folders folders = session.terminal().folders();
    return system.engine(folders.state(), folders.cache());
  }

  /** A staged update that never became bootable; the failure of one that was tried is told. */
  private static Optional<String> lost(
      Session session, OpenSystem system, SystemSnapshot snapshot) {
    Optional<Engine> engine = engine(session, system);
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

  private static void json(Session session, OpenSystem system, SystemSnapshot snapshot) {
    ImageFacts images = new ImageFacts(session, system);
    try (Json json = new Json(session.out())) {
      json.beginObject()
          .text("stateId", snapshot.stateId())
          .text("os", Optional.of(snapshot.os()).filter(os -> !os.isEmpty()))
          .text("booted", snapshot.booted().map(Deployment::id))
          .text("nextBoot", snapshot.nextBoot().map(Deployment::id))
          .text("updates", RecordJson.name(service(session, system)));
      engine(session, system).flatMap(Engine::report).ifPresent(report -> json(json, report));
      json.name("deployments").beginArray();
      snapshot.deployments().forEach(deployment -> json(json, deployment, images));
      json.endArray().endObject();
    }
  }

  private static void json(Json json, ServiceReport report) {
    json.name("updater").beginObject().text("stage", RecordJson.name(report.stage()));
    if (report.offer().isPresent()) {
      ServiceReport.Offer offer = report.offer().get();
      json.text("checksum", offer.commit().hex())
          .text("refspec", offer.refspec())
          .text("version", offer.version())
          .text("title", offer.title())
          .text("text", offer.text())
          .text("notes", offer.notes())
          .number("downloadBytes", offer.download())
          .number("fetchedBytes", offer.fetched())
          .number("diskBytes", offer.disk())
          .bool("large", offer.large());
    }
    json.text("problem", report.trouble().map(it -> RecordJson.name(it.getClass()))).endObject();
  }

  private static void json(Json json, Deployment deployment, ImageFacts images) {
    json.beginObject()
        .number("index", deployment.index())
        .text("id", deployment.id())
        .text("stateroot", deployment.stateroot())
        .text("checksum", deployment.checksum().hex())
        .number("serial", deployment.serial())
        .text("version", deployment.version())
        .number("timestamp", deployment.timestamp())
        .text("origin", deployment.origin().refspec())
        .bool("booted", deployment.booted())
        .bool("staged", deployment.staged())
        .bool("pinned", deployment.pinned())
        .bool("rollback", deployment.rollback())
        .bool("bootsNext", deployment.bootsNext())
        .bool("startsOnce", deployment.startsOnce())
        .text("unlocked", deployment.unlocked().name().toLowerCase(Locale.ROOT))
        .texts("kernelArguments", deployment.kernelArguments().arguments());
    images.json(json, deployment);
    json.endObject();
  }
}
