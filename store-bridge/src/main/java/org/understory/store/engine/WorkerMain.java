package org.understory.store.engine;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Request;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.WorkerLine;
import org.understory.store.wire.WorkerOrder;

/**
 * Does one request in a process of its own, because libostree ends its process where it finds
 * something that it thought impossible. Reads {@link WorkerOrder}s from standard input, one a line,
 * and writes {@link WorkerLine}s. It goes on when nobody listens any more.
 */
public final class WorkerMain {
  /** For a download to stop by itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private WorkerMain() {}

  /**
   * Starts it.
   *
   * @param arguments {@code own} for a folder of the person's own or {@code system} for the running
   *     system; the sysroot; the file in which it is written down what was done; and perhaps a file
   *     for how it ended, for when nobody listens any more, beside which {@code running.json} says
   *     meanwhile that it runs
   */
  public static void main(String[] arguments) throws IOException, StoreException {
    // Whatever a library prints must not come between the lines.
    try (PrintStream lines =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      System.setOut(System.err);
      Path root = Path.of(arguments[1]);
      LocalEngine engine =
          arguments[0].equals("own")
              ? LocalEngine.ofFolder(root, HostFiles.live(), log(arguments))
              : LocalEngine.ofSystem(root, log(arguments));
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      switch (order(orders.readLine())) {
        case WorkerOrder.State() -> lines.println(RecordJson.write(engine.state()));
        case WorkerOrder.Request order -> {
          Request request = RecordJson.read(Request.class, order.request(), "the request");
          Optional<WorkerNotes> notes =
              last(arguments).map(outcome -> new WorkerNotes(outcome, order));
          int uid = Integer.parseUnsignedInt(order.uid());
          Ending ending = new Ending(line -> tell(line, lines, notes));
          Cancellation cancellation = new Cancellation();
          Runnable leave =
              () -> {
                engine.abandon(uid, request, ending);
                Runtime.getRuntime().halt(0);
              };
          Runnable abandon = () -> ending.abandon(leave);
          Thread.ofPlatform()
              .daemon()
              .name("orders")
              .start(() -> listen(orders, cancellation, abandon));
          endWell(cancellation, abandon);
          engine.carryOut(uid, request, ending, cancellation);
        }
        case WorkerOrder.Cancel() -> {}
      }
    }
  }

  /**
   * Told to end, as when the computer is shut down: stops what can be stopped, and ends the rest.
   */
  private static void endWell(Cancellation cancellation, Runnable abandon) {
    Thread work = Thread.currentThread();
    Thread hook =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  try {
                    cancellation.cancel();
                    if (!work.join(PATIENCE)) {
                      abandon.run();
                      work.join();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static ActivityLog log(String[] arguments) {
    return new ActivityLog(Path.of(arguments[2]));
  }

  private static Optional<Path> last(String[] arguments) {
    return arguments.length > 3 ? Optional.of(Path.of(arguments[3])) : Optional.empty();
  }

  /** First on disk: whoever hears the end may look there at once. */
  private static void tell(WorkerLine line, PrintStream lines, Optional<WorkerNotes> notes) {
    notes.ifPresent(there -> there.note(line));
    lines.println(RecordJson.write(line));
  }

  private static WorkerOrder order(String line) throws StoreException {
    return RecordJson.read(WorkerOrder.class, line == null ? "" : line, "the request");
  }

  private static void listen(BufferedReader orders, Cancellation cancellation, Runnable abandon) {
    try {
      for (String line; (line = orders.readLine()) != null; ) {
        if (order(line) instanceof WorkerOrder.Cancel) {
          cancellation.cancel();
          Thread.sleep(PATIENCE);
          abandon.run();
        }
      }
    } catch (IOException | StoreException | InterruptedException e) {
      LoggerFactory.getLogger(WorkerMain.class).warn("An order that is none", e);
    }
  }
}
