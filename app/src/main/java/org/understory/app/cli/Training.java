package org.understory.app.cli;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.understory.app.home.Folders;

/**
 * Walks through the commands once, their output thrown away, so that the JVM can note for its
 * start-up cache which classes they use. The build of the runtime image does this.
 */
public final class Training {
  private static final List<List<String>> LESSONS =
      List.of(
          List.of("status"),
          List.of("status", "--json"),
          List.of("refs"),
          List.of("refs", "--json"),
          List.of("log", "--graph"),
          List.of("log"),
          List.of("log", "--json"),
          List.of("show", "booted"),
          List.of("show", "booted", "--json"),
          List.of("ls", "-R", "booted"),
          List.of("ls", "-R", "booted", "--json"),
          List.of("cat", "booted", "/usr/lib/os-release"),
          List.of("diff", "rollback", "booted"),
          List.of("diff", "rollback", "booted", "--json"),
          List.of("log", "no-such-revision"),
          List.of("--help"),
          List.of("log", "--wrong"));

  private Training() {}

  /** Walks through them on a demo system made below this folder. */
  public static void run(Path folder) {
    Terminal terminal =
        new Terminal(
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            new Terminal.Abilities(true, true, false, true, false, false),
            Locale.getDefault(),
            ZoneId.systemDefault(),
            Folders.of(Map.of("HOME", folder.toString())),
            folder);
    CommandRunner runner = new CommandRunner(terminal, choice -> CommandRunner.DONE);
    // A lesson that fails is still a lesson.
    LESSONS.forEach(lesson -> runner.run(lesson.toArray(String[]::new)));
  }
}
