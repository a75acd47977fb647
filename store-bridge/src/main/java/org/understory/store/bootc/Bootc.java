package org.understory.store.bootc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
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
import org.understory.store.tool.Running;

/**
 * The program {@code bootc}, which has to be run by root.
 *
 * @param program where it is
 * @param patience how long it may be silent before it is ended; not while it deploys
 * @param socket behind which it is run instead of here
 */
public record Bootc(Path program, Duration patience, Optional<Path> socket) {
  /** How long it is waited for what should not take time. */
  public static final Duration MERCY = Duration.ofSeconds(5);

  private static final String NAME = "bootc";
  private static final String HELP = "--help";
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration STATUS = Duration.ofMinutes(1);
  private static final int MAX_STATUS = 4 << 20;

  private static final List<String> ENVIRONMENT =
      List.of("PATH=/usr/sbin:/usr/bin", "LC_ALL=C.UTF-8", "HOME=/root");

  /**
   * What rpm-ostree keeps in an origin, and bootc can't take along (origin_has_rpmostree_stuff).
   */
  private static final Set<String> FOREIGN =
      Set.of("[rpmostree]", "[packages]", "[overrides]", "[modules]");

  /** The one of the system whose {@code /} this is. */
  public static Bootc of(Path root) {
    return new Bootc(root.resolve("usr/bin/bootc"), PATIENCE, Optional.empty());
  }

  /** The same, run behind this socket where it is there: a worker may not do what bootc has to. */
  public Bootc behind(Path unit) {
    return Files.isWritable(unit) ? new Bootc(program, patience, Optional.of(unit)) : this;
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
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Running running = start(arguments)) {
      BootcRun run = new BootcRun(running, STATUS, () -> false);
      run.finish(
          (told, heard) -> {
            all.write(told.readNBytes(MAX_STATUS));
            if (told.read() >= 0) {
              running.end(true);
            }
          },
          cancellation);
      return all.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StoreException(new Problem.MissingTool(NAME), e);
    }
  }

  /**
   * Whether it can get a new version ready and hold it back, and let go of it without a look at the
   * registry, as it can since 1.12: what it offers is asked for, for distributions bring single
   * changes to older versions. Needs no rights.
   *
   * @throws StoreException MissingTool, ToolFailed
   */
  public boolean holdsBack(Cancellation cancellation) throws StoreException {
    String options = ask(List.of("upgrade", HELP), cancellation);
    return options.contains("--download-only") && options.contains("--from-downloaded");
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
    try (Running running = start(arguments)) {
      Stages stages = new Stages(events);
      return new BootcRun(running, patience, stages::deploying).finish(stages::read, cancellation);
    } catch (IOException e) {
      throw new StoreException(new Problem.MissingTool(NAME), e);
    }
  }

  /**
   * Starts it. What it says of the system or itself comes by itself, as progress does otherwise.
   *
   * @throws IOException where it can't be started
   */
  public Running start(List<String> arguments) throws IOException {
    if (socket.isPresent()) {
      return BootcSocket.start(socket.get(), arguments);
    }
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    boolean asks = arguments.contains("status") || arguments.contains(HELP);
    return PipedProgram.start(command, ENVIRONMENT, asks ? 1 : PipedProgram.PROGRESS);
  }

  static StoreException failed(String detail) {
    return new StoreException(new Problem.ToolFailed(NAME, detail));
  }
}
