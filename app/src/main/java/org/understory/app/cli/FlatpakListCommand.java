package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import org.understory.app.cli.Table.Cell;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.SizeText;
import org.understory.model.flatpak.FlatpakRef.Kind;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.InstalledList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flatpak list}: what is installed. */
@Command(name = "list", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakListCommand implements Verb {
  @Option(names = "--runtimes", descriptionKey = "option.runtimes")
  private boolean runtimes;

  @Override
  public void run(Session session) {
    InstalledList list = session.terminal().flatpak().installed(session.terminal().locale());
    List<Installed> shown =
        list.all().stream()
            .filter(each -> runtimes || session.json() || each.ref().kind() == Kind.APP)
            .toList();
    if (session.json()) {
      try (Json json = new Json(session.out())) {
        json.beginArray();
        shown.forEach(each -> FlatpakJson.installed(json.beginObject(), each).endObject());
        json.endArray();
      }
    } else if (shown.isEmpty()) {
      boolean here = session.terminal().flatpak().isHere();
      session.out().line(session.word(here ? "flatpak.none" : "flatpak.missing"));
    } else {
      table(session, shown).print(session.out(), session.terminal().abilities().colours());
    }
    list.problems().forEach(session::report);
  }

  private static Table table(Session session, List<Installed> shown) {
    Table table = new Table();
    table.row(
        head(session, "column.name"),
        head(session, "column.id"),
        head(session, "column.version"),
        head(session, "column.branch"),
        head(session, "column.origin"),
        head(session, "column.installation"),
        head(session, "column.size"),
        head(session, "column.commit"),
        head(session, "column.state"));
    FlatpakText words = new FlatpakText(session.words());
    SizeText sizes = new SizeText(session.words());
    for (Installed each : shown) {
      table.row(
          cell(words.name(each)),
          cell(line(each.ref().id())),
          cell(each.about().version().map(text -> line(text)).orElse("-")),
          cell(line(each.ref().branch())),
          cell(line(each.origin())),
          cell(words.place(each.installation())),
          cell(sizes.brief(each.size())),
          new Cell(each.commit().brief(), Ink.FAINT),
          state(session, each));
    }
    return table;
  }

  private static Cell state(Session session, Installed installed) {
    if (installed.held()) {
      return new Cell(session.word("flatpak.held"), Ink.YELLOW);
    }
    return installed.about().endOfLife().isPresent()
        ? new Cell(session.word("flatpak.end-of-life"), Ink.YELLOW)
        : cell("");
  }

  private static Cell head(Session session, String key) {
    return new Cell(session.word(key), Ink.FAINT);
  }
}
