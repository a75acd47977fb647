package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Layering;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageList;
import org.understory.model.system.Deployment;
import org.understory.store.packages.PackageReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code packages}: the packages of a commit, one a line with version and architecture. */
@Command(name = "packages", sortOptions = false, abbreviateSynopsis = true)
final class PackagesCommand implements Verb {
  @Parameters(index = "0", paramLabel = "REV", descriptionKey = "parameter.revision")
  private String revision = "";

  @Parameters(index = "1..*", paramLabel = "NAME", descriptionKey = "parameter.packages")
  private List<String> names = new ArrayList<>();

  @Option(names = "--owner", paramLabel = "PATH", descriptionKey = "option.owner")
  private @Nullable String owner;

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      Checksum commit = system.resolve(revision);
      PackageReader reader = new PackageReader(system.repository());
      PackageList list = reader.list(commit, new Cancellation());
      list.problems().forEach(session::report);
      List<Package> wanted =
          owner == null
              ? list.packages()
              : reader.owners(commit, TreePath.of(owner), new Cancellation());
      if (!names.isEmpty()) {
        wanted = wanted.stream().filter(it -> names.contains(it.name())).toList();
      }
      Layering layering = reader.layering(commit, origin(system, commit), new Cancellation());
      if (session.json()) {
        json(session, wanted, layering);
      } else {
        text(session, wanted, layering);
      }
      if (list.source().isEmpty()) {
        session.tell(session.word("package.none", line(revision)));
      }
      for (String name : names) {
        if (list.packages().stream().noneMatch(it -> it.name().equals(name))) {
          session.report(new Problem.NoSuchPackage(revision, name));
        }
      }
    }
  }

  /** The origin of the first deployment of the commit. */
  private static Optional<String> origin(OpenSystem system, Checksum commit) throws StoreException {
    if (system.sysroot().isEmpty()) {
      return Optional.empty();
    }
    for (Deployment deployment : system.snapshot().deployments()) {
      if (deployment.checksum().equals(commit)) {
        return Optional.of(system.sysroot().get().origin(deployment));
      }
    }
    return Optional.empty();
  }

  private void text(Session session, List<Package> packages, Layering layering) {
    Table table = new Table();
    for (Package each : packages) {
      table.row(
          Table.cell(line(each.name())),
          Table.cell(line(each.version())),
          Table.cell(line(each.arch())),
          new Table.Cell(mark(session, layering, each), Ink.YELLOW));
    }
    if (names.isEmpty() && owner == null && session.terminal().abilities().person()) {
      for (Package each : layering.removed()) {
        table.row(
            Table.cell(line(each.name())),
            Table.cell(line(each.version())),
            Table.cell(line(each.arch())),
            new Table.Cell(session.word("package.removed"), Ink.RED));
      }
      for (String each : layering.inactive()) {
        table.row(
            Table.cell(line(each)),
            Table.cell(""),
            Table.cell(""),
            new Table.Cell(session.word("package.inactive"), Ink.FAINT));
      }
    }
    table.print(session.out(), session.terminal().abilities().colours());
  }

  private static String mark(Session session, Layering layering, Package each) {
    return layering
        .mark(each.name(), each.arch())
        .map(
            mark ->
                switch (mark) {
                  case LAYERED -> session.word("package.layered");
                  case OVERRIDDEN -> session.word("package.overridden");
                  case REMOVED -> session.word("package.removed");
                })
        .orElse("");
  }

  private static void json(Session session, List<Package> packages, Layering layering) {
    try (Json json = new Json(session.out())) {
      json.beginArray();
      for (Package each : packages) {
        fields(json.beginObject(), each);
        layering
            .mark(each.name(), each.arch())
            .ifPresent(mark -> json.text("mark", mark.name().toLowerCase(Locale.ROOT)));
        json.endObject();
      }
      json.endArray();
    }
  }

  /** The fields of a package in JSON, inside an object. */
  static void fields(Json json, Package each) {
    json.text("name", each.name())
        .text("version", each.version())
        .text("arch", each.arch())
        .text("source", each.source().name().toLowerCase(Locale.ROOT));
  }
}
