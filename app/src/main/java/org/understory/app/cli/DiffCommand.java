package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.understory.app.entry.TreeReader;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.ImageText;
import org.understory.model.container.ImageDiff;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.model.tree.Change;
import org.understory.model.tree.RightsDiff;
import org.understory.model.tree.TreeDiff;
import org.understory.store.repo.Preview;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code diff}: what differs between two commits, one path a line with the letters of {@code ostree
 * diff} (A, D, M), R for a rename and P for a folder whose properties changed; or how the content
 * of files differs, or who may do what.
 */
@Command(name = "diff", sortOptions = false, abbreviateSynopsis = true)
final class DiffCommand implements Verb {
  @Parameters(index = "0", paramLabel = "FROM", descriptionKey = "parameter.from")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", descriptionKey = "parameter.to")
  private String to = "";

  @Parameters(index = "2", arity = "0..1", paramLabel = "PATH", descriptionKey = "parameter.below")
  private String path = "/";

  @Option(names = "--no-renames", descriptionKey = "option.no-renames")
  private boolean noRenames;

  @ArgGroup private About about = new About();

  @Option(names = "--package", paramLabel = "NAME", descriptionKey = "option.package")
  private List<String> only = new ArrayList<>();

  @Option(names = "--changelog", descriptionKey = "option.changelog")
  private boolean changelog;

  @Option(names = "--advisories", descriptionKey = "option.advisories")
  private boolean advisories;

  @Option(names = "--all", descriptionKey = "option.all-etc")
  private boolean all;

  @Option(names = "--ask", descriptionKey = "option.ask-etc")
  private boolean ask;

  @Option(names = "--as-is", descriptionKey = "option.as-is")
  private boolean asIs;

  /** What is compared instead of which files there are. */
  private static final class About {
    @Option(names = "--packages", descriptionKey = "option.packages")
    private boolean packages;

    @Option(names = "--content", descriptionKey = "option.content")
    private boolean content;

    @Option(names = "--security", descriptionKey = "option.security")
    private boolean security;

    @Option(names = "--etc", descriptionKey = "option.etc")
    private boolean etc;

    @Option(names = "--kernel", descriptionKey = "option.kernel")
    private boolean kernel;
  }

  @Option(names = "--remote", descriptionKey = "option.remote")
  private boolean remote;

  @Option(names = "--sizes", descriptionKey = "option.sizes")
  private boolean sizes;

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem here = session.open();
        Source source = Source.of(session, here, remote, from, to)) {
      OpenSystem system = source.system();
      String first = source.named(from);
      String second = source.named(to);
      if (about.packages) {
        new PackageDiffText(system, session, only, changelog, advisories)
            .print(system.resolve(first), system.resolve(second));
      } else if (about.etc && asIs) {
        new OwnConfigDiff(session, TreePath.of(path)).run(system, first, second);
      } else if (about.etc) {
        new ConfigDiff(session, all, ask, TreePath.of(path)).run(system, first, second);
      } else if (about.kernel) {
        new KernelDiff(session).run(system, first, second);
      } else {
        files(session, source, system.resolve(first), system.resolve(second));
      }
    }
  }

  private void files(Session session, Source source, Checksum older, Checksum newer)
      throws StoreException {
    OpenSystem system = source.system();
    Optional<Preview> preview = Optional.empty();
    Optional<Download> delta = Optional.empty();
    TreeDiff diff;
    if (remote && !sizes && only.isEmpty() && !about.content && !about.security) {
      preview =
          Optional.of(
              system
                  .repository()
                  .preview(older, newer, TreePath.of(path), !noRenames, new Cancellation()));
      diff = preview.get().diff();
      // It brings all of the version, and not what differs below some folder.
      delta = TreePath.of(path).equals("/") ? source.delta(to, newer) : Optional.empty();
    } else {
      diff =
          system.repository().diff(older, newer, TreePath.of(path), !noRenames, new Cancellation());
    }
    if (!only.isEmpty()) {
      diff = new OwnedChanges(system.repository()).of(diff, only);
    }
    if (about.content) {
      content(session, system, diff);
    } else if (about.security) {
      RightsDiff rights = system.repository().rights(diff, new Cancellation());
      if (session.json()) {
        RightsText.json(session, rights);
      } else {
        RightsText.print(session, rights);
      }
    } else if (session.json()) {
      json(session, diff, preview, delta, images(session, system, diff));
    } else {
      text(session, diff, preview, delta);
      if (session.terminal().abilities().person()) {
        images(session, system, diff)
            .map(new ImageText(session.words())::difference)
            .ifPresent(session.out()::line);
      }
      if (preview.isEmpty()) {
        hint(session, system, diff);
      }
    }
    diff.problems().forEach(session::report);
  }

  private static Optional<ImageDiff> images(Session session, OpenSystem system, TreeDiff diff) {
    return new ImageFacts(session, system).difference(diff.from(), diff.to());
  }

  private static void content(Session session, OpenSystem system, TreeDiff diff) {
    TreeReader reader = TreeReader.of(system);
    if (session.json()) {
      try (Json json = new Json(session.out())) {
        new ContentJson(session, system.repository(), reader, json).write(diff.changes());
      }
    } else {
      new ContentText(session, system.repository(), reader).print(diff.changes());
    }
  }

  /** Scripts do not wait for what they did not ask for. */
  private static void hint(Session session, OpenSystem system, TreeDiff diff)
      throws StoreException {
    if (session.terminal().abilities().person()) {
      RightsDiff rights = system.repository().rights(diff, new Cancellation());
      int count = rights.changes().size();
      if (count > 0) {
        String hint =
            count == 1
                ? session.word("diff.rights-hint.one")
                : session.word("diff.rights-hint", count);
        session.out().line(Ink.YELLOW.on(hint, session.terminal().abilities().colours()));
      }
    }
  }

  private static void text(
      Session session, TreeDiff diff, Optional<Preview> preview, Optional<Download> delta) {
    boolean colours = session.terminal().abilities().colours();
    Output out = session.out();
    for (Change change : diff.changes()) {
      out.print(letter(change.change(), colours)).print("    ");
      change.oldPath().ifPresent(old -> out.print(line(old)).print(" -> "));
      out.line(line(change.path()));
    }
    if (session.terminal().abilities().person()) {
      String line =
          preview.isPresent()
              ? summary(session, preview.get(), delta)
              : summary(session, diff.summary());
      out.line(Ink.FAINT.on(line, colours));
    }
  }

  private static String summary(Session session, TreeDiff.Summary summary) {
    return session.word(
        "diff.summary",
        summary.added(),
        summary.removed(),
        summary.modified(),
        summary.renamed(),
        summary.metadata(),
        summary.sizeBefore(),
        summary.sizeAfter());
  }

  /** Sizes are not known of all files, so they are left out. */
  private static String summary(Session session, Preview preview, Optional<Download> delta) {
    TreeDiff.Summary summary = preview.diff().summary();
    String counts =
        session.word(
            "diff.counts",
            summary.added(),
            summary.removed(),
            summary.modified(),
            summary.renamed(),
            summary.metadata());
    return counts
        + " "
        + (preview.download().isPresent()
            ? session.word("diff.download", preview.missing(), preview.download().get().bytes())
            : session.word("diff.missing", preview.missing()))
        + delta.map(it -> " " + ready(session, it)).orElse("");
  }

  private static String ready(Session session, Download delta) {
    boolean whole = delta.way() instanceof Download.Delta(var from) && from.isEmpty();
    return session.word(whole ? "diff.whole" : "diff.difference", delta.bytes());
  }

  private static String letter(Change.Kind kind, boolean colours) {
    return switch (kind) {
      case ADDED -> Ink.GREEN.on("A", colours);
      case REMOVED -> Ink.RED.on("D", colours);
      case MODIFIED -> Ink.YELLOW.on("M", colours);
      case METADATA -> Ink.YELLOW.on("P", colours);
      case RENAMED -> Ink.CYAN.on("R", colours);
    };
  }

  private static void json(
      Session session,
      TreeDiff diff,
      Optional<Preview> preview,
      Optional<Download> delta,
      Optional<ImageDiff> images) {
    TreeDiff.Summary summary = diff.summary();
    try (Json json = new Json(session.out())) {
      json.beginObject()
          .text("from", diff.from().hex())
          .text("to", diff.to().hex())
          .name("summary")
          .beginObject()
          .number("added", summary.added())
          .number("removed", summary.removed())
          .number("modified", summary.modified())
          .number("metadata", summary.metadata())
          .number("renamed", summary.renamed())
          .number("sizeBefore", summary.sizeBefore())
          .number("sizeAfter", summary.sizeAfter())
          .endObject();
      preview.ifPresent(
          it -> {
            json.number("missing", it.missing())
                .number("download", it.download().stream().mapToLong(Download::bytes).findFirst());
            ChangeJson.delta(json, delta);
          });
      ImageFacts.json(json.name("image"), images);
      json.name("changes").beginArray();
      diff.changes().forEach(change -> json(json, change));
      json.endArray().endObject();
    }
  }

  private static void json(Json json, Change change) {
    json.beginObject()
        .text("change", change.change().name().toLowerCase(Locale.ROOT))
        .text("path", change.path())
        .text("oldPath", change.oldPath())
        .text("kind", EntryText.kind(change.kind()))
        .number("sizeBefore", change.sizeBefore())
        .number("sizeAfter", change.sizeAfter())
        .endObject();
  }
}
