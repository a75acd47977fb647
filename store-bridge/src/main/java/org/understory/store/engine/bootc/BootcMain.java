package org.understory.store.engine.bootc;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.understory.model.container.ImageReference;
import org.understory.model.operation.StoreException;
import org.understory.store.bootc.Bootc;
import org.understory.store.tool.Running;
import org.understory.store.wire.BootcLine;
import org.understory.store.wire.BootcOrder;
import org.understory.store.wire.RecordJson;

/**
 * Runs bootc once for a worker, in a unit of its own that may do what bootc has to and a worker may
 * not. It reads {@link BootcOrder}s from standard input, one a line, and writes {@link BootcLine}s.
 * bootc ends with the connection.
 */
public final class BootcMain {
  private static final Set<String> VERBS = Set.of("status", "upgrade", "switch", "rollback");

  private static final Set<String> OPTIONS =
      Set.of(
          "--json",
          "--format-version=1",
          "--help",
          "--check",
          "--quiet",
          "--progress-fd=3",
          "--download-only",
          "--from-downloaded",
          "--enforce-container-sigpolicy");

  private static final int PIECE = 16 << 10;
  private static final int FAILED = 1;

  private final PrintStream lines;

  private BootcMain(PrintStream lines) {
    this.lines = lines;
  }

  /** Starts it; there are no arguments. */
  public static void main(String[] arguments) throws IOException, StoreException {
    // Whatever a library prints must not come between the lines.
    try (PrintStream lines =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      System.setOut(System.err);
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      endWell();
      serve(Bootc.of(Path.of("/")), orders, lines);
    }
    Runtime.getRuntime().halt(0);
  }

  /** Does what is ordered with this bootc. */
  static void serve(Bootc bootc, BufferedReader orders, PrintStream lines)
      throws IOException, StoreException {
    new BootcMain(lines).run(bootc, orders);
  }

  private void run(Bootc bootc, BufferedReader orders) throws IOException, StoreException {
    if (!(order(orders.readLine()) instanceof BootcOrder.Run(List<String> arguments))
        || !isKnown(arguments)) {
      tell(new BootcLine.Said("error: this is not asked of bootc\n"));
      tell(new BootcLine.Ended(FAILED));
      return;
    }
    try (Running running = bootc.start(arguments)) {
      Thread.ofPlatform().daemon().name("orders").start(() -> listen(orders, running));
      Thread said =
          Thread.ofPlatform()
              .daemon()
              .name("output")
              .start(() -> pass(running.output(), BootcLine.Said::new));
      pass(running.progress(), BootcLine.Told::new);
      int status = running.await();
      // Something that it started may hold on to its output.
      said.join(Bootc.MERCY);
      tell(new BootcLine.Ended(status));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is one of the few things that bootc is asked for. */
  static boolean isKnown(List<String> arguments) {
    if (arguments.isEmpty() || !VERBS.contains(arguments.getFirst())) {
      return false;
    }
    int end = arguments.indexOf("--");
    List<String> options = arguments.subList(1, end < 0 ? arguments.size() : end);
    List<String> names = end < 0 ? List.of() : arguments.subList(end + 1, arguments.size());
    boolean moves = arguments.getFirst().equals("switch");
    return OPTIONS.containsAll(options)
        && names.size() == (moves ? 1 : 0)
        && names.stream().allMatch(BootcMain::isImage);
  }

  private static boolean isImage(String name) {
    return ImageReference.parse("ostree-unverified-registry:" + name)
        .filter(ImageReference::onServer)
        .isPresent();
  }

  private static BootcOrder order(String line) throws StoreException {
    return RecordJson.read(BootcOrder.class, line == null ? "" : line, "the order");
  }

  private static void listen(BufferedReader orders, Running running) {
    try {
      for (String line; (line = orders.readLine()) != null; ) {
        if (order(line) instanceof BootcOrder.End(boolean force)) {
          running.end(force);
        }
      }
    } catch (IOException | StoreException e) {
      // The same as the end of the connection.
    }
    running.end(true);
  }

  private void pass(InputStream from, Function<String, BootcLine> line) {
    byte[] piece = new byte[PIECE];
    try {
      for (int count; (count = from.read(piece)) >= 0; ) {
        tell(line.apply(new String(piece, 0, count, StandardCharsets.ISO_8859_1)));
      }
    } catch (IOException closed) {
      // Nobody is interested any more.
    }
  }

  private void tell(BootcLine line) {
    String text = RecordJson.write((Record) line);
    synchronized (lines) {
      lines.println(text);
    }
  }

  /** Told to end, as when the computer is shut down: the worker has it end where it still may. */
  private static void endWell() {
    Thread work = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      try {
                        work.join();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }));
  }
}
