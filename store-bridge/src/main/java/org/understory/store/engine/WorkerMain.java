package org.understory.store.engine;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
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
  private WorkerMain() {}

  /**
   * Starts it.
   *
   * @param arguments {@code own} for a folder of the person's own or {@code system} for the running
   *     system; the sysroot; the file in which it is written down what was done; and perhaps a file
   *     for the last line, for when nobody listens any more
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
        case WorkerOrder.Request(_, String uid, _, _, String text) -> {
          Request request = RecordJson.read(Request.class, text, "the request");
          Cancellation cancellation = new Cancellation();
          Thread.ofPlatform().daemon().name("orders").start(() -> listen(orders, cancellation));
          engine.carryOut(
              Integer.parseUnsignedInt(uid),
              request,
              new Teller(lines, last(arguments)),
              cancellation);
        }
        case WorkerOrder.Cancel() -> {}
      }
    }
  }

  private static ActivityLog log(String[] arguments) {
    return new ActivityLog(Path.of(arguments[2]));
  }

  private static Optional<Path> last(String[] arguments) {
    return arguments.length > 3 ? Optional.of(Path.of(arguments[3])) : Optional.empty();
  }

  /** Writes events as lines; the last one also into the file, if there is one. */
  private record Teller(PrintStream lines, Optional<Path> last) implements Consumer<Event> {
    @Override
    public void accept(Event event) {
      String line = RecordJson.write(WorkerLine.of(event));
      if (event instanceof Event.Finished && last.isPresent()) {
        leave(last.get(), line);
      }
      lines.println(line);
    }

    private static void leave(Path file, String line) {
      try {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, line + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        LoggerFactory.getLogger(WorkerMain.class).warn("The outcome could not be left", e);
      }
    }
  }

  private static WorkerOrder order(String line) throws StoreException {
    return RecordJson.read(WorkerOrder.class, line == null ? "" : line, "the request");
  }

  private static void listen(BufferedReader orders, Cancellation cancellation) {
    try {
      for (String line; (line = orders.readLine()) != null; ) {
        if (order(line) instanceof WorkerOrder.Cancel) {
          cancellation.cancel();
        }
      }
    } catch (IOException | StoreException e) {
      LoggerFactory.getLogger(WorkerMain.class).warn("An order that is none", e);
    }
  }
}
