package org.understory.store.engine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.PlanFacts.BootSpace;
import org.understory.model.plan.PlanFacts.DiskSpace;
import org.understory.model.storage.BootUse;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.file.KeyFile;
import org.understory.store.repo.Repository;
import org.understory.store.storage.StorageReader;
import org.understory.store.sysroot.Sysroot;

/**
 * Reads how full the file systems are that an operation writes to, and what it would free there.
 */
final class SpaceReader {
  /** Of the file system, where the configuration says nothing (ostree_repo_open). */
  private static final int RESERVED_PERCENT = 3;

  /** {@code min_free_space_size_validate_and_convert}. */
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})(MB|GB|TB)");

  private final Repository repository;
  private final StorageReader storage;

  SpaceReader(Sysroot sysroot) {
    this.repository = sysroot.repository();
    this.storage = new StorageReader(repository, Optional.of(sysroot));
  }

  /** Empty where /boot can't be looked into: then the plan says nothing of it. */
  Optional<BootSpace> boot(SystemSnapshot snapshot) {
    return storage
        .boot(snapshot.deployments())
        .map(
            boot ->
                new BootSpace(
                    boot.volume().free(),
                    boot.volume().total(),
                    boot.separate(),
                    boot.kernels().stream()
                        .collect(Collectors.toMap(BootUse.Kernel::name, BootUse.Kernel::bytes))));
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
    List<Deployment> all = snapshot.deployments();
    return Optional.of(
        switch (operation) {
          case Operation.Prune() -> disk(free, reserve, all, Set.of());
          case Operation.Remove(List<String> ids) -> disk(free, reserve, all, Set.copyOf(ids));
          case Operation.DiscardStaged() ->
              disk(
                  free,
                  reserve,
                  all,
                  all.stream()
                      .filter(Deployment::staged)
                      .map(Deployment::id)
                      .collect(Collectors.toSet()));
          default -> new DiskSpace(free, reserve, OptionalLong.empty());
        });
  }

  private DiskSpace disk(long free, long reserve, List<Deployment> all, Set<String> removed)
      throws StoreException {
    long freed = storage.freed(all, removed, new Cancellation());
    return new DiskSpace(free, reserve, OptionalLong.of(freed));
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
