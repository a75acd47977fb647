package org.understory.app.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.understory.app.home.Folders;
import org.understory.store.flatpak.Flatpak;

/**
 * What surrounds a command: where its output goes and what that can show, whose folders it uses and
 * which computer it stands on.
 *
 * @param in what a person answers when asked
 * @param flatpak applications that are installed on this computer and for this person
 * @param root {@code /}, where a machine shows that it was booted from OSTree
 */
public record Terminal(
    InputStream in,
    OutputStream out,
    OutputStream err,
    Abilities abilities,
    Locale locale,
    ZoneId zone,
    Folders folders,
    Flatpak flatpak,
    Path root) {

  /**
   * What the outputs can do.
   *
   * @param colours whether standard output is a terminal that wants colours
   * @param person whether standard output is a terminal, so that a person reads it
   * @param watched whether the error output is a terminal
   * @param unicode whether the characters of the locale can be relied on to draw lines
   * @param readerCanLeave whether standard output is a pipe, a socket or a terminal, on which a
   *     failure to write only says that nobody reads any more
   * @param display whether a window can be opened
   * @param asks whether standard input and the error output are terminals, so that a person can be
   *     asked
   */
  public record Abilities(
      boolean colours,
      boolean person,
      boolean watched,
      boolean unicode,
      boolean readerCanLeave,
      boolean display,
      boolean asks) {

    /** Those of this process. */
    static Abilities ofThisProcess() {
      Map<String, String> environment = System.getenv();
      String out = target(1);
      return new Abilities(
          colours(environment, isTerminal(out)),
          isTerminal(out),
          isTerminal(target(2)),
          System.getProperty("native.encoding", "").equalsIgnoreCase("UTF-8")
              // The launcher says so where it chose the encoding and not the person.
              && !Boolean.getBoolean("understory.ascii"),
          isTerminal(out) || !out.startsWith("/"),
          !environment.getOrDefault("DISPLAY", "").isEmpty()
              || System.getProperty("glass.platform", "").equalsIgnoreCase("headless"),
          isTerminal(target(0)) && isTerminal(target(2)));
    }

    /**
     * Colours only on a terminal that has them, and not where https://no-color.org asks for none.
     */
    static boolean colours(Map<String, String> environment, boolean terminal) {
      return terminal
          && environment.getOrDefault("NO_COLOR", "").isEmpty()
          && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    private static boolean isTerminal(String target) {
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    }

    /**
     * What a descriptor of this process leads to: a path, or for example {@code pipe:[81523]}.
     * {@link System#console} would tell only whether both standard input and output are terminals.
     */
    private static String target(int descriptor) {
      try {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      } catch (IOException unknown) {
        return "/";
      }
    }
  }

  /** That of this process. */
  public static Terminal ofThisProcess() {
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        Abilities.ofThisProcess(),
        Locale.getDefault(Locale.Category.DISPLAY),
        ZoneId.systemDefault(),
        Folders.ofThisPerson(),
        Flatpak.ofThisPerson(),
        Path.of("/"));
  }
}
