package org.understory.test.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs for fixtures and oracles, unless told otherwise in the locale C.UTF-8 and with a
 * libostree that makes no deployment immutable and does not wait for the disk.
 */
public final class Command {
  private static final int LIMIT_MINUTES = 5;

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "LC_ALL", "C.UTF-8",
          "OSTREE_SYSROOT_DEBUG", "mutable-deployments",
          "OSTREE_SYSROOT_OPTS", "skip-sync");

  private Command() {}

  /** What a program gave. */
  public record Result(int status, byte[] output, String errors) {
    /** Its output without the last line end. */
    public String text() {
      return new String(output, StandardCharsets.UTF_8).stripTrailing();
    }
  }

  /** Runs a program to its end and gives its standard output; fails when it fails. */
  public static String run(List<String> command) {
    return new String(output(command), StandardCharsets.UTF_8);
  }

  /** As {@link #run(List)}. */
  public static String run(String... command) {
    return run(List.of(command));
  }

  /** As {@link #run(List)}, as bytes. */
  public static byte[] output(List<String> command) {
    Result result = attempt(command);
    if (result.status != 0) {
      throw new AssertionError(command + " failed: " + result.text() + result.errors);
    }
    return result.output;
  }

  /** Runs a program that may fail. */
  public static Result attempt(List<String> command) {
    return attempt(command, ENVIRONMENT);
  }

  /** Runs a program that may fail, in the environment of the tests with these changes. */
  public static Result attempt(List<String> command, Map<String, String> environment) {
    try {
      Path errors = Files.createTempFile("errors", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end");
      }
      String said = Files.readString(errors);
      Files.delete(errors);
      return new Result(process.exitValue(), output, said);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(command.toString(), e);
    }
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
