package org.understory.store.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Request;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.WorkerLine;
import org.understory.store.wire.WorkerOrder;

/** A {@link WorkerMain} that this process starts and waits for. */
public final class WorkerProcess {
  /** What would change what the JVM or libostree do, or names what is not where they run. */
  private static final List<String> SCRUBBED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "TMPDIR");

  /** How long one that says no more is waited for. */
  private static final int LIMIT_SECONDS = 30;

  private final List<String> command;

  /** One that is started by this command. */
  public WorkerProcess(List<String> command) {
    this.command = List.copyOf(command);
  }

  /**
   * Has a request carried out and waits for the end. A process that ends without a word makes the
   * outcome {@link Outcome.Lost}.
   */
  public Outcome run(int uid, Request request, Consumer<Event> events, Cancellation cancellation) {
    Process process;
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
      scrub(builder.environment());
      process = builder.start();
    } catch (IOException e) {
      return end(events, new Outcome.Failed(new Problem.MissingTool(command.getFirst())));
    }
    try (OutputStream orders = process.getOutputStream();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String text = RecordJson.write(request);
      give(orders, new WorkerOrder.Request("", Integer.toString(uid), "", "", text));
      try (var _ = cancellation.onCancel(() -> give(orders, new WorkerOrder.Cancel()))) {
        for (String line; (line = lines.readLine()) != null; ) {
          Event event = RecordJson.read(WorkerLine.class, line, "the worker").event();
          events.accept(event);
          if (event instanceof Event.Finished(Outcome outcome)) {
            return outcome;
          }
        }
      }
      awaitEnd(process);
    } catch (IOException | StoreException e) {
      LoggerFactory.getLogger(WorkerProcess.class).warn("The worker can't be heard", e);
    }
    return end(events, new Outcome.Lost());
  }

  /** It says no more, but holds the lock until it is gone. */
  private static void awaitEnd(Process process) {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        LoggerFactory.getLogger(WorkerProcess.class).warn("The worker works on in silence");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Outcome end(Consumer<Event> events, Outcome outcome) {
    events.accept(new Event.Finished(outcome));
    return outcome;
  }

  private static void scrub(Map<String, String> environment) {
    SCRUBBED.forEach(environment::remove);
    environment.keySet().removeIf(name -> name.startsWith("OSTREE_"));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("GIO_USE_VFS", "local");
  }

  /** Called by the thread that waits and by the one that cancels. */
  private static void give(OutputStream orders, Record order) {
    try {
      synchronized (orders) {
        orders.write((RecordJson.write(order) + "\n").getBytes(StandardCharsets.UTF_8));
        orders.flush();
      }
    } catch (IOException gone) {
      LoggerFactory.getLogger(WorkerProcess.class).debug("Nobody is there to be told", gone);
    }
  }
}
