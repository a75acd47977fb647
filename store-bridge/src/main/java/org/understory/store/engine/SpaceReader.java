package org.understory.store.engine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.PlanFacts.BootSpace;
import org.understory.model.plan.PlanFacts.DiskSpace;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.file.KeyFile;
import org.understory.store.repo.Repository;

/**
 * Reads how full the file systems are that an operation writes to, and what it would free there.
 */
final class SpaceReader {
  /** Of the file system, where the configuration says nothing (ostree_repo_open). */
  private static final int RESERVED_PERCENT = 3;

  /** {@code min_free_space_size_validate_and_convert}. */
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})(MB|GB|TB)");

  /** Refs that libostree makes anew for the deployments that there are. */
  private static final Pattern DEPLOYMENT_REF = Pattern.compile("ostree/[01]/[01]/[0-9]+");

  private final Path root;
  private final Repository repository;

  /**
   * @param root the sysroot
   */
  SpaceReader(Path root, Repository repository) {
    this.root = root;
    this.repository = repository;
  }

  /** Empty where /boot can't be looked into: then the plan says nothing of it. */
  Optional<BootSpace> boot(SystemSnapshot snapshot) {
    Path boot = root.resolve("boot");
    Map<String, Long> used = new HashMap<>();
    try {
      FileStore store = Files.getFileStore(boot);
      boolean separate =
          !Files.getAttribute(boot, "unix:dev")
              .equals(Files.getAttribute(root.resolve("ostree"), "unix:dev"));
      for (var each : snapshot.deployments()) {
        if (each.bootChecksum().isPresent()) {
          String name = each.stateroot() + "-" + each.bootChecksum().get();
          Path folder = boot.resolve("ostree").resolve(name);
          if (Files.isDirectory(folder)) {
            used.put(name, size(folder));
          }
        }
      }
      return Optional.of(
          new BootSpace(store.getUsableSpace(), store.getTotalSpace(), separate, used));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long sum = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  /** Empty where it can't be told: then the plan says nothing of it. */
  Optional<DiskSpace> disk(SystemSnapshot snapshot, Operation operation) throws StoreException {
    long free;
    long reserve;
    try {
      FileStore store = Files.getFileStore(repository.directory());
      free = store.getUsableSpace();
      reserve = reserve(store.getTotalSpace());
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(
        switch (operation) {
          case Operation.Prune() -> disk(free, reserve, snapshot.deployments());
          case Operation.Remove(List<String> ids) ->
              disk(
                  free,
                  reserve,
                  snapshot.deployments().stream()
                      .filter(each -> !ids.contains(each.id()))
                      .toList());
          case Operation.DiscardStaged() ->
              disk(
                  free,
                  reserve,
                  snapshot.deployments().stream().filter(each -> !each.staged()).toList());
          default -> new DiskSpace(free, reserve, OptionalLong.empty());
        });
  }

  private DiskSpace disk(long free, long reserve, List<Deployment> kept) throws StoreException {
    return new DiskSpace(free, reserve, OptionalLong.of(unneeded(kept)));
  }

  /**
   * Bytes of the objects that neither a ref nor one of these deployments needs. That is what goes
   * when libostree cleans up ({@code ostree_sysroot_cleanup}): of a branch the newest commit stays.
   */
  private long unneeded(List<Deployment> deployments) throws StoreException {
    Set<Checksum> commits = new HashSet<>();
    for (Ref ref : repository.refs()) {
      if (!DEPLOYMENT_REF.matcher(ref.refspec()).matches()) {
        commits.add(ref.checksum());
      }
    }
    deployments.forEach(each -> commits.add(each.checksum()));
    Set<String> objects = repository.objects();
    objects.removeAll(repository.reachable(commits, _ -> {}, new Cancellation()));
    return repository.bytes(objects);
  }

  /** What libostree leaves free; a size counts before a percentage, as in ostree_repo_open. */
  private long reserve(long total) throws IOException, StoreException {
    KeyFile config = KeyFile.read(repository.directory().resolve("config"));
    Optional<String> percent = config.value("core", "min-free-space-percent");
    Matcher size = SIZE.matcher(config.value("core", "min-free-space-size").orElse("").strip());
    long number = size.matches() ? Long.parseLong(size.group(1)) : 0;
    if (number > 0) {
      return number
          << switch (size.group(2)) {
            case "MB" -> 20;
            case "GB" -> 30;
            default -> 40;
          };
    }
    boolean silent = percent.isEmpty() && config.value("core", "min-free-space-size").isEmpty();
    return total / 100 * (silent ? RESERVED_PERCENT : percent(percent.orElse("0")));
  }

  private static int percent(String text) {
    try {
      return Math.clamp(Integer.parseInt(text.strip()), 0, 99);
    } catch (NumberFormatException e) {
      return RESERVED_PERCENT;
    }
  }
}
