package org.understory.test.kit;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shell at a terminal, and who types there. */
public final class Login implements AutoCloseable {
  /** What to start at the terminal; what is typed before it is ready may be thrown away. */
  static final String SHELL = "echo ready; exec sh";

  private static final String PROMPT = "Password: ";
  private static final int LIMIT_SECONDS = 20;

  private final Process shell;
  private final Reader screen;
  private final StringBuilder seen = new StringBuilder();

  /** The terminal, as seen from outside. */
  private final String terminal;

  Login(List<String> command, Path root) {
    try {
      shell = new ProcessBuilder(command).redirectErrorStream(true).start();
      screen = shell.inputReader(StandardCharsets.UTF_8);
      await("ready\r\n");
      terminal = root + run("tty").text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command of the shell to its end. Its errors are among its output, as on a screen. */
  public Command.Result run(String command) {
    type(command);
    return end("");
  }

  /** As {@link #run}, and types this password when it is asked for. */
  public Command.Result run(String command, String password) {
    type(command);
    String shown = await(PROMPT);
    // What is typed before the echo is off would be thrown away.
    while (!Command.run("stty", "-F", terminal, "-a").contains("-echo ")) {
      Thread.onSpinWait();
    }
    say(password);
    return end(shown);
  }

  /** Types a command whose end nobody will see. */
  public void begin(String command) {
    say(command);
  }

  private void type(String command) {
    // The echo of this line has the mark in two parts.
    say(command + "; echo '<''end' $?'>'");
  }

  private Command.Result end(String shown) {
    String text = shown + await("<end ");
    int status = Integer.parseInt(await(">\r\n").replace(">\r\n", ""));
    String output = text.substring(text.indexOf('\n') + 1).replace("<end ", "").replace("\r", "");
    return new Command.Result(status, output.getBytes(StandardCharsets.UTF_8), "");
  }

  private void say(String line) {
    try {
      shell.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      shell.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives all up to this, which is not seen again. */
  private String await(String words) {
    try {
      while (seen.indexOf(words) < 0) {
        int next = screen.read();
        if (next < 0) {
          throw new AssertionError("not seen: " + words + " but " + seen);
        }
        seen.append((char) next);
      }
      int end = seen.indexOf(words) + words.length();
      String text = seen.substring(0, end);
      seen.delete(0, end);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Logs out, unless that has come about by itself. */
  @Override
  public void close() {
    try {
      if (shell.isAlive()) {
        say("exit");
      }
      if (!shell.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
        throw new AssertionError("logging out takes too long");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
