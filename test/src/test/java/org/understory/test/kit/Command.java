package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs programs for fixtures and oracles. */
public final class Command {
  private Command() {}

  /**
   * Runs a program to its end and gives what it wrote to standard output; fails when it fails. The
   * locale is C.UTF-8, and libostree makes no deployment immutable.
   */
  public static String run(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("OSTREE_SYSROOT_DEBUG", "mutable-deployments");
    builder.environment().put("OSTREE_SYSROOT_OPTS", "skip-sync");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** As {@link #run(List)}. */
  public static String run(String... command) {
    return run(List.of(command));
  }

  /** Runs a Python 3 program that may use GObject introspection. */
  public static String python(String program, Object... arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", program));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return run(command);
  }
}
