package org.understory.store.repo;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.CommitSizes.Sizes;

/** Looks at files that are here; of others it says what the commit says, and asks nobody. */
final class PreviewStats implements FileStats {
  private final Objects objects;
  private final FileStats here;
  private final CommitSizes sizes;
  private final Set<Checksum> missing = ConcurrentHashMap.newKeySet();

  /** {@code objects} are those that are here. */
  PreviewStats(Objects objects, CommitSizes sizes) {
    this.objects = objects;
    this.here = new LooseStats(objects);
    this.sizes = sizes;
  }

  @Override
  public FileStat stat(Checksum file) throws StoreException {
    // Asked first, for to be told by an exception takes ten times as long, and most are not here.
    if (objects.hasFile(file)) {
      return here.stat(file);
    }
    missing.add(file);
    long size = sizes.of(file).map(Sizes::unpacked).orElse(0L);
    return new FileStat(0, 0, 0, size, Optional.empty());
  }

  /** How many were not here. */
  int missing() {
    return missing.size();
  }

  /** Bytes to download for them; empty where the commit does not say it of each. */
  Optional<Long> download() {
    long sum = 0;
    for (Checksum file : missing) {
      Optional<Sizes> known = sizes.of(file);
      if (known.isEmpty()) {
        return Optional.empty();
      }
      sum += known.get().archived();
    }
    return missing.isEmpty() && !sizes.isKnown() ? Optional.empty() : Optional.of(sum);
  }
}
