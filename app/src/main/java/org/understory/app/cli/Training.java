package org.understory.app.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.understory.app.home.Folders;
import org.understory.app.state.SystemChoice;
import org.understory.store.flatpak.Flatpak;

/**
 * Walks through the commands once, their output thrown away, so that the JVM can note for its
 * start-up cache which classes they use. The build of the runtime image does this.
 */
public final class Training {
  private static final List<List<String>> LESSONS =
      List.of(
          List.of("status"),
          List.of("status", "--json"),
          List.of("remotes"),
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
          List.of("packages", "booted"),
          List.of("diff", "rollback", "booted", "--packages"),
          List.of("usage"),
          List.of("boot"),
          List.of("log", "no-such-revision"),
          List.of("--help"),
          List.of("log", "--wrong"));

  /** The property that names a repository whose remote {@code demo} is on a real server. */
  private static final String FAR = "understory.training.far";

  /** What the demo system follows. */
  private static final String BRANCH = "demo:fern/x86_64/stable";

  private Training() {}

  /** Walks through them on the demo system of these folders. */
  public static void terminal(Folders folders) {
    CommandRunner runner = new CommandRunner(nowhere(folders), choice -> CommandRunner.DONE);
    // A lesson that fails is still a lesson.
    LESSONS.forEach(lesson -> runner.run(lesson.toArray(String[]::new)));
    String far = System.getProperty(FAR);
    if (far != null) {
      runner.run("diff", "--repo", far, "--remote", BRANCH + "^", BRANCH);
    }
  }

  /** Goes the way to the window on the demo system of these folders. */
  public static void window(Folders folders, ToIntFunction<SystemChoice> window) {
    CommandRunner runner = new CommandRunner(nowhere(folders), window);
    runner.run("--demo");
  }

  private static Terminal nowhere(Folders folders) {
    return new Terminal(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream(),
        new Terminal.Abilities(true, true, false, true, false, true, false),
        Locale.getDefault(),
        ZoneId.systemDefault(),
        folders,
        new Flatpak(Map.of()),
        folders.demo());
  }
}
