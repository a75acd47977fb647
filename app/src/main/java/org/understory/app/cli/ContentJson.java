package org.understory.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.understory.app.entry.ContentReader;
import org.understory.app.entry.TreeReader;
import org.understory.model.content.BinaryFacts;
import org.understory.model.content.ContentDiff;
import org.understory.model.content.Hunk;
import org.understory.model.content.TextContent;
import org.understory.model.content.TextDiff;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;

/** How the content of files differs, as JSON. */
final class ContentJson {
  private final Session session;
  private final Repository repository;
  private final TreeReader reader;
  private final Json json;

  ContentJson(Session session, Repository repository, TreeReader reader, Json json) {
    this.session = session;
    this.repository = repository;
    this.reader = reader;
    this.json = json;
  }

  /** The document; a file that can't be read is reported and left out. */
  void write(List<Change> changes) {
    json.beginObject().name("files").beginArray();
    for (Change change : changes) {
      if (change.kind() != TreeEntry.Kind.DIRECTORY) {
        try {
          write(change);
        } catch (StoreException e) {
          session.report(e.problem());
        }
      }
    }
    json.endArray().endObject();
  }

  private void write(Change change) throws StoreException {
    if (change.kind() == TreeEntry.Kind.SYMLINK) {
      Optional<String> before = target(change.before());
      Optional<String> after = target(change.after());
      begin(change, "link").text("before", before).text("after", after).endObject();
      return;
    }
    if (change.change() == Change.Kind.RENAMED) {
      begin(change, "same").endObject();
      return;
    }
    switch (ContentReader.compare(reader, change, new Cancellation()).diff()) {
      case ContentDiff.Text(TextDiff diff) -> text(change, diff);
      case ContentDiff.LargeText large ->
          begin(change, "text")
              .name("before")
              .beginObject()
              .text("encoding", large.before().encoding().title())
              .number("size", change.sizeBefore())
              .endObject()
              .name("after")
              .beginObject()
              .text("encoding", large.after().encoding().title())
              .number("size", change.sizeAfter())
              .endObject()
              .bool("tooLarge", true)
              .endObject();
      case ContentDiff.Binary(var before, var after) -> {
        boolean image =
            before.or(() -> after).filter(BinaryFacts.Image.class::isInstance).isPresent();
        begin(change, image ? "image" : "binary");
        side("before", before, change.sizeBefore());
        side("after", after, change.sizeAfter());
        json.endObject();
      }
    }
  }

  private Json begin(Change change, String kind) {
    return json.beginObject()
        .text("path", change.path())
        .text("oldPath", change.oldPath())
        .text("change", change.change().name().toLowerCase(Locale.ROOT))
        .text("kind", kind);
  }

  private Optional<String> target(Optional<Checksum> link) throws StoreException {
    return link.isPresent() ? repository.file(link.get()).target() : Optional.empty();
  }

  private void text(Change change, TextDiff diff) {
    begin(change, "text");
    facts("before", change.before(), diff.before());
    facts("after", change.after(), diff.after());
    hunks(json, diff);
    json.endObject();
  }

  /** The lines that differ, with some around them: a field of an object. */
  static void hunks(Json json, TextDiff diff) {
    json.name("hunks").beginArray();
    for (Hunk hunk : Hunk.of(diff, Hunk.CONTEXT)) {
      json.beginObject()
          .number("beforeStart", hunk.before() + 1L)
          .number("beforeLines", hunk.removed())
          .number("afterStart", hunk.after() + 1L)
          .number("afterLines", hunk.added())
          .name("lines")
          .beginArray();
      hunk.lines().forEach(line -> json.text(line.sign().character() + line.text()));
      json.endArray().endObject();
    }
    json.endArray();
  }

  private void facts(String side, Optional<Checksum> file, TextContent text) {
    json.name(side);
    if (file.isEmpty()) {
      json.absent();
      return;
    }
    json.beginObject()
        .text("encoding", text.encoding().title())
        .text("lineEnds", text.ends().name().toLowerCase(Locale.ROOT))
        .number("lines", text.lines().size())
        .bool("ended", text.ended())
        .endObject();
  }

  private void side(String name, Optional<BinaryFacts> facts, long size) {
    json.name(name);
    if (facts.isEmpty()) {
      json.absent();
      return;
    }
    json.beginObject();
    switch (facts.get()) {
      case BinaryFacts.Elf elf -> {
        json.text("type", "elf")
            .text("machine", elf.machine())
            .text("buildId", elf.buildId())
            .text("interpreter", elf.interpreter())
            .text("version", elf.version());
        elf.libraries().ifPresent(count -> json.number("libraries", count));
      }
      case BinaryFacts.Compressed it ->
          json.text("type", it.format().title()).number("unpacked", it.unpacked());
      case BinaryFacts.Image it ->
          json.text("type", word(it.format()))
              .number("width", it.width())
              .number("height", it.height());
      case BinaryFacts.Kernel(String version) ->
          json.text("type", "kernel").text("version", version);
      case BinaryFacts.Other(var type) -> json.text("type", type.map(ContentJson::word));
    }
    json.number("size", size).endObject();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
