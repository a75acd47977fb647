package org.understory.store.repo;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.store.repo.CommitSizes.Sizes;

/** Looks at files that are here; of others it says what the commit says, and asks nobody. */
final class PreviewStats implements FileStats {
  private final Objects objects;
  private final FileStats here;
  private final CommitSizes sizes;
  private final Map<Checksum, Optional<Sizes>> missing = new ConcurrentHashMap<>();

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
    Optional<Sizes> known = sizes.of(file);
    missing.put(file, known);
    return new FileStat(0, 0, 0, known.map(Sizes::unpacked).orElse(0L), Optional.empty());
  }

  /** How many were not here. */
  int missing() {
    return missing.size();
  }

  /** What it takes to get them; empty where the commit does not say it of each. */
  Optional<Download> download() {
    long archived = 0;
    long unpacked = 0;
    for (Optional<Sizes> known : missing.values()) {
      if (known.isEmpty()) {
        return Optional.empty();
      }
      archived += known.get().archived();
      unpacked += known.get().unpacked();
      if (archived < 0 || unpacked < 0) {
        return Optional.empty(); // more than there are bytes in the world
      }
    }
    return missing.isEmpty() && !sizes.isKnown()
        ? Optional.empty()
        : Optional.of(new Download(archived, unpacked, new Download.Objects()));
  }
}
