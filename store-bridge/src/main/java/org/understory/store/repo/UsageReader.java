package org.understory.store.repo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.storage.CommitUse;
import org.understory.model.storage.ObjectUse;
import org.understory.model.storage.SizedFolder;
import org.understory.store.repo.ObjectCount.Added;

/** Measures what commits need in one repository; remembers it where there is a cache folder. */
final class UsageReader {
  /** Of the whole work that the inventory is. */
  private static final double INVENTORY = 0.5;

  private final Objects objects;
  private final Optional<CacheFile> file;

  UsageReader(Objects objects, Optional<Path> cacheFolder) throws StoreException {
    this.objects = objects;
    Path folder = objects.chain().getFirst().directory().resolve("objects");
    this.file =
        cacheFolder.isPresent()
            ? Optional.of(CacheFile.of(cacheFolder.get(), folder, "usage"))
            : Optional.empty();
  }

  /** See {@link Repository#folders}. */
  SizedFolder folders(Checksum commit, Consumer<Problem> problems, Cancellation cancellation)
      throws StoreException {
    Commit found = CommitParser.parse(commit, objects.load(commit, ObjectType.COMMIT));
    Inventory inventory =
        Inventory.read(objects.chain().getFirst(), known().inventory(), _ -> {}, cancellation);
    return new FolderSizes(objects, inventory, problems, cancellation).of(found.rootTree(), "/", 0);
  }

  private ObjectCache known() {
    return file.map(it -> ObjectCache.read(it.read(ObjectCache.MAX_BYTES), it.repository()))
        .orElse(ObjectCache.NONE);
  }

  /** See {@link Repository#usage}. */
  ObjectUse read(
      Map<Checksum, Path> deployed,
      Map<Checksum, Path> leaving,
      SequencedCollection<Checksum> heads,
      DoubleConsumer progress,
      Cancellation cancellation)
      throws StoreException {
    ObjectCache known = known();
    Location here = objects.chain().getFirst();
    Inventory inventory =
        Inventory.read(
            here, known.inventory(), part -> progress.accept(part * INVENTORY), cancellation);
    Set<Checksum> counted = new LinkedHashSet<>(deployed.keySet());
    counted.addAll(heads);
    Set<Checksum> commits = new LinkedHashSet<>(counted);
    commits.addAll(leaving.keySet());
    ObjectCount count = new ObjectCount(inventory);
    Map<Checksum, CommitObjects> kept = new LinkedHashMap<>();
    Map<Checksum, Added> added = new LinkedHashMap<>();
    Map<Checksum, CommitObjects> needs = new HashMap<>();
    Map<Checksum, DirTree> folders = new ConcurrentHashMap<>();
    boolean fresh = !inventory.isKnown();
    for (Checksum commit : commits) {
      Optional<Path> checkout =
          Optional.ofNullable(deployed.get(commit))
              .or(() -> Optional.ofNullable(leaving.get(commit)));
      Optional<CommitObjects> cached =
          Optional.ofNullable(known.commits().get(commit))
              .filter(it -> it.checkout() || checkout.isEmpty());
      CommitObjects found =
          cached.isPresent()
              ? cached.get()
              : CommitObjects.read(objects, folders, commit, checkout, cancellation);
      fresh |= cached.isEmpty() && found.readable();
      if (found.readable() && file.isPresent()) {
        kept.put(commit, found);
      }
      if (counted.contains(commit)) {
        added.put(commit, count.add(found.keys(), deployed.containsKey(commit)));
      }
      needs.put(commit, found.withoutKeys());
      progress.accept(INVENTORY + (1 - INVENTORY) * needs.size() / commits.size());
    }
    if (fresh && file.isPresent()) {
      new ObjectCache(inventory, kept)
          .write(file.get().repository())
          .ifPresent(bytes -> file.get().write(bytes));
    }
    return answer(inventory, count.sums(), deployed, added, needs);
  }

  private static ObjectUse answer(
      Inventory inventory,
      ObjectCount.Sums sums,
      Map<Checksum, Path> deployed,
      Map<Checksum, Added> added,
      Map<Checksum, CommitObjects> needs) {
    Map<Checksum, CommitUse> commits = new HashMap<>();
    needs.forEach(
        (commit, it) -> commits.put(commit, new CommitUse(0, 0, 0, it.own(), 0, it.readable())));
    added.forEach(
        (commit, it) -> {
          CommitObjects found = java.util.Objects.requireNonNull(needs.get(commit));
          long alone = sums.alone()[it.number()];
          commits.put(
              commit,
              new CommitUse(
                  it.bytes(),
                  deployed.containsKey(commit) ? sums.unique()[it.number()] : alone,
                  alone,
                  found.own(),
                  it.missing(),
                  found.readable()));
        });
    return new ObjectUse(
        commits,
        inventory.count(),
        sums.all() + inventory.others(),
        sums.shared(),
        sums.branches(),
        sums.unneeded(),
        inventory.tombstones());
  }
}
