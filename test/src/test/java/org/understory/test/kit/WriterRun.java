package org.understory.test.kit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.store.libostree.NewDeployment;
import org.understory.store.libostree.PullRequest;
import org.understory.store.libostree.SysrootWriter;
import org.understory.store.libostree.WriterOptions;

/**
 * Writes in a process of its own, where what surrounds a process matters. The arguments are a
 * sysroot and any number of {@code COMMAND ARGUMENTS… ;}; each prints a line: what it gave, or the
 * problem. With {@code -Dprivate=true} its mounts are its own.
 */
public final class WriterRun {
  private static final Cancellation NEVER = new Cancellation();

  private WriterRun() {}

  /** See above. */
  public static void main(String[] arguments) throws StoreException {
    WriterOptions options = new WriterOptions(true, true, Boolean.getBoolean("private"));
    try (SysrootWriter writer = SysrootWriter.open(Path.of(arguments[0]), options)) {
      int from = 1;
      for (int i = 1; i < arguments.length; i++) {
        if (arguments[i].equals(";")) {
          System.out.println(said(writer, Arrays.asList(arguments).subList(from, i)));
          from = i + 1;
        }
      }
    } catch (StoreException e) {
      System.out.println(e.problem());
    }
  }

  private static String said(SysrootWriter writer, List<String> command) {
    try {
      return run(writer, command.getFirst(), command.subList(1, command.size()));
    } catch (StoreException e) {
      return e.problem().toString();
    }
  }

  private static String run(SysrootWriter writer, String command, List<String> arguments)
      throws StoreException {
    switch (command) {
      case "ids" -> {
        return String.join(" ", writer.ids());
      }
      case "stage", "deploy" -> {
        return writer.deploy(request(command.equals("stage"), arguments), NEVER);
      }
      case "cancelled" -> {
        return cancelled(writer, Integer.parseInt(arguments.getFirst()), arguments);
      }
      case "write" -> writer.write(arguments, NEVER);
      case "kargs" ->
          writer.setKernelArguments(
              arguments.getFirst(), arguments.subList(1, arguments.size()), NEVER);
      case "pin" -> writer.setPinned(arguments.getFirst(), true);
      case "hold" -> writer.setFinalizationLocked(Boolean.parseBoolean(arguments.getFirst()));
      case "unlock" -> writer.unlock(arguments.get(0), Unlocked.valueOf(arguments.get(1)), NEVER);
      case "pull" ->
          writer.pull(PullRequest.newest(arguments.get(0), arguments.get(1)), _ -> {}, NEVER);
      case "cleanup" -> writer.cleanup(NEVER);
      case "remote" -> writer.addRemote(arguments.get(0), arguments.get(1), false);
      default -> throw new IllegalArgumentException(command);
    }
    return "done";
  }

  /** Stages and is cancelled after so many milliseconds. */
  private static String cancelled(SysrootWriter writer, int delay, List<String> arguments)
      throws StoreException {
    Cancellation cancellation = new Cancellation();
    Thread.ofPlatform()
        .start(
            () -> {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
              cancellation.cancel();
            });
    try {
      return writer.deploy(request(true, arguments.subList(1, arguments.size())), cancellation);
    } catch (CancellationException e) {
      return "cancelled";
    }
  }

  /** Arguments: commit, id to merge from. */
  private static NewDeployment request(boolean stage, List<String> arguments) {
    return new NewDeployment(
        "main",
        Checksum.parse(arguments.get(0)).orElseThrow(),
        "[origin]\nrefspec=stable\n",
        Optional.of(arguments.get(1)),
        Optional.empty(),
        stage,
        false,
        false);
  }
}
