package org.understory.test.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs that tests compare with; none may take longer than a minute. */
public final class Tool {
  private static final int LIMIT_SECONDS = 60;

  private Tool() {}

  /** What a program gave. */
  public record Result(int status, byte[] output, String errors) {
    /** Its output without the last line end. */
    public String text() {
      return new String(output, StandardCharsets.UTF_8).stripTrailing();
    }
  }

  /** Runs a program and answers its output; fails unless it succeeds. */
  public static Result run(List<String> command) {
    Result result = attempt(command);
    if (result.status != 0) {
      throw new AssertionError(command + ": " + result.errors);
    }
    return result;
  }

  /** Runs a program that may fail. */
  public static Result attempt(List<String> command) {
    return attempt(command, Map.of("LC_ALL", "C.UTF-8"));
  }

  /** Runs a program that may fail, in the environment of this one with these changes. */
  public static Result attempt(List<String> command, Map<String, String> environment) {
    try {
      Path errors = Files.createTempFile("errors", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
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
}
