package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.List;
import org.understory.app.cli.Table.Cell;
import org.understory.app.state.OpenSystem;
import org.understory.model.container.ImageReference;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code image tags}: the tags that a registry has of an image. */
@Command(name = "tags", sortOptions = false, abbreviateSynopsis = true)
final class ImageTagsCommand implements Verb {
  @Parameters(arity = "0..1", paramLabel = "IMAGE", descriptionKey = "parameter.image")
  private String name = "";

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open()) {
      ImageReference image = ImageCommand.named(name, system);
      List<String> tags = system.registry().tags(image, new Cancellation());
      List<ImageReference> followed =
          system.snapshot().deployments().stream()
              .flatMap(each -> ImageCommand.reference(each).stream())
              .toList();
      if (session.json()) {
        json(session, image, tags, followed);
      } else {
        text(session, image, tags, followed);
      }
    }
  }

  private static boolean isFollowed(
      ImageReference image, String tag, List<ImageReference> followed) {
    return followed.stream()
        .anyMatch(it -> it.name().equals(image.name()) && it.tag().filter(tag::equals).isPresent());
  }

  private static void text(
      Session session, ImageReference image, List<String> tags, List<ImageReference> followed) {
    Table table = new Table();
    for (String tag : tags) {
      boolean here = isFollowed(image, tag, followed);
      table.row(
          new Cell(line(image.name() + ":" + tag), here ? Ink.BOLD : Ink.PLAIN),
          new Cell(here ? session.word("remote.followed") : "", Ink.CYAN));
    }
    table.print(session.out(), session.terminal().abilities().colours());
  }

  private static void json(
      Session session, ImageReference image, List<String> tags, List<ImageReference> followed) {
    try (Json json = new Json(session.out())) {
      json.beginObject().text("name", image.name()).name("tags").beginArray();
      for (String tag : tags) {
        json.beginObject()
            .text("tag", tag)
            .bool("followed", isFollowed(image, tag, followed))
            .endObject();
      }
      json.endArray().endObject();
    }
  }
}
