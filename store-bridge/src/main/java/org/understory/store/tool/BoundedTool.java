package org.understory.store.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * A program that answers a question, which may take no longer and say no more than this.
 *
 * @param name what it is called where it fails
 * @param command it, and what is asked first
 * @param environment all that it has
 * @param limit bytes of an answer
 */
public record BoundedTool(
    String name,
    List<String> command,
    Map<String, String> environment,
    Duration patience,
    int limit) {
  private static final int MAX_ERRORS = 16 << 10;

  public BoundedTool {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * What became of a question.
   *
   * @param said the start of it, as much as may be
   * @param more whether it had more to say than that, and was ended
   * @param late whether it was ended because it took too long
   * @param errors what it said of itself where it failed, cut
   */
  public record Answer(String said, boolean more, boolean late, int status, String errors) {}

  /**
   * What it says, where that is all of it.
   *
   * @throws StoreException MissingTool, ToolFailed
   * @throws CancellationException when asked to stop
   */
  public String ask(List<String> arguments, Cancellation cancellation) throws StoreException {
    Answer answer = run(arguments, cancellation);
    if (answer.more()) {
      throw failed("too much output");
    }
    if (answer.late()) {
      throw failed("timeout");
    }
    if (answer.status() != 0) {
      throw failed(
          answer
              .errors()
              .lines()
              .filter(line -> !line.isBlank())
              .reduce((_, last) -> last)
              .orElse("exit status " + answer.status()));
    }
    return answer.said();
  }

  /**
   * What it says, however it ends.
   *
   * @throws StoreException MissingTool
   * @throws CancellationException when asked to stop
   */
  public Answer run(List<String> arguments, Cancellation cancellation) throws StoreException {
    cancellation.check();
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().clear();
    builder.environment().putAll(environment);
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
              CompletableFuture.delayedExecutor(
                  patience.toMillis(), TimeUnit.MILLISECONDS, BoundedTool::aside));
      try (var _ = cancellation.onCancel(handle::destroyForcibly)) {
        return answer(process, late, cancellation);
      } finally {
        alarm.cancel(false);
        handle.destroyForcibly();
      }
    } catch (IOException e) {
      throw new StoreException(new Problem.MissingTool(name), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private Answer answer(Process process, AtomicBoolean late, Cancellation cancellation)
      throws IOException, InterruptedException {
    process.getOutputStream().close();
    // Whoever waits for its errors to be read says nothing more.
    CompletableFuture<String> errors =
        CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), BoundedTool::aside);
    byte[] bytes = process.getInputStream().readNBytes(limit);
    String said = new String(bytes, StandardCharsets.UTF_8);
    if (process.getInputStream().read() >= 0) {
      return new Answer(said, true, false, 0, "");
    }
    int status = process.waitFor();
    cancellation.check();
    if (late.get()) {
      return new Answer(said, false, true, status, "");
    }
    return new Answer(said, false, false, status, status == 0 ? "" : errors.join());
  }

  /** The pool that all share may have one thread, which is then kept by who waits for errors. */
  private static void aside(Runnable work) {
    Thread.ofPlatform().daemon().name("bounded-tool").start(work);
  }

  /** The first of it; the rest is passed over. */
  private static String read(InputStream in) {
    try (in) {
      String first = new String(in.readNBytes(MAX_ERRORS), StandardCharsets.UTF_8);
      in.skip(Long.MAX_VALUE);
      return first;
    } catch (IOException ended) {
      return "";
    }
  }

  private StoreException failed(String detail) {
    return new StoreException(new Problem.ToolFailed(name, detail));
  }
}
