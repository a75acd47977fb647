package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.understory.app.cli.Table.Cell;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.PermissionText;
import org.understory.app.text.SizeText;
import org.understory.model.flatpak.AppMetadata;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.Permission;
import org.understory.model.flatpak.Permission.Reach;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flatpak show}: what is known of one, and what it may do. */
@Command(name = "show", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakShowCommand implements Verb {
  @Mixin private FlatpakName name = new FlatpakName();

  @Override
  public void run(Session session) throws StoreException {
    Installed installed = name.find(session);
    AppMetadata metadata =
        session.terminal().flatpak().metadata(installed, installed.commit(), new Cancellation());
    List<Permission> permissions =
        metadata.permissions().stream()
            .sorted(
                Comparator.comparing(Permission::reach)
                    .thenComparing(Permission::area)
                    .thenComparing(Permission::name))
            .toList();
    PermissionText words = new PermissionText(session.words());
    if (session.json()) {
      try (Json json = new Json(session.out())) {
        FlatpakJson.installed(json.beginObject(), installed).name("permissions").beginArray();
        permissions.forEach(each -> FlatpakJson.permission(json, each, words));
        json.endArray().endObject();
      }
      return;
    }
    boolean colours = session.terminal().abilities().colours();
    facts(session, installed).print(session.out(), colours);
    session.out().line();
    for (Permission each : permissions) {
      Ink ink = each.reach() == Reach.WIDE ? Ink.YELLOW : Ink.PLAIN;
      session.out().line(ink.on(words.sentence(each), colours));
    }
    if (permissions.isEmpty()) {
      session.out().line(session.word("flatpak.no-permissions"));
    }
  }

  private static Table facts(Session session, Installed installed) {
    FlatpakText words = new FlatpakText(session.words());
    Table table = new Table();
    row(table, session, "column.name", words.name(installed));
    row(table, session, "column.id", line(installed.ref().name()));
    installed
        .about()
        .version()
        .ifPresent(text -> row(table, session, "column.version", line(text)));
    row(table, session, "column.commit", installed.commit().hex());
    row(table, session, "column.origin", line(installed.origin()));
    row(table, session, "column.installation", words.place(installed.installation()));
    row(table, session, "column.size", new SizeText(session.words()).brief(installed.size()));
    installed
        .about()
        .runtime()
        .ifPresent(text -> row(table, session, "column.runtime", line(text)));
    Optional<String> end = installed.about().endOfLife();
    if (end.isPresent()) {
      row(table, session, "column.end-of-life", line(end.get()));
    }
    if (installed.held()) {
      row(table, session, "column.state", session.word("flatpak.held"));
    }
    return table;
  }

  private static void row(Table table, Session session, String key, String value) {
    table.row(new Cell(session.word(key), Ink.FAINT), cell(value));
  }
}
