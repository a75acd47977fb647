package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import org.understory.app.cli.Table.Cell;
import org.understory.app.move.MoveList;
import org.understory.model.history.Checksum;
import org.understory.model.rebase.MoveTarget;
import org.understory.store.wire.RecordJson;

/** Prints what a system could move to. */
record MoveTable(Session session) {
  void print(MoveList known) {
    if (session.json()) {
      json(known.targets());
    } else {
      text(known.targets());
    }
    known.problems().forEach(session::report);
  }

  private void text(List<MoveTarget> targets) {
    Table table = new Table();
    table.row(
        head("column.edition"),
        head("column.desktop"),
        head("column.branch"),
        head("column.version"),
        head("column.state"));
    for (MoveTarget each : targets) {
      table.row(
          cell(each.writtenDown() ? line(each.group() + " " + each.name()) : "-"),
          cell(each.desktop().map(text -> line(text)).orElse("-")),
          new Cell(line(each.reference()), each.followed() ? Ink.BOLD : Ink.PLAIN),
          cell(
              each.version()
                  .map(text -> line(text))
                  .or(() -> each.newest().map(Checksum::brief))
                  .orElse("-")),
          new Cell(each.followed() ? session.word("remote.followed") : "", Ink.CYAN));
    }
    table.print(session.out(), session.terminal().abilities().colours());
  }

  private Cell head(String key) {
    return new Cell(session.word(key), Ink.FAINT);
  }

  private void json(List<MoveTarget> targets) {
    try (Json json = new Json(session.out())) {
      json.beginArray();
      for (MoveTarget each : targets) {
        json.beginObject()
            .text("group", each.group())
            .text("name", each.name())
            .text("desktop", each.desktop())
            .text("kind", RecordJson.name(each.kind()))
            .text("reference", each.reference())
            .text("checksum", each.newest().map(Checksum::hex))
            .text("version", each.version())
            .bool("followed", each.followed())
            .endObject();
      }
      json.endArray();
    }
  }
}
