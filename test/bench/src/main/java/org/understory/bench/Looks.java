package org.understory.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.store.remote.Limits;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Preview;
import org.understory.store.repo.Repository;

/**
 * Looks at the files of an update on a server, again and again, and tells of each how many
 * nanoseconds it took, how many of the processors' time, and how many files are not here. Nothing
 * of what was fetched for one is kept for the next.
 */
public final class Looks {
  private static final Cancellation NEVER = new Cancellation();

  private Looks() {}

  /** Entry point: {@code REPOSITORY FROM REMOTE BRANCH COUNT}. */
  public static void main(String[] arguments) throws IOException, StoreException {
    Path repository = Path.of(arguments[0]);
    Checksum from = Checksum.parse(arguments[1]).orElseThrow();
    for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
      Path cache = Files.createTempDirectory("understory-looks-");
      long used = processor();
      long begun = System.nanoTime();
      Preview preview = look(repository, from, arguments[2], arguments[3], cache);
      long took = System.nanoTime() - begun;
      used = processor() - used;
      delete(cache);
      System.out.println("look " + took + " " + used + " " + preview.missing());
    }
  }

  /** In steps of ten milliseconds. */
  private static long processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private static Preview look(Path path, Checksum from, String name, String branch, Path cache)
      throws StoreException {
    try (Repository here = Repository.open(path)) {
      Remote remote = here.remotes(Optional.empty()).find(name).orElseThrow();
      try (RemoteHistory far =
          RemoteHistory.open(
              here, Optional.empty(), remote, cache, "Understory", Limits.USUAL, NEVER)) {
        Checksum newest = far.resolve(name + ":" + branch).orElseThrow();
        return far.repository().preview(from, newest, "/", true, NEVER);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
