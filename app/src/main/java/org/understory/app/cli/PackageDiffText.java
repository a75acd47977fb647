package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.ChangelogEntry;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageDiff;
import org.understory.model.packages.PackageList;
import org.understory.store.packages.PackageReader;

/** What differs in packages between two commits, one a line, and as JSON. */
final class PackageDiffText {
  private final Session session;
  private final PackageReader reader;
  private final List<String> only;
  private final boolean changelog;
  private final boolean advisories;

  /**
   * Nothing is read yet.
   *
   * @param only names; empty for all packages
   * @param changelog whether to tell what the changelogs say
   * @param advisories whether to tell which advisories are new
   */
  PackageDiffText(
      OpenSystem system,
      Session session,
      List<String> only,
      boolean changelog,
      boolean advisories) {
    this.session = session;
    this.reader = new PackageReader(system.repository());
    this.only = only;
    this.changelog = changelog;
    this.advisories = advisories;
  }

  /** Compares and prints. */
  void print(Checksum from, Checksum to) throws StoreException {
    PackageDiff diff = PackageDiff.between(packages(from), packages(to));
    List<Advisory> fresh = advisories ? reader.newAdvisories(from, to) : List.of();
    Map<String, List<ChangelogEntry>> logs = changelogs(diff, from, to);
    if (session.json()) {
      json(diff, fresh, logs);
    } else {
      text(diff, fresh, logs);
    }
  }

  private List<Package> packages(Checksum commit) throws StoreException {
    PackageList list = reader.list(commit, new Cancellation());
    list.problems().forEach(session::report);
    if (list.source().isEmpty()) {
      session.tell(session.word("package.none", commit.hex()));
    }
    return only.isEmpty()
        ? list.packages()
        : list.packages().stream().filter(it -> only.contains(it.name())).toList();
  }

  private Map<String, List<ChangelogEntry>> changelogs(PackageDiff diff, Checksum from, Checksum to)
      throws StoreException {
    return changelog
        ? reader.changelogs(
            from,
            to,
            diff.upgraded().stream().map(PackageDiff.Change::name).toList(),
            new Cancellation())
        : Map.of();
  }

  private void text(
      PackageDiff diff, List<Advisory> fresh, Map<String, List<ChangelogEntry>> logs) {
    boolean colours = session.terminal().abilities().colours();
    Output out = session.out();
    diff.added().forEach(each -> print(Ink.GREEN.on("A", colours), each));
    diff.removed().forEach(each -> print(Ink.RED.on("D", colours), each));
    for (PackageDiff.Change each : diff.upgraded()) {
      print(Ink.YELLOW.on("U", colours), each);
      for (ChangelogEntry entry : logs.getOrDefault(each.name(), List.of())) {
        out.print("       ").line(line(entry.author()));
        entry.text().lines().forEach(text -> out.print("         ").line(line(text)));
      }
    }
    diff.downgraded().forEach(each -> print(Ink.CYAN.on("B", colours), each));
    if (!fresh.isEmpty()) {
      out.line(session.word("package.advisories"));
    }
    fresh.forEach(this::advisory);
    if (session.terminal().abilities().person()) {
      String summary =
          session.word(
              "package.summary",
              diff.added().size(),
              diff.removed().size(),
              diff.upgraded().size(),
              diff.downgraded().size());
      out.line(Ink.FAINT.on(summary, colours));
    }
  }

  private void print(String letter, Package each) {
    session
        .out()
        .line(
            "%s    %s %s %s"
                .formatted(letter, line(each.name()), line(each.version()), line(each.arch()))
                .stripTrailing());
  }

  private void print(String letter, PackageDiff.Change each) {
    session
        .out()
        .line(
            "%s    %s %s -> %s %s"
                .formatted(
                    letter,
                    line(each.name()),
                    line(each.from()),
                    line(each.to()),
                    line(each.arch()))
                .stripTrailing());
  }

  private void advisory(Advisory each) {
    Output out = session.out();
    String severity = session.word("severity." + each.severity().name().toLowerCase(Locale.ROOT));
    out.print("     ").print(line(each.id())).print("  ").print(severity);
    each.references().forEach(reference -> out.print("  ").print(line(reference)));
    out.line();
  }

  private void json(
      PackageDiff diff, List<Advisory> fresh, Map<String, List<ChangelogEntry>> logs) {
    try (Json json = new Json(session.out())) {
      json.beginObject();
      packages(json, "added", diff.added());
      packages(json, "removed", diff.removed());
      changes(json, "upgraded", diff.upgraded(), logs);
      changes(json, "downgraded", diff.downgraded(), logs);
      if (advisories) {
        json.name("advisories").beginArray();
        fresh.forEach(each -> json(json, each));
        json.endArray();
      }
      json.endObject();
    }
  }

  private static void packages(Json json, String name, List<Package> packages) {
    json.name(name).beginArray();
    for (Package each : packages) {
      PackagesCommand.fields(json.beginObject(), each);
      json.endObject();
    }
    json.endArray();
  }

  private void changes(
      Json json,
      String name,
      List<PackageDiff.Change> changes,
      Map<String, List<ChangelogEntry>> logs) {
    json.name(name).beginArray();
    for (PackageDiff.Change each : changes) {
      json.beginObject()
          .text("name", each.name())
          .text("arch", each.arch())
          .text("from", each.from())
          .text("to", each.to());
      if (changelog) {
        json.name("changelog").beginArray();
        for (ChangelogEntry entry : logs.getOrDefault(each.name(), List.of())) {
          json.beginObject()
              .number("time", entry.time())
              .text("author", entry.author())
              .text("text", entry.text())
              .endObject();
        }
        json.endArray();
      }
      json.endObject();
    }
    json.endArray();
  }

  private static void json(Json json, Advisory each) {
    json.beginObject()
        .text("id", each.id())
        .text("kind", each.kind().name().toLowerCase(Locale.ROOT))
        .text("severity", each.severity().name().toLowerCase(Locale.ROOT))
        .texts("packages", each.packages())
        .texts("references", each.references())
        .endObject();
  }
}
