package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.Optional;
import org.understory.app.cli.Table.Cell;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.ImageText;
import org.understory.model.container.Image;
import org.understory.model.container.ImageDiff;
import org.understory.model.container.ImageReference;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code image show}: an image as a registry has it, compared with the one that runs. */
@Command(name = "show", sortOptions = false, abbreviateSynopsis = true)
final class ImageShowCommand implements Verb {
  @Parameters(arity = "0..1", paramLabel = "IMAGE", descriptionKey = "parameter.image")
  private String name = "";

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      ImageReference reference = ImageCommand.named(name, system);
      Image image = system.registry().image(reference, new Cancellation());
      ImageFacts facts = new ImageFacts(session, system);
      Optional<Deployment> current = system.snapshot().current();
      Optional<ImageDiff> diff =
          current
              .flatMap(it -> facts.image(it.checksum()))
              .map(here -> ImageDiff.between(here, image));
      if (session.json()) {
        json(session, reference, image, diff);
      } else {
        text(session, reference, image, diff);
      }
    }
  }

  private static void text(
      Session session, ImageReference reference, Image image, Optional<ImageDiff> diff) {
    ImageText words = new ImageText(session.words());
    Table table = new Table();
    fact(session, table, "show.image", reference.image());
    fact(session, table, "column.digest", image.digest());
    image.version().ifPresent(it -> fact(session, table, "show.version", it));
    image.created().ifPresent(it -> fact(session, table, "show.date", session.times().minute(it)));
    fact(session, table, "show.layers", words.layers(image));
    table.print(session.out(), session.terminal().abilities().colours());
    diff.map(words::difference).ifPresent(session.out()::line);
  }

  private static void fact(Session session, Table table, String key, String value) {
    table.row(new Cell(session.word(key), Ink.FAINT), new Cell(line(value), Ink.PLAIN));
  }

  private static void json(
      Session session, ImageReference reference, Image image, Optional<ImageDiff> diff) {
    try (Json json = new Json(session.out())) {
      json.beginObject().text("name", reference.name()).text("tag", reference.tag());
      ImageFacts.json(json, image);
      ImageFacts.json(json.name("againstCurrent"), diff);
      json.endObject();
    }
  }
}
