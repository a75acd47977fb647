package org.understory.app.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.understory.app.report.Block.Cell;
import org.understory.app.text.ArgumentText;
import org.understory.app.text.ConfigText;
import org.understory.app.text.ImageText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.RightsWords;
import org.understory.app.text.SizeText;
import org.understory.model.config.ConfigEntry;
import org.understory.model.container.ImageDiff;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageDiff;
import org.understory.model.system.ArgumentChanges;
import org.understory.model.system.Kernel;
import org.understory.model.text.Sanitizer;
import org.understory.model.tree.MetadataChange;
import org.understory.model.tree.TreeDiff;
import org.understory.resources.Messages;
import org.understory.store.wire.RecordJson;

/** A report in the ways in which people want it. */
public final class ReportText {
  /** Rows of a table that is to be pasted; the sentence above it has the whole number. */
  private static final int BRIEF = 40;

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Messages words;
  private final Locale language;
  private final ZoneId zone;
  private final Report report;

  /**
   * Tells this report.
   *
   * @param words hold the bundles {@code common} and {@code problems}
   */
  public ReportText(Report report, Messages words, Locale language, ZoneId zone) {
    this.report = report;
    this.words = words;
    this.language = language;
    this.zone = zone;
  }

  /** To paste into a bug report; of long lists only the beginning, unless {@code all}. */
  public String markdown(boolean all) {
    return MarkdownText.of(blocks(all ? Integer.MAX_VALUE : BRIEF));
  }

  /** A page to keep, with all that is known. */
  public String html() {
    return HtmlText.of(blocks(Integer.MAX_VALUE), language);
  }

  /** For programs: the fields of {@link Report}. */
  public String json() {
    return RecordJson.write(report) + "\n";
  }

  private List<Block> blocks(int limit) {
    List<Block> all = new ArrayList<>();
    all.add(
        new Block.Heading(1, words.get("report.title", name(report.from()), name(report.to()))));
    all.add(sides());
    image(all);
    packages(all, limit);
    advisories(all, limit);
    security(all, limit);
    configuration(all, limit);
    kernel(all);
    files(all);
    problems(all, limit);
    return all;
  }

  private Block sides() {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(side("report.version", it -> Cell.words(name(it))));
    rows.add(side("report.commit", it -> Cell.name(it.commit().hex())));
    rows.add(side("report.date", it -> Cell.words(date(it.timestamp()))));
    rows.add(
        side("report.deployment", it -> Cell.words(it.deployment().map(this::safe).orElse("–"))));
    return new Block.Table(List.of("", words.get("report.from"), words.get("report.to")), rows);
  }

  private List<Cell> side(String key, Function<Report.Side, Cell> cell) {
    return List.of(Cell.words(words.get(key)), cell.apply(report.from()), cell.apply(report.to()));
  }

  private void image(List<Block> all) {
    if (report.image().isPresent()) {
      ImageDiff diff = report.image().get();
      ImageText texts = new ImageText(words);
      heading(all, "report.image");
      all.add(new Block.Paragraph(texts.difference(diff)));
      List<List<Cell>> rows =
          List.of(
              List.of(
                  Cell.words(words.get("image.digest")),
                  Cell.name(safe(diff.from().digest())),
                  Cell.name(safe(diff.to().digest()))),
              List.of(
                  Cell.words(words.get("image.count")),
                  Cell.words(texts.layers(diff.from())),
                  Cell.words(texts.layers(diff.to()))));
      all.add(new Block.Table(List.of("", words.get("report.from"), words.get("report.to")), rows));
    }
  }

  private void packages(List<Block> all, int limit) {
    heading(all, "report.packages");
    if (report.packages().isEmpty()) {
      sentence(all, "report.packages.unknown");
      return;
    }
    PackageDiff diff = report.packages().get();
    sentence(
        all,
        "report.packages.count",
        diff.upgraded().size(),
        diff.downgraded().size(),
        diff.added().size(),
        diff.removed().size());
    List<List<Cell>> rows = new ArrayList<>();
    diff.downgraded().forEach(it -> rows.add(row("report.package.downgraded", it)));
    diff.removed().forEach(it -> rows.add(row("report.package.removed", it)));
    diff.added().forEach(it -> rows.add(row("report.package.added", it)));
    diff.upgraded().forEach(it -> rows.add(row("report.package.upgraded", it)));
    table(all, limit, List.of("report.package", "report.change", "report.from", "report.to"), rows);
  }

  private List<Cell> row(String change, PackageDiff.Change each) {
    return List.of(
        Cell.name(safe(each.name())),
        Cell.words(words.get(change)),
        Cell.words(safe(each.from())),
        Cell.words(safe(each.to())));
  }

  private List<Cell> row(String change, Package each) {
    Cell version = Cell.words(safe(each.version()));
    Cell none = Cell.words("–");
    boolean added = change.endsWith("added");
    return List.of(
        Cell.name(safe(each.name())),
        Cell.words(words.get(change)),
        added ? none : version,
        added ? version : none);
  }

  private void advisories(List<Block> all, int limit) {
    if (report.advisories().isEmpty()) {
      return;
    }
    heading(all, "report.advisories");
    List<List<Cell>> rows = new ArrayList<>();
    for (Advisory each : report.advisories()) {
      rows.add(
          List.of(
              Cell.name(safe(each.id())),
              Cell.words(words.get("severity." + RecordJson.name(each.severity()))),
              Cell.words(safe(String.join(", ", each.references())))));
    }
    table(all, limit, List.of("report.advisory", "report.severity", "report.references"), rows);
  }

  private void security(List<Block> all, int limit) {
    heading(all, "report.security");
    if (!report.securityComplete()) {
      sentence(all, "report.security.incomplete");
    }
    if (report.security().isEmpty()) {
      sentence(all, "report.security.none");
      return;
    }
    RightsWords rights = new RightsWords(words);
    List<List<Cell>> rows = new ArrayList<>();
    for (MetadataChange each : report.security()) {
      rows.add(List.of(Cell.name(safe(each.path())), Cell.words(rights.sentence(each))));
    }
    table(all, limit, List.of("report.file", "report.change"), rows);
  }

  private void configuration(List<Block> all, int limit) {
    if (report.from().deployment().isEmpty()) {
      return;
    }
    heading(all, "report.configuration");
    ConfigText texts = new ConfigText(words);
    boolean told = false;
    for (ConfigText.Group group : ConfigText.Group.values()) {
      List<List<Cell>> rows = new ArrayList<>();
      for (ConfigEntry each : report.configuration()) {
        if (ConfigText.Group.of(each) == group) {
          rows.add(
              List.of(Cell.name(safe(each.path())), Cell.words(texts.remark(each).orElse(""))));
        }
      }
      if (!rows.isEmpty()) {
        told = true;
        all.add(new Block.Paragraph(texts.title(group, rows.size())));
        table(all, limit, List.of("report.file", "report.remark"), rows);
      }
    }
    if (!told) {
      sentence(all, "report.configuration.none");
    }
  }

  private void kernel(List<Block> all) {
    heading(all, "report.kernel");
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(
        List.of(
            Cell.words(words.get("kernel.version")),
            version(report.kernelBefore()),
            version(report.kernelAfter())));
    ArgumentText meanings = new ArgumentText(words);
    report.arguments().ifPresent(it -> arguments(rows, it));
    all.add(new Block.Table(List.of("", words.get("report.from"), words.get("report.to")), rows));
    report
        .arguments()
        .ifPresent(
            it -> {
              for (String each : it.added()) {
                meanings
                    .meaning(each)
                    .ifPresent(text -> sentence(all, "report.argument", safe(each), text));
              }
              if (it.isEmpty()) {
                sentence(all, "report.arguments.same");
              }
            });
  }

  private void arguments(List<List<Cell>> rows, ArgumentChanges changes) {
    Cell none = Cell.words("–");
    Cell title = Cell.words(words.get("report.arguments"));
    changes.added().forEach(it -> rows.add(List.of(title, none, Cell.name(safe(it)))));
    changes.removed().forEach(it -> rows.add(List.of(title, Cell.name(safe(it)), none)));
    changes
        .changed()
        .forEach(
            it -> rows.add(List.of(title, Cell.name(safe(it.from())), Cell.name(safe(it.to())))));
  }

  private Cell version(Optional<Kernel> kernel) {
    return Cell.words(kernel.map(it -> safe(it.version())).orElse("–"));
  }

  private void files(List<Block> all) {
    heading(all, "report.files");
    TreeDiff.Summary files = report.files();
    SizeText sizes = new SizeText(words);
    sentence(
        all,
        "report.files.count",
        files.added(),
        files.removed(),
        files.modified(),
        files.renamed(),
        files.metadata());
    sentence(
        all,
        "report.files.size",
        sizes.brief(files.sizeBefore()),
        sizes.brief(files.sizeAfter()),
        sizes.change(files.sizeBefore(), files.sizeAfter()));
  }

  private void problems(List<Block> all, int limit) {
    if (!report.problems().isEmpty()) {
      heading(all, "report.unread");
      ProblemText problems = new ProblemText(words);
      List<List<Cell>> rows = new ArrayList<>();
      report.problems().forEach(it -> rows.add(List.of(Cell.words(problems.sentence(it)))));
      table(all, limit, List.of("report.problem"), rows);
    }
  }

  private void heading(List<Block> all, String key) {
    all.add(new Block.Heading(2, words.get(key)));
  }

  private void sentence(List<Block> all, String key, Object... arguments) {
    all.add(new Block.Paragraph(words.get(key, arguments)));
  }

  private void table(List<Block> all, int limit, List<String> head, List<List<Cell>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int shown = Math.min(limit, rows.size());
    all.add(new Block.Table(head.stream().map(words::get).toList(), rows.subList(0, shown)));
    if (shown < rows.size()) {
      sentence(all, "report.more", rows.size() - shown);
    }
  }

  private String name(Report.Side side) {
    return side.version().map(this::safe).orElse(side.commit().brief());
  }

  private String date(long timestamp) {
    return DATE.format(Instant.ofEpochSecond(timestamp).atZone(zone));
  }

  private String safe(String text) {
    return Sanitizer.line(text);
  }
}
