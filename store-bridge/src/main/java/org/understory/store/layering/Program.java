package org.understory.store.layering;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * Runs programs, one at a time, in an environment that says nothing of this computer. The first
 * part of a command is a path.
 *
 * @param folder in which they start
 * @param environment all that they get
 * @param spare bytes of the file system of that folder that are left free: who takes them is ended
 */
record Program(Path folder, Map<String, String> environment, long spare) {
  /** Bytes of a line; the rest of a longer one is passed over. */
  private static final int MAX_LINE = 4096;

  /** Lines that are kept, the last ones. */
  private static final int KEPT = 100;

  /** How long one that is to be gone is waited for. */
  private static final int PATIENCE_SECONDS = 30;

  /** Bytes of a disk that are in nobody's way. */
  static final long SPARE = 64 << 20;

  /** The search path of Debian and Fedora for root. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "TERM", "dumb");

  /**
   * How a program ended.
   *
   * @param said its last lines, errors among them
   */
  record End(int status, List<String> said) {
    boolean well() {
      return status == 0;
    }

    String last() {
      return said.isEmpty() ? "" : said.getLast();
    }
  }

  /**
   * Requires room for what is to come, without what is spare.
   *
   * @throws StoreException NoSpace
   */
  void requireRoom(long bytes) throws StoreException {
    try {
      if (Files.getFileStore(folder).getUsableSpace() - spare < bytes) {
        throw new StoreException(new Problem.NoSpace(folder.toString()));
      }
    } catch (IOException e) {
      throw SmallFile.trouble(folder, e);
    }
  }

  /** Runs one that has to end well, in a minute. */
  void must(List<String> command, Cancellation cancellation) throws StoreException {
    must(command, Duration.ofMinutes(1), cancellation);
  }

  /** Runs one that has to end well. */
  void must(List<String> command, Duration limit, Cancellation cancellation) throws StoreException {
    End end = run(command, _ -> {}, limit, cancellation);
    if (!end.well()) {
      throw new StoreException(new Problem.ToolFailed(name(command), end.last()));
    }
  }

  /**
   * Runs one to its end.
   *
   * @param lines hears each line that it writes
   * @param limit after which it is killed
   * @throws StoreException MissingTool, NoSpace, or ToolFailed where it took too long
   * @throws CancellationException where it was stopped
   */
  End run(List<String> command, Consumer<String> lines, Duration limit, Cancellation cancellation)
      throws StoreException {
    cancellation.check();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new StoreException(new Problem.MissingTool(name(command)), e);
    }
    Watch watch = new Watch(process, limit);
    Deque<String> said = new ArrayDeque<>();
    try (var _ = cancellation.onCancel(() -> stop(process));
        InputStream output = process.getInputStream()) {
      read(output, line -> keep(said, line, lines));
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        watch.late.set(true);
      }
    } catch (IOException e) {
      throw new StoreException(new Problem.InputOutput(name(command), e.toString()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } finally {
      watch.ended.countDown();
      process.destroyForcibly();
    }
    cancellation.check();
    if (watch.full.get()) {
      throw new StoreException(new Problem.NoSpace(folder.toString()));
    }
    if (watch.late.get()) {
      throw new StoreException(new Problem.ToolFailed(name(command), "it does not end"));
    }
    return new End(process.exitValue(), List.copyOf(said));
  }

  /**
   * What it has started, for that is the first process of a container: once whoever made the
   * container sees it gone, all others are as well.
   */
  private static void stop(Process process) {
    List<ProcessHandle> started = process.children().toList();
    if (started.isEmpty()) {
      // Of the process itself, this would close what is read as well.
      process.toHandle().destroyForcibly();
    } else {
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Ends what takes too much. */
  private final class Watch {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean late = new AtomicBoolean();
    private final AtomicBoolean full = new AtomicBoolean();

    Watch(Process process, Duration limit) {
      long last = System.nanoTime() + limit.toNanos();
      Thread.ofPlatform().daemon().name("layering-watch").start(() -> watch(process, last));
    }

    private void watch(Process process, long last) {
      try {
        while (!ended.await(1, TimeUnit.SECONDS)) {
          late.compareAndSet(false, System.nanoTime() - last >= 0);
          full.compareAndSet(false, spare > 0 && free() < spare);
          if (late.get() || full.get()) {
            stop(process);
          }
        }
      } catch (InterruptedException nobodyDoes) {
        Thread.currentThread().interrupt();
      }
    }

    private long free() {
      try {
        return Files.getFileStore(folder).getUsableSpace();
      } catch (IOException unknown) {
        return Long.MAX_VALUE;
      }
    }
  }

  private static void keep(Deque<String> said, String line, Consumer<String> lines) {
    lines.accept(line);
    if (said.size() == KEPT) {
      said.removeFirst();
    }
    said.addLast(line);
  }

  /** Hands on what there is, line by line, with no more in memory than one line. */
  private static void read(InputStream output, Consumer<String> lines) throws IOException {
    byte[] line = new byte[MAX_LINE];
    int length = 0;
    byte[] some = new byte[MAX_LINE];
    for (int count = output.read(some); count >= 0; count = output.read(some)) {
      for (int i = 0; i < count; i++) {
        if (some[i] == '\n' || some[i] == '\r') {
          tell(line, length, lines);
          length = 0;
        } else if (length < MAX_LINE) {
          line[length++] = some[i];
        }
      }
    }
    tell(line, length, lines);
  }

  private static void tell(byte[] line, int length, Consumer<String> lines) {
    String text = new String(line, 0, length, StandardCharsets.UTF_8).strip();
    if (!text.isEmpty()) {
      lines.accept(text);
    }
  }

  private static String name(List<String> command) {
    String first = command.getFirst();
    return first.substring(first.lastIndexOf('/') + 1);
  }
}
