package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.understory.app.cli.Table.Cell;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.SizeText;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.storage.BootUse;
import org.understory.model.storage.Usage;
import org.understory.model.storage.Usage.DeploymentUse;
import org.understory.model.storage.Usage.Health;
import org.understory.model.storage.Usage.RefUse;
import org.understory.model.storage.Usage.RepositoryUse;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.storage.StorageReader;
import picocli.CommandLine.Command;

/** {@code usage}: what takes room on the disk and in /boot, and what removing it frees. */
@Command(name = "usage", sortOptions = false, abbreviateSynopsis = true)
final class UsageCommand implements Verb {
  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      SystemSnapshot snapshot = system.snapshot();
      Usage usage =
          new StorageReader(system.repository(), system.sysroot())
              .read(snapshot, _ -> {}, new Cancellation());
      Optional<String> running = snapshot.booted().map(Deployment::id);
      if (session.json()) {
        json(session, usage, kept(snapshot));
      } else {
        text(session, usage, running);
      }
    }
  }

  private static void text(Session session, Usage usage, Optional<String> running) {
    SizeText sizes = new SizeText(session.words());
    boolean colours = session.terminal().abilities().colours();
    Output out = session.out();
    Table table = new Table();
    table.row(
        head(session, "column.deployment"),
        head(session, "column.total"),
        head(session, "column.unique"),
        head(session, "column.shared"),
        head(session, "column.own"),
        head(session, "column.frees"));
    for (DeploymentUse each : usage.deployments()) {
      table.row(
          cell(line(BootText.brief(each.id()))),
          cell(sizes.brief(each.total())),
          cell(sizes.brief(each.unique())),
          cell(sizes.brief(each.shared())),
          cell(sizes.brief(each.own())),
          running.filter(each.id()::equals).isPresent()
              ? new Cell(session.word("usage.running"), Ink.FAINT)
              : cell(sizes.brief(each.freed())));
    }
    for (RefUse each : usage.refs()) {
      if (each.internal()) {
        continue; // kept by a program for itself, as refs leaves them out too
      }
      table.row(
          cell(line(each.refspec())),
          cell(sizes.brief(each.total())),
          cell(sizes.brief(each.unique())),
          cell(sizes.brief(each.shared())),
          cell(""),
          cell(sizes.brief(each.freed())));
    }
    table.print(out, colours);
    RepositoryUse repository = usage.repository();
    out.line()
        .line(
            session.word(
                "usage.repository",
                repository.count(),
                sizes.brief(repository.objects()),
                sizes.brief(repository.unneeded())));
    out.line(
        session.word(
            "usage.disk", sizes.brief(usage.disk().free()), sizes.brief(usage.disk().total())));
    health(session, repository.health(), sizes);
    BootText boot = new BootText(session, sizes);
    usage.boot().ifPresentOrElse(boot::volume, boot::unreadable);
  }

  private static void health(Session session, Health health, SizeText sizes) {
    Output out = session.out();
    health
        .incomplete()
        .forEach(
            each ->
                out.line(session.word("usage.incomplete", each.commit().brief(), each.missing())));
    if (!health.partial().isEmpty()) {
      out.line(session.word("usage.partial", health.partial().size()));
    }
    if (health.leftovers() > 0) {
      out.line(session.word("usage.leftovers", sizes.brief(health.leftovers())));
    }
  }

  private static Cell head(Session session, String key) {
    return new Cell(session.word(key), Ink.FAINT);
  }

  /** Ids of those that can't be removed now. */
  private static Set<String> kept(SystemSnapshot snapshot) {
    return snapshot.deployments().stream()
        .filter(it -> it.booted() || it.pinned())
        .map(Deployment::id)
        .collect(Collectors.toSet());
  }

  /** What removing those that are kept would free is told as well: they can go later. */
  private static void json(Session session, Usage usage, Set<String> kept) {
    try (Json json = new Json(session.out())) {
      json.beginObject().name("deployments").beginArray();
      for (DeploymentUse each : usage.deployments()) {
        json.beginObject()
            .text("id", each.id())
            .number("total", each.total())
            .number("unique", each.unique())
            .number("shared", each.shared())
            .number("own", each.own())
            .number("freedByRemoval", each.freed())
            .number("freedInBoot", each.freedInBoot())
            .bool("removable", !kept.contains(each.id()))
            .endObject();
      }
      json.endArray().name("refs").beginArray();
      for (RefUse each : usage.refs()) {
        json.beginObject()
            .text("ref", each.refspec())
            .text("checksum", each.commit().hex())
            .number("total", each.total())
            .number("unique", each.unique())
            .number("shared", each.shared())
            .number("freedByRemoval", each.freed())
            .endObject();
      }
      json.endArray().name("repository");
      json(json, usage.repository());
      json.name("disk")
          .beginObject()
          .number("total", usage.disk().total())
          .number("free", usage.disk().free())
          .endObject()
          .name("boot");
      boot(json, usage.boot());
      json.endObject();
    }
  }

  private static void json(Json json, RepositoryUse repository) {
    Health health = repository.health();
    json.beginObject()
        .number("objects", repository.count())
        .number("bytes", repository.objects())
        .number("sharedByDeployments", repository.shared())
        .number("branchesOnly", repository.branches())
        .number("unneeded", repository.unneeded())
        .number("other", repository.others())
        .number("leftovers", health.leftovers())
        .number("tombstones", health.tombstones())
        .texts("partialCommits", health.partial().stream().map(Checksum::hex).toList())
        .name("incompleteCommits")
        .beginArray();
    for (Usage.Incomplete each : health.incomplete()) {
      json.beginObject()
          .text("checksum", each.commit().hex())
          .number("missing", each.missing())
          .bool("readable", each.readable())
          .texts("objects", each.examples())
          .endObject();
    }
    json.endArray().endObject();
  }

  /** Room in /boot; null where it can't be looked into. */
  static void boot(Json json, Optional<BootUse> boot) {
    if (boot.isEmpty()) {
      json.absent();
      return;
    }
    json.beginObject()
        .number("total", boot.get().volume().total())
        .number("free", boot.get().volume().free())
        .bool("separate", boot.get().separate())
        .name("kernels")
        .beginArray();
    for (BootUse.Kernel each : boot.get().kernels()) {
      json.beginObject()
          .text("name", each.name())
          .text("version", each.version())
          .number("bytes", each.bytes())
          .name("files")
          .beginArray();
      for (BootUse.File file : each.files()) {
        json.beginObject().text("name", file.name()).number("bytes", file.bytes()).endObject();
      }
      json.endArray().texts("deployments", each.deployments()).endObject();
    }
    json.endArray().endObject();
  }
}
