package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import org.understory.app.cli.Table.Cell;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.Release;
import org.understory.model.flatpak.ReleaseList;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flatpak log}: the versions of one that its server keeps, the newest first. */
@Command(name = "log", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakLogCommand implements Verb {
  @Mixin private FlatpakName name = new FlatpakName();

  @Override
  public void run(Session session) throws StoreException {
    Installed installed = name.find(session);
    ReleaseList known = session.terminal().flatpak().releases(installed, new Cancellation());
    if (session.json()) {
      try (Json json = new Json(session.out())) {
        json.beginArray();
        for (Release each : known.releases()) {
          json.beginObject()
              .text("commit", each.commit().hex())
              .text("subject", each.subject())
              .number("timestamp", each.time())
              .bool("installed", each.commit().equals(installed.commit()))
              .endObject();
        }
        json.endArray();
      }
      return;
    }
    Table table = new Table();
    for (Release each : known.releases()) {
      boolean here = each.commit().equals(installed.commit());
      table.row(
          cell(here ? ">" : " "),
          cell(each.time() == 0 ? "-" : session.times().minute(each.time())),
          new Cell(each.commit().brief(), here ? Ink.GREEN : Ink.YELLOW),
          cell(line(each.subject())));
    }
    table.print(session.out(), session.terminal().abilities().colours());
    if (known.find(installed.commit()).isEmpty()) {
      session.tell(session.word("flatpak.not-listed", installed.commit().brief()));
    }
  }
}
