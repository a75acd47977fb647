package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import java.util.Optional;
import org.understory.app.cli.Table.Cell;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.ImageText;
import org.understory.model.container.Image;
import org.understory.model.container.Image.Layer;
import org.understory.model.container.ImageDiff;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitDetails;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SoftReboot;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.container.ImageReader;
import org.understory.store.wire.RecordJson;

/** What is known of the container images that deployments and commits come from. */
record ImageFacts(Session session, OpenSystem system) {
  /** Something to read that may be damaged. */
  private interface Reading {
    Optional<Image> read() throws StoreException;
  }

  /** The image that a commit was made from; what is wrong with it is reported. */
  Optional<Image> image(CommitDetails details) {
    return attempt(() -> ImageReader.of(details));
  }

  /** As above, where the commit is here. */
  Optional<Image> image(Checksum commit) {
    return attempt(() -> ImageReader.of(system.repository().details(commit)));
  }

  /** What differs between the images of two commits; empty where not both come from one. */
  Optional<ImageDiff> difference(Checksum from, Checksum to) {
    Optional<Image> older = image(from);
    Optional<Image> newer = older.isEmpty() ? Optional.empty() : image(to);
    return newer.map(it -> ImageDiff.between(older.orElseThrow(), it));
  }

  private Optional<Image> attempt(Reading reading) {
    try {
      return reading.read();
    } catch (StoreException e) {
      // A commit that is not here is told where it is asked for itself.
      if (!(e.problem() instanceof Problem.MissingObject)) {
        session.report(e.problem());
      }
      return Optional.empty();
    }
  }

  /** The image that a deployment follows; empty where it follows none. */
  private static Optional<ImageReference> followed(Deployment deployment) {
    Origin origin = deployment.origin();
    return origin.source() == Origin.Source.CONTAINER
        ? origin.refspec().flatMap(ImageReference::parse)
        : Optional.empty();
  }

  /** A line for each deployment that comes from an image; nothing where none does. */
  void print(SystemSnapshot snapshot, boolean colours) {
    List<Deployment> some =
        snapshot.deployments().stream()
            .filter(it -> it.origin().source() == Origin.Source.CONTAINER)
            .toList();
    if (some.isEmpty()) {
      return;
    }
    ImageText words = new ImageText(session.words());
    Table table = new Table();
    table.row(
        head("column.image"), head("column.digest"), head("column.layers"), head("column.signed"));
    for (Deployment each : some) {
      Optional<ImageReference> reference = followed(each);
      Optional<Image> image =
          attempt(() -> ImageReader.of(system.repository().details(each.checksum())));
      table.row(
          cell(line(reference.map(ImageReference::image).or(each.origin()::refspec).orElse("-"))),
          new Cell(image.map(words::digest).orElse("-"), Ink.FAINT),
          cell(image.map(words::layers).orElse("-")),
          cell(reference.map(words::signatures).orElse("-")));
    }
    table.print(session.out().line(), colours);
    for (Deployment each : some) {
      Optional<SoftReboot> soft = SoftReboot.to(each, snapshot);
      soft.ifPresent(
          it ->
              session
                  .out()
                  .line(
                      session.word(
                          "status.soft-reboot",
                          line(each.version().orElse(each.checksum().brief())),
                          words.softReboot(it))));
    }
  }

  private Cell head(String key) {
    return new Cell(session.word(key), Ink.FAINT);
  }

  private static Cell cell(String text) {
    return new Cell(text, Ink.PLAIN);
  }

  /** The field {@code image} of a deployment. */
  void json(Json json, Deployment deployment, SystemSnapshot snapshot) {
    json.name("image");
    Optional<ImageReference> reference = followed(deployment);
    if (reference.isEmpty()) {
      json.absent();
      return;
    }
    ImageReference it = reference.get();
    json.beginObject()
        .text("transport", it.transport())
        .text("name", it.name())
        .text("tag", it.tag())
        .text("heldAt", it.digest())
        .text("signatures", RecordJson.name(it.signatures()))
        .text("remote", it.remote())
        .text("softReboot", SoftReboot.to(deployment, snapshot).map(RecordJson::name));
    Optional<CommitDetails> details = details(deployment.checksum());
    json.name("here");
    brief(json, details.flatMap(this::image));
    json.name("found");
    brief(json, details.flatMap(commit -> attempt(() -> ImageReader.found(commit))));
    json.endObject();
  }

  private Optional<CommitDetails> details(Checksum commit) {
    try {
      return Optional.of(system.repository().details(commit));
    } catch (StoreException told) {
      return Optional.empty(); // the snapshot has said so
    }
  }

  private static void brief(Json json, Optional<Image> image) {
    image.ifPresentOrElse(
        it -> facts(json.beginObject(), it).number("layers", it.layers().size()).endObject(),
        json::absent);
  }

  /** The field {@code image} of a commit. */
  void json(Json json, CommitDetails details) {
    json.name("image");
    image(details).ifPresentOrElse(it -> whole(json, it), json::absent);
  }

  /** The field {@code image} of what a registry has. */
  static void json(Json json, Image image) {
    whole(json.name("image"), image);
  }

  private static void whole(Json json, Image image) {
    facts(json.beginObject(), image);
    layers(json, "layers", image.layers()).endObject();
  }

  private static Json facts(Json json, Image image) {
    return json.text("digest", image.digest())
        .text("version", image.version())
        .number("created", image.created())
        .text("architecture", image.architecture())
        .number("size", image.size());
  }

  /** A comparison, as the value whose name was written. */
  static void json(Json json, Optional<ImageDiff> diff) {
    diff.ifPresentOrElse(
        it -> {
          json.beginObject()
              .text("from", it.from().digest())
              .text("to", it.to().digest())
              .number("download", it.download());
          layers(json, "added", it.added());
          layers(json, "removed", it.removed());
          layers(json, "shared", it.shared()).endObject();
        },
        json::absent);
  }

  private static Json layers(Json json, String name, List<Layer> layers) {
    json.name(name).beginArray();
    layers.forEach(
        it -> json.beginObject().text("digest", it.digest()).number("size", it.size()).endObject());
    return json.endArray();
  }
}
