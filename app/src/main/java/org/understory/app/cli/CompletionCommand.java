package org.understory.app.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code completion}: a script for bash that completes commands and options. */
@Command(name = "completion", sortOptions = false, abbreviateSynopsis = true)
final class CompletionCommand implements Verb {
  @Override
  public void run(Session session) {
    UnderstoryCommand options = new UnderstoryCommand(session.demo().folder());
    String script = AutoComplete.bash(UnderstoryCommand.NAME, Commands.all(options));
    if (session.json()) {
      try (Json json = new Json(session.out())) {
        json.beginObject().text("shell", "bash").text("script", script).endObject();
      }
    } else {
      session.out().print(script);
    }
  }
}
