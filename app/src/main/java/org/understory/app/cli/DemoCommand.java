package org.understory.app.cli;

import static org.understory.model.text.Sanitizer.line;

import org.understory.model.operation.StoreException;
import org.understory.store.demo.DemoSystem;
import picocli.CommandLine.Command;

/** {@code demo}: what can be done with the demo system itself. */
@Command(
    name = "demo",
    sortOptions = false,
    abbreviateSynopsis = true,
    subcommands = {DemoCommand.Reset.class, DemoCommand.Path.class})
final class DemoCommand {
  /** {@code demo reset}: throws it away and makes it anew. */
  @Command(name = "reset", sortOptions = false, abbreviateSynopsis = true)
  static final class Reset implements Verb {
    @Override
    public void run(Session session) throws StoreException {
      session.make(new DemoSystem(session.demo().folder()));
      print(session, session.word("demo.made", line(session.demo().folder().toString())));
    }
  }

  /** {@code demo path}: where it is, or would be. */
  @Command(name = "path", sortOptions = false, abbreviateSynopsis = true)
  static final class Path implements Verb {
    @Override
    public void run(Session session) {
      print(session, line(session.demo().folder().toString()));
    }
  }

  private static void print(Session session, String text) {
    if (session.json()) {
      try (Json json = new Json(session.out())) {
        json.beginObject().text("path", session.demo().folder().toString()).endObject();
      }
    } else {
      session.out().line(text);
    }
  }
}
