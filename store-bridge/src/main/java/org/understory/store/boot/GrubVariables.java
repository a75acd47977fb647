package org.understory.store.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * GRUB's file of variables, changed by {@code grub-editenv}: GRUB writes to its blocks from outside
 * of the file system, so that its size and place matter.
 */
record GrubVariables(Path file) {
  /** Of Fedora, and of Debian. */
  private static final List<Path> TOOLS =
      List.of(Path.of("/usr/bin/grub2-editenv"), Path.of("/usr/bin/grub-editenv"));

  private static final String VARIABLE = "next_entry";
  private static final int LIMIT_SECONDS = 20;

  /** Bytes of what it says; it says one line. */
  private static final int MAX_OUTPUT = 4096;

  /** Has GRUB start this once; empty for nothing but what it starts anyway. */
  void next(Optional<String> name) throws StoreException {
    if (!Files.isWritable(file)) {
      throw new StoreException(new Problem.NotWritable(file.toString()));
    }
    List<String> command = new ArrayList<>(List.of(tool(), file.toString()));
    command.addAll(
        name.map(each -> List.of("set", VARIABLE + "=" + each)).orElse(List.of("unset", VARIABLE)));
    try {
      run(command);
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
  }

  private static String tool() throws StoreException {
    return TOOLS.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(() -> new StoreException(new Problem.MissingTool("grub-editenv")));
  }

  private static void run(List<String> command) throws IOException, StoreException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new StoreException(new Problem.ToolFailed("grub-editenv", "it does not end"));
      }
      if (process.exitValue() != 0) {
        byte[] said = process.getInputStream().readNBytes(MAX_OUTPUT);
        String words = new String(said, StandardCharsets.UTF_8).strip();
        throw new StoreException(new Problem.ToolFailed("grub-editenv", words));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.getInputStream().close();
    }
  }
}
