package org.understory.store.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Runs {@code journalctl} on the journal of the system, never for long and never for much.
 *
 * @param command the program and what says which journal
 * @param patience how long it may take
 */
record JournalTool(List<String> command, Duration patience) {
  /** Bytes of output that are read. */
  private static final int MAX_OUTPUT = 16 << 20;

  private static final int MAX_ERRORS = 16 << 10;
  private static final String NAME = "journalctl";

  /**
   * What it said.
   *
   * @param cut why it is not all
   */
  record Output(String text, Optional<Problem> cut) {
    /** All whole lines. */
    Stream<String> lines() {
      return text.substring(0, text.lastIndexOf('\n') + 1).lines();
    }
  }

  static JournalTool live(Duration patience) {
    return new JournalTool(List.of("/usr/bin/journalctl", "--system"), patience);
  }

  /** For the journal whose files are in this folder. */
  static JournalTool of(Path folder, Duration patience) {
    return new JournalTool(
        List.of("/usr/bin/journalctl", "--system", "--directory=" + folder), patience);
  }

  /**
   * Runs it.
   *
   * @throws StoreException MissingTool, JournalClosed
   */
  Output run(List<String> arguments, Cancellation cancellation) throws StoreException {
    cancellation.check();
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--quiet", "--no-pager", "--utc", "--output=json"));
    all.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      Process process = builder.start();
      // Of the process itself, this would close what is read as well.
      ProcessHandle handle = process.toHandle();
      // Said before the end comes, for that is seen at once.
      AtomicBoolean late = new AtomicBoolean();
      CompletableFuture<Void> alarm =
          CompletableFuture.runAsync(
              () -> {
                late.set(true);
                handle.destroyForcibly();
              },
              CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
      try (var _ = cancellation.onCancel(handle::destroyForcibly)) {
        return output(process, late, cancellation);
      } finally {
        alarm.cancel(false);
        handle.destroyForcibly();
      }
    } catch (IOException e) {
      throw new StoreException(new Problem.MissingTool(NAME), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private static Output output(Process process, AtomicBoolean late, Cancellation cancellation)
      throws IOException, InterruptedException, StoreException {
    process.getOutputStream().close();
    String said = read(process.getInputStream(), MAX_OUTPUT);
    if (process.getInputStream().read() >= 0) {
      return new Output(said, Optional.of(failed("too much output")));
    }
    String errors = read(process.getErrorStream(), MAX_ERRORS).strip();
    int status = process.waitFor();
    cancellation.check();
    if (late.get()) {
      return new Output(said, Optional.of(failed("timeout")));
    }
    // journal_access_check_and_warn, and sd_journal_open_directory.
    if (status != 0
        && (errors.contains("insufficient permissions") || errors.contains("Permission denied"))) {
      throw new StoreException(new Problem.JournalClosed());
    }
    String why = errors.lines().findFirst().orElse("");
    return new Output(said, status == 0 ? Optional.empty() : Optional.of(failed(why)));
  }

  private static Problem failed(String detail) {
    return new Problem.ToolFailed(NAME, detail);
  }

  private static String read(InputStream in, int limit) throws IOException {
    return new String(in.readNBytes(limit), StandardCharsets.UTF_8);
  }
}
