package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import java.util.Optional;
import org.understory.app.text.ContentWords;
import org.understory.model.config.ConfigFile;
import org.understory.model.config.ConfigSides;
import org.understory.model.config.ConfigSides.Pair;
import org.understory.model.content.ContentDiff;
import org.understory.model.content.TextDiff;
import org.understory.model.operation.Cancellation;

/**
 * How one file of {@code /etc} differs: what you changed, then what the new default changed, both
 * against the old default.
 */
record ConfigSidesText(Session session) {
  void print(String path, ConfigSides sides) {
    for (Pair pair : sides.telling()) {
      if (pair != Pair.YOURS_AND_NEW) {
        print(path, pair, sides);
      }
    }
  }

  private void print(String path, Pair pair, ConfigSides sides) {
    boolean colours = session.terminal().abilities().colours();
    Output out = session.out();
    switch (sides.diff(pair, new Cancellation())) {
      case ContentDiff.Text(TextDiff diff) -> {
        out.line(Ink.BOLD.on("--- " + name(path, "old", sides.before(pair)), colours));
        String side = pair == Pair.OLD_AND_YOURS ? "yours" : "new";
        out.line(Ink.BOLD.on("+++ " + name(path, side, sides.after(pair)), colours));
        HunkText.of(session).print(diff);
      }
      case ContentDiff.LargeText _ -> out.line(session.word("diff.too-large", line(path)));
      case ContentDiff.Binary(var before, var after) ->
          out.line(
              session.word(
                  "diff.binary",
                  line(path),
                  new ContentWords(session.words())
                      .change(before, size(sides.before(pair)), after, size(sides.after(pair)))));
    }
  }

  /** The names are words and no paths: it is not to be applied, for who wins is settled. */
  private String name(String path, String side, Optional<ConfigFile> file) {
    return file.isEmpty()
        ? session.word("config.side.nothing", session.word("config.side." + side))
        : session.word("config.side.path", line(path), session.word("config.side." + side));
  }

  private static long size(Optional<ConfigFile> file) {
    return file.map(it -> it.item().size()).orElse(0L);
  }

  /** The same as JSON, a field of an object. */
  void json(Json json, ConfigSides sides) {
    json.name("content").beginArray();
    for (Pair pair : sides.telling()) {
      json.beginObject()
          .text("from", pair == Pair.YOURS_AND_NEW ? "yours" : "old")
          .text("to", pair == Pair.OLD_AND_YOURS ? "yours" : "new");
      switch (sides.diff(pair, new Cancellation())) {
        case ContentDiff.Text(TextDiff diff) -> {
          json.text("kind", "text");
          ContentJson.hunks(json, diff);
        }
        case ContentDiff.LargeText _ -> json.text("kind", "text").bool("tooLarge", true);
        case ContentDiff.Binary _ -> json.text("kind", "binary");
      }
      json.endObject();
    }
    json.endArray();
  }
}
