package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.understory.app.cli.Table.Cell;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.SizeText;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.storage.BootUse;
import org.understory.model.storage.BootUse.Budget;
import org.understory.model.storage.BootUse.Update;
import org.understory.model.system.BootItem;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.storage.StorageReader;
import org.understory.store.storage.UpdateReader;
import org.understory.store.sysroot.BootItems;
import org.understory.store.sysroot.Sysroot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code boot}: the boot menu as the boot loader sees it, the kernels in /boot, and what the next
 * update needs there: what is staged, or the revision that is given.
 */
@Command(name = "boot", sortOptions = false, abbreviateSynopsis = true)
final class BootCommand implements Verb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "REV", descriptionKey = "parameter.next")
  private @Nullable String revision;

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      if (system.sysroot().isEmpty()) {
        throw new StoreException(
            new Problem.NoDeployments(system.repository().directory().toString()));
      }
      Sysroot sysroot = system.sysroot().get();
      SystemSnapshot snapshot = system.snapshot();
      Optional<BootUse> boot =
          new StorageReader(system.repository(), system.sysroot()).boot(snapshot.deployments());
      Optional<Budget> budget =
          boot.isPresent() ? Optional.of(budget(system, snapshot, boot.get())) : Optional.empty();
      BootItems items = sysroot.bootItems();
      if (session.json()) {
        json(session, items, boot, budget);
      } else {
        text(session, items, boot, budget);
      }
      items.problems().forEach(session::report);
    }
  }

  private Budget budget(OpenSystem system, SystemSnapshot snapshot, BootUse boot)
      throws StoreException {
    UpdateReader reader = new UpdateReader(system.repository());
    Optional<Update> update =
        revision == null
            ? reader.staged(snapshot, boot)
            : reader.commit(system.resolve(revision), snapshot, boot);
    return boot.budget(update, snapshot.deployments());
  }

  private static void text(
      Session session, BootItems items, Optional<BootUse> boot, Optional<Budget> budget) {
    boolean colours = session.terminal().abilities().colours();
    Table table = new Table();
    table.row(
        cell(""),
        new Cell(session.word("column.title"), Ink.FAINT),
        new Cell(session.word("column.deployment"), Ink.FAINT),
        new Cell(session.word("column.entry"), Ink.FAINT));
    for (BootItem each : items.items()) {
      table.row(
          new Cell(mark(each), Ink.GREEN),
          cell(line(each.title().orElse("-"))),
          cell(line(BootText.brief(each.deployment().orElse("-")))),
          new Cell(line(each.file()) + words(session, each), Ink.FAINT));
    }
    String loader = items.loader().name();
    session
        .out()
        .line(
            loader.isEmpty()
                ? session.word("bootmenu.loader.unknown")
                : session.word("bootmenu.loader", line(loader)));
    table.print(session.out().line(), colours);
    BootText words = new BootText(session, new SizeText(session.words()));
    boot.ifPresent(words::kernels);
    session.out().line();
    boot.ifPresentOrElse(words::volume, words::unreadable);
    budget.ifPresent(words::budget);
  }

  private static String mark(BootItem item) {
    return item.once() || item.usual() ? ">" : "";
  }

  private static String words(Session session, BootItem item) {
    List<String> words = new ArrayList<>();
    if (item.usual()) {
      words.add(session.word("bootmenu.usual"));
    }
    if (item.once()) {
      words.add(session.word("bootmenu.once"));
    }
    return words.isEmpty() ? "" : "  " + String.join(", ", words);
  }

  private static void json(
      Session session, BootItems items, Optional<BootUse> boot, Optional<Budget> budget) {
    try (Json json = new Json(session.out())) {
      json.beginObject()
          .name("loader")
          .beginObject()
          .text("name", Optional.of(items.loader().name()).filter(name -> !name.isEmpty()))
          .bool("startsOnce", items.loader().startsOnce())
          .bool("readsEntries", items.loader().readsEntries())
          .endObject()
          .name("entries")
          .beginArray();
      for (BootItem each : items.items()) {
        json.beginObject()
            .text("file", each.file())
            .text("title", each.title())
            .text("version", each.version())
            .text("linux", each.linux())
            .texts("initrd", each.initrds())
            .text("options", each.options())
            .text("deployment", each.deployment())
            .bool("default", each.usual())
            .bool("once", each.once())
            .endObject();
      }
      json.endArray().name("boot");
      UsageCommand.boot(json, boot);
      json.name("next");
      next(json, budget);
      json.endObject();
    }
  }

  private static void next(Json json, Optional<Budget> budget) {
    if (budget.isEmpty()) {
      json.absent();
      return;
    }
    Optional<Update> update = budget.get().update();
    json.beginObject()
        .text("subject", update.map(Update::subject))
        .text("kernel", update.map(Update::kernel))
        .number("needed", budget.get().needed())
        .number("missing", budget.get().missing())
        .bool("fits", budget.get().fits())
        .texts("remove", budget.get().remove())
        .endObject();
  }
}
