package org.understory.store.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.text.Sanitizer;

/**
 * Writes entries to the journal, one after the other, without keeping anybody waiting. Java has no
 * datagram sockets of the local kind, which the journal's own protocol needs; {@code logger
 * --journald} (util-linux) speaks it, with one {@code NAME=value} a line and an empty line for the
 * end.
 */
public final class JournalWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  /** Entries that may wait. */
  private static final int WAITING = 256;

  /** Characters of a value. */
  private static final int MAX_VALUE = 4096;

  /** Seconds for one entry; a journal that hangs holds its sender. */
  private static final int PATIENCE = 3;

  private final Path socket;
  private final List<String> command;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          PATIENCE,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("journal").factory());

  /** One for the journal of this computer. */
  public JournalWriter() {
    this(Path.of("/run/systemd/journal/socket"), List.of("/usr/bin/logger", "--journald"));
  }

  /** One through this program, where there is such a socket. */
  JournalWriter(Path socket, List<String> command) {
    this.socket = socket;
    this.command = List.copyOf(command);
    thread.allowCoreThreadTimeOut(true);
  }

  /**
   * Writes an entry soon.
   *
   * @param fields names as the journal takes them: capital letters, digits and underscores
   * @param otherwise is run where it can't be written; perhaps at once, on this thread
   */
  public void write(List<Map.Entry<String, String>> fields, Runnable otherwise) {
    String text = text(fields);
    try {
      thread.execute(
          () -> {
            if (!send(text)) {
              otherwise.run();
            }
          });
    } catch (RejectedExecutionException full) {
      otherwise.run();
    }
  }

  /** One line a field, whatever the values are: a line feed in one would make another field. */
  static String text(List<Map.Entry<String, String>> fields) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> field : fields) {
      String name = field.getKey();
      if (!name.matches("[A-Z][A-Z0-9_]{0,63}")) {
        throw new IllegalArgumentException(name);
      }
      String value = field.getValue();
      String shown = Sanitizer.block(value.substring(0, Math.min(value.length(), MAX_VALUE)));
      text.append(name).append('=');
      text.append(shown.replace("\n", "\\n").replace("\t", "\\t")).append('\n');
    }
    return text.toString();
  }

  private boolean send(String text) {
    // Without a journal the program says that all is well (sd_journal_sendv, ENOENT).
    if (!Files.exists(socket)) {
      return false;
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      }
      if (process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
    } catch (IOException e) {
      LOG.debug("No entry for the journal", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** Writes what waits, as long as that takes no longer than one entry may. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE, TimeUnit.SECONDS)) {
        LOG.warn("Entries for the journal are left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
