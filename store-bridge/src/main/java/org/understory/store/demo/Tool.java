package org.understory.store.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Runs {@code ostree} and the like, one process a call. Safe for several threads.
 *
 * @param cancellation looked at before and after each process; none of them runs for more than a
 *     second or two
 */
record Tool(Cancellation cancellation) {
  /** Bytes of output that are kept: a checksum or an error message, never a listing. */
  private static final int MAX_OUTPUT = 64 << 10;

  /**
   * Runs {@code ostree} and gives the last line that it wrote.
   *
   * @throws StoreException MissingTool, or ToolFailed with that line
   */
  String ostree(List<String> arguments) throws StoreException {
    return run(Stream.concat(Stream.of("ostree"), arguments.stream()).toList());
  }

  String ostree(String... arguments) throws StoreException {
    return ostree(List.of(arguments));
  }

  /** Runs any program, found by {@code PATH}. */
  String run(List<String> command) throws StoreException {
    cancellation.check();
    String tool = command.getFirst();
    Process process;
    try {
      process = start(command);
    } catch (IOException e) {
      throw new StoreException(new Problem.MissingTool(tool), e);
    }
    try {
      process.getOutputStream().close();
      String last = lastLine(process.getInputStream());
      int status = process.waitFor();
      cancellation.check();
      if (status != 0) {
        throw new StoreException(new Problem.ToolFailed(tool, last));
      }
      return last;
    } catch (IOException e) {
      throw new StoreException(new Problem.InputOutput(tool, String.valueOf(e.getMessage())), e);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("OSTREE_") || name.startsWith("LC_"));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("LANGUAGE", "C");
    environment.put("GIO_USE_VFS", "local");
    // Without it libostree makes deployments immutable when it can, and root could not throw the
    // demo away. Nothing in the demo is worth waiting for the disk.
    environment.put("OSTREE_SYSROOT_DEBUG", "mutable-deployments");
    environment.put("OSTREE_SYSROOT_OPTS", "skip-sync");
    return builder.start();
  }

  private static String lastLine(InputStream output) throws IOException {
    byte[] kept = output.readNBytes(MAX_OUTPUT);
    output.transferTo(OutputStream.nullOutputStream());
    List<String> lines = new String(kept, StandardCharsets.UTF_8).strip().lines().toList();
    return lines.isEmpty() ? "" : lines.getLast();
  }
}
