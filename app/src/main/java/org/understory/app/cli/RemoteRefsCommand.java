package org.understory.app.cli;

import static org.understory.app.cli.Table.cell;
import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.understory.app.cli.Table.Cell;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Branch;
import org.understory.model.remote.BranchList;
import org.understory.model.remote.Remote;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.wire.RecordJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code remote refs}: the branches on a remote's server, each with its newest version. */
@Command(name = "refs", sortOptions = false, abbreviateSynopsis = true)
final class RemoteRefsCommand implements Verb {
  @Parameters(arity = "0..1", paramLabel = "REMOTE", descriptionKey = "parameter.remote.asked")
  private String name = "";

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open();
        RemoteHistory far = Source.open(session, system, name)) {
      Set<String> followed = followed(system, far.remote());
      BranchList list = far.described(far.branches(followed), followed);
      if (session.json()) {
        json(session, list, far, followed);
      } else {
        text(session, list, followed);
      }
      list.problems().forEach(session::report);
    }
  }

  /** Names of the branches of this remote that deployments follow. */
  private static Set<String> followed(OpenSystem system, Remote remote) throws StoreException {
    return system.snapshot().deployments().stream()
        .flatMap(each -> each.origin().refspec().stream())
        .filter(remote::has)
        .map(refspec -> refspec.substring(remote.name().length() + 1))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void text(Session session, BranchList list, Set<String> followed) {
    Table table = new Table();
    table.row(
        head(session, "column.branch"),
        head(session, "column.version"),
        head(session, "column.date"),
        head(session, "column.commit"),
        head(session, "column.state"));
    for (Branch branch : list.branches()) {
      boolean here = followed.contains(branch.name());
      table.row(
          new Cell(line(branch.name()), here ? Ink.BOLD : Ink.PLAIN),
          cell(line(branch.version().orElse("-"))),
          cell(branch.timestamp().map(session.times()::day).orElse("-")),
          new Cell(branch.newest().brief(), Ink.FAINT),
          new Cell(here ? session.word("remote.followed") : "", Ink.CYAN));
    }
    table.print(session.out(), session.terminal().abilities().colours());
    if (list.signed() == Verdict.NOT_CHECKED) {
      session.tell(session.word("remote.unchecked"));
    }
    if (!list.complete()) {
      session.tell(session.word("remote.incomplete"));
    }
  }

  private static Cell head(Session session, String key) {
    return new Cell(session.word(key), Ink.FAINT);
  }

  private static void json(
      Session session, BranchList list, RemoteHistory far, Set<String> followed) {
    try (Json json = new Json(session.out())) {
      json.beginObject()
          .text("remote", far.remote().name())
          .bool("complete", list.complete())
          .text("signed", RecordJson.name(list.signed()))
          .number("modified", number(list.modified().stream().toList()))
          .name("branches")
          .beginArray();
      for (Branch branch : list.branches()) {
        json.beginObject()
            .text("name", branch.name())
            .text("checksum", branch.newest().hex())
            .number("timestamp", number(branch.timestamp().stream().toList()))
            .text("version", branch.version())
            .bool("followed", followed.contains(branch.name()))
            .bool("here", far.isHere(branch.newest()))
            .endObject();
      }
      json.endArray().endObject();
    }
  }

  private static OptionalLong number(List<Long> some) {
    return some.stream().mapToLong(Long::longValue).findFirst();
  }
}
