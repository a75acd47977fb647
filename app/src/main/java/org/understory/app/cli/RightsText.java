package org.understory.app.cli;

import java.util.Locale;
import java.util.Optional;
import org.understory.app.text.RightsWords;
import org.understory.model.text.Sanitizer;
import org.understory.model.tree.MetadataChange;
import org.understory.model.tree.RightsDiff;

/** What differs about who may do what, a line each; and as JSON. */
final class RightsText {
  private RightsText() {}

  static void print(Session session, RightsDiff rights) {
    RightsWords words = new RightsWords(session.words());
    boolean colours = session.terminal().abilities().colours();
    for (MetadataChange change : rights.changes()) {
      session
          .out()
          .print(Ink.BOLD.on(Sanitizer.line(change.path()), colours))
          .print("    ")
          .line(words.sentence(change));
    }
    if (rights.changes().isEmpty() && session.terminal().abilities().person()) {
      session.out().line(Ink.FAINT.on(session.word("diff.no-rights"), colours));
    }
    tellIncomplete(session, rights);
  }

  static void json(Session session, RightsDiff rights) {
    try (Json json = new Json(session.out())) {
      json.beginObject().name("findings").beginArray();
      for (MetadataChange change : rights.changes()) {
        json.beginObject()
            .text("path", change.path())
            .text("kind", change.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .text("before", some(change.before()))
            .text("after", some(change.after()))
            .endObject();
      }
      json.endArray().bool("complete", rights.complete()).endObject();
    }
    tellIncomplete(session, rights);
  }

  private static void tellIncomplete(Session session, RightsDiff rights) {
    if (!rights.complete()) {
      session.tell(session.word("diff.rights-incomplete"));
    }
    rights.problems().forEach(session::report);
  }

  private static Optional<String> some(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
