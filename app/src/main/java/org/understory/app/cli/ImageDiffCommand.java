package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.Optional;
import org.understory.app.cli.Table.Cell;
import org.understory.app.state.OpenSystem;
import org.understory.app.text.ImageText;
import org.understory.model.container.Image;
import org.understory.model.container.ImageDiff;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.container.Registry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code image diff}: what manifests and configurations tell of two images that only a registry
 * has. Their files can be compared once they are here.
 */
@Command(name = "diff", sortOptions = false, abbreviateSynopsis = true)
final class ImageDiffCommand implements Verb {
  @Parameters(index = "0", paramLabel = "FROM", descriptionKey = "parameter.image.from")
  private String from = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "TO", descriptionKey = "parameter.image.to")
  private String to = "";

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      Registry registry = system.registry();
      Cancellation cancellation = new Cancellation();
      ImageDiff diff =
          ImageDiff.between(
              registry.image(ImageCommand.named(from, system), cancellation),
              registry.image(ImageCommand.named(to, system), cancellation));
      if (session.json()) {
        json(session, diff);
      } else {
        text(session, diff);
      }
    }
  }

  private static void text(Session session, ImageDiff diff) {
    ImageText words = new ImageText(session.words());
    Table table = new Table();
    for (Image each : new Image[] {diff.from(), diff.to()}) {
      table.row(
          cell(each.version().orElse("-"), Ink.BOLD),
          cell(each.created().isPresent() ? date(session, each) : "-", Ink.PLAIN),
          cell(words.digest(each), Ink.FAINT),
          cell(words.layers(each), Ink.PLAIN));
    }
    table.print(session.out(), session.terminal().abilities().colours());
    session.out().line(words.difference(diff));
    session.out().line(session.word("image.files"));
  }

  private static String date(Session session, Image image) {
    return session.times().minute(image.created().orElseThrow());
  }

  private static Cell cell(String text, Ink ink) {
    return new Cell(line(text), ink);
  }

  private static void json(Session session, ImageDiff diff) {
    try (Json json = new Json(session.out())) {
      json.beginObject().name("from").beginObject();
      ImageFacts.json(json, diff.from());
      json.endObject().name("to").beginObject();
      ImageFacts.json(json, diff.to());
      json.endObject();
      ImageFacts.json(json.name("difference"), Optional.of(diff));
      json.endObject();
    }
  }
}
