package org.understory.store.bootc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.libostree.PipedProgram;
import org.understory.store.sysroot.Sysroot;
import org.understory.store.tool.BoundedTool;

/**
 * The program {@code bootc}, which has to be run by root.
 *
 * @param program where it is
 * @param patience how long it may be silent before it is ended; not while it deploys
 */
public record Bootc(Path program, Duration patience) {
  private static final String NAME = "bootc";
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration MERCY = Duration.ofSeconds(5);
  private static final Duration STATUS = Duration.ofMinutes(1);
  private static final int MAX_STATUS = 4 << 20;

  /** Bytes of its output of which the last are kept. */
  private static final int KEPT = 16 << 10;

  private static final String PATH = "/usr/sbin:/usr/bin";

  private static final List<String> ENVIRONMENT =
      List.of("PATH=" + PATH, "LC_ALL=C.UTF-8", "HOME=/root");

  /**
   * What rpm-ostree keeps in an origin, and bootc can't take along (origin_has_rpmostree_stuff).
   */
  private static final Set<String> FOREIGN =
      Set.of("[rpmostree]", "[packages]", "[overrides]", "[modules]");

  /** The one of the system whose {@code /} this is. */
  public static Bootc of(Path root) {
    return new Bootc(root.resolve("usr/bin/bootc"), PATIENCE);
  }

  /** Whether it is installed at all. */
  public boolean isThere() {
    return Files.isExecutable(program);
  }

  /**
   * Whether it is the one that brings new versions to this system: it is there, what runs comes
   * from a container image, and neither that nor what is staged has anything of rpm-ostree's in its
   * origin. Where it has, bootc refuses ({@code incompatible} of its status), and rpm-ostree brings
   * them; so does uupd of Universal Blue decide.
   */
  public boolean leads(SystemSnapshot now, Sysroot sysroot) throws StoreException {
    Optional<Deployment> booted = now.booted();
    if (booted.isEmpty()
        || booted.get().origin().source() != Origin.Source.CONTAINER
        || !isThere()) {
      return false;
    }
    for (Deployment each : now.deployments()) {
      if ((each.booted() || each.staged())
          && sysroot.origin(each).lines().map(String::strip).anyMatch(FOREIGN::contains)) {
        return false;
      }
    }
    return true;
  }

  /**
   * What it says of the system.
   *
   * @throws StoreException MissingTool, ToolFailed
   */
  public BootcStatus status(Cancellation cancellation) throws StoreException {
    String said;
    try {
      said = ask(List.of("status", "--json", "--format-version=1"), cancellation);
    } catch (StoreException e) {
      if (!(e.problem() instanceof Problem.ToolFailed)) {
        throw e;
      }
      // Before the format had a version.
      said = ask(List.of("status", "--json"), cancellation);
    }
    return BootcStatus.parse(said).orElseThrow(() -> failed("status --json"));
  }

  private String ask(List<String> arguments, Cancellation cancellation) throws StoreException {
    Map<String, String> environment = Map.of("PATH", PATH, "LC_ALL", "C.UTF-8", "HOME", "/root");
    BoundedTool tool =
        new BoundedTool(NAME, List.of(program.toString()), environment, STATUS, MAX_STATUS);
    return tool.ask(arguments, cancellation);
  }

  /**
   * Runs it, and waits for its end.
   *
   * @param cancellation honoured until it deploys
   * @return the last of what it printed
   * @throws StoreException MissingTool, ToolFailed
   * @throws CancellationException where it was ended for that
   */
  public String run(List<String> arguments, Consumer<Event> events, Cancellation cancellation)
      throws StoreException {
    cancellation.check();
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    try (PipedProgram running = PipedProgram.start(command, ENVIRONMENT)) {
      return new Run(running, new Stages(events)).finish(cancellation);
    } catch (IOException e) {
      throw new StoreException(new Problem.MissingTool(NAME), e);
    }
  }

  private static StoreException failed(String detail) {
    return new StoreException(new Problem.ToolFailed(NAME, detail));
  }

  /** One run of it. */
  private final class Run {
    private final PipedProgram running;
    private final Stages stages;
    private final AtomicLong heard = new AtomicLong(System.nanoTime());
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean late = new AtomicBoolean();
    private final CountDownLatch end = new CountDownLatch(1);

    /** Guards itself: it may be read while something that bootc started still prints. */
    private final StringBuilder said = new StringBuilder();

    Run(PipedProgram running, Stages stages) {
      this.running = running;
      this.stages = stages;
    }

    String finish(Cancellation cancellation) throws StoreException, IOException {
      Thread listener = Thread.ofPlatform().daemon().name("bootc-output").start(this::listen);
      Thread.ofPlatform().daemon().name("bootc-patience").start(this::watch);
      int status;
      try (var _ = cancellation.onCancel(this::stop)) {
        stages.read(running.progress(), () -> heard.set(System.nanoTime()));
        status = running.await();
      } finally {
        end.countDown();
      }
      join(listener);
      if (status == 0) {
        return text();
      }
      if (stopped.get()) {
        throw new CancellationException();
      }
      throw failed(late.get() ? "timeout" : words(status));
    }

    private void stop() {
      if (!stages.deploying()) {
        stopped.set(true);
        running.end(false);
        heard.set(System.nanoTime() - patience.minus(MERCY).toNanos());
      }
    }

    /** Ends it where it says nothing for too long, or does not end when it is told to. */
    private void watch() {
      try {
        while (!end.await(100, TimeUnit.MILLISECONDS)) {
          long silent = System.nanoTime() - heard.get();
          if (silent > patience.toNanos() && !stages.deploying()) {
            late.set(true);
            running.end(true);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void listen() {
      byte[] piece = new byte[1 << 12];
      try (InputStream output = running.output()) {
        for (int count; (count = output.read(piece)) >= 0; ) {
          heard.set(Math.max(heard.get(), stopped.get() ? 0 : System.nanoTime()));
          keep(new String(piece, 0, count, StandardCharsets.UTF_8));
        }
      } catch (IOException closed) {
        // Nobody is interested any more.
      }
    }

    private void keep(String more) {
      synchronized (said) {
        said.append(more);
        if (said.length() > KEPT) {
          said.delete(0, said.length() - KEPT);
        }
      }
    }

    private String text() {
      synchronized (said) {
        return said.toString();
      }
    }

    /** Something that it started may hold on to its output. */
    private static void join(Thread listener) {
      try {
        listener.join(MERCY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private String words(int status) {
      return text()
          .lines()
          .filter(line -> !line.isBlank())
          .reduce((_, last) -> last)
          .map(line -> line.strip().replaceFirst("^(?i)error: ?", ""))
          .orElse("exit status " + status);
    }
  }
}
