package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import java.util.stream.Collectors;
import org.understory.app.cli.Table.Cell;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Remotes;
import org.understory.model.remote.SigningKey;
import org.understory.model.system.Deployment;
import picocli.CommandLine.Command;

/** {@code remotes}: where the system downloads from, and whether what comes is checked. */
@Command(name = "remotes", sortOptions = false, abbreviateSynopsis = true)
final class RemotesCommand implements Verb {
  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      Remotes remotes = system.remotes();
      if (session.json()) {
        json(session, remotes.list(), system);
      } else if (remotes.list().isEmpty()) {
        session.out().line(session.word("remotes.none"));
      } else {
        table(session, remotes).print(session.out(), session.terminal().abilities().colours());
      }
      remotes.problems().forEach(session::report);
    }
  }

  private static Table table(Session session, Remotes remotes) {
    Table table = new Table();
    table.row(
        head(session, "column.remote"),
        head(session, "column.address"),
        head(session, "column.checks"),
        head(session, "column.keys"));
    for (Remote remote : remotes.list()) {
      boolean checked = remote.checks().commits();
      table.row(
          cell(line(remote.name())),
          cell(line(remote.address().main())),
          new Cell(
              session.word(checked ? "remotes.checked" : "remotes.unchecked"),
              checked ? Ink.PLAIN : Ink.YELLOW),
          new Cell(keys(remote), Ink.FAINT));
    }
    return table;
  }

  private static Cell head(Session session, String key) {
    return new Cell(session.word(key), Ink.FAINT);
  }

  private static String keys(Remote remote) {
    String keys =
        remote.keyring().keys().stream().map(SigningKey::brief).collect(Collectors.joining(", "));
    return keys.isEmpty() ? "-" : keys;
  }

  private static void json(Session session, List<Remote> remotes, OpenSystem system)
      throws StoreException {
    List<Deployment> deployments = system.snapshot().deployments();
    try (Json json = new Json(session.out())) {
      json.beginArray();
      for (Remote remote : remotes) {
        json.beginObject()
            .text("name", remote.name())
            .text("url", remote.address().url())
            .text("metalink", remote.address().metalink())
            .text("contentUrl", remote.address().content())
            .text("collection", remote.collection())
            .bool("verifiesCommits", remote.checks().commits())
            .bool("verifiesSummary", remote.checks().summary())
            .name("keys")
            .beginArray();
        for (SigningKey key : remote.keyring().keys()) {
          json.beginObject()
              .text("fingerprint", key.fingerprint())
              .text("owner", key.owner())
              .endObject();
        }
        json.endArray()
            .bool("keysComplete", remote.keyring().complete())
            .texts("settings", remote.settings())
            .text("file", remote.home().file())
            .texts(
                "deployments",
                deployments.stream()
                    .filter(each -> each.origin().refspec().filter(remote::has).isPresent())
                    .map(Deployment::id)
                    .toList())
            .endObject();
      }
      json.endArray();
    }
  }
}
