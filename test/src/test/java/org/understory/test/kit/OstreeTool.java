package org.understory.test.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code ostree}, the oracle, on one repository. */
public record OstreeTool(Path repository) {
  private static final int LIMIT_SECONDS = 60;

  /** Makes a repository here. */
  public static OstreeTool init(Path repository, String mode) {
    OstreeTool tool = new OstreeTool(repository);
    tool.run("init", "--mode=" + mode);
    return tool;
  }

  /** Its standard output; fails unless it succeeds. */
  public byte[] bytes(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ostree", "--repo=" + repository));
    command.addAll(List.of(arguments));
    return output(command);
  }

  /** Its standard output as text without the last line end. */
  public String run(String... arguments) {
    return new String(bytes(arguments), StandardCharsets.UTF_8).stripTrailing();
  }

  /** The lines of its standard output. */
  public List<String> lines(String... arguments) {
    return run(arguments).lines().toList();
  }

  /** Commits a folder to a branch, owned by root whoever runs the test; gives the checksum. */
  public String commit(String branch, Path tree, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "commit",
                "--branch=" + branch,
                "--tree=dir=" + tree,
                "--owner-uid=0",
                "--owner-gid=0",
                "--no-xattrs"));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  private static byte[] output(List<String> command) {
    try {
      Path errors = Files.createTempFile("errors", ".txt");
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(command + ": " + Files.readString(errors));
      }
      Files.delete(errors);
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(command.toString(), e);
    }
  }
}
