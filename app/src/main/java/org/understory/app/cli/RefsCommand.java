package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import org.understory.app.cli.Table.Cell;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Ref;
import org.understory.model.operation.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code refs}: the names of commits, local and of remotes. */
@Command(name = "refs", sortOptions = false, abbreviateSynopsis = true)
final class RefsCommand implements Verb {
  @Option(
      names = {"-a", "--all"},
      descriptionKey = "option.all")
  private boolean all;

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      List<Ref> refs =
          system.repository().refs(session::report).stream()
              .filter(ref -> all || !ref.internal())
              .toList();
      if (session.json()) {
        json(session, refs);
      } else {
        Table table = new Table();
        for (Ref ref : refs) {
          table.row(cell(line(ref.refspec())), new Cell(ref.checksum().brief(), Ink.FAINT));
        }
        table.print(session.out(), session.terminal().abilities().colours());
      }
    }
  }

  private static void json(Session session, List<Ref> refs) {
    try (Json json = new Json(session.out())) {
      json.beginArray();
      for (Ref ref : refs) {
        json.beginObject()
            .text("ref", ref.name())
            .text("remote", ref.remote())
            .text("checksum", ref.checksum().hex());
        ref.collection().ifPresent(collection -> json.text("collection", collection));
        json.endObject();
      }
      json.endArray();
    }
  }
}
