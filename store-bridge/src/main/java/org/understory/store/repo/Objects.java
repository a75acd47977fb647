package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;
import org.understory.store.libostree.NativeSha256;
import org.understory.store.variant.VariantException;

/**
 * Loose objects of a repository and of its parents, found by name. Every metadata object is checked
 * against its checksum each time it is read. Safe for use by several threads.
 */
final class Objects {
  /**
   * Bytes of one metadata object (OSTREE_MAX_METADATA_SIZE); libostree itself only reads more from
   * disk, it neither writes nor pulls it.
   */
  static final int MAX_METADATA = 128 << 20;

  /** Polite, and enough to have the way to the server filled. */
  private static final int FETCHES = 8;

  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(Objects::quickDigest);

  private final List<Location> chain;

  /** {@code chain}: the repository itself, then its parent, and so on; never empty. */
  Objects(List<Location> chain) {
    this.chain = List.copyOf(chain);
  }

  /** Those and all that {@code source} has, which is kept in {@code folder}. */
  Objects with(ObjectSource source, Path folder) {
    List<Location> more = new ArrayList<>(chain);
    FetchedObjects fetched = new FetchedObjects(folder, source);
    more.add(new Location(folder, RepositoryMode.ARCHIVE, true, fetched));
    return new Objects(more);
  }

  /** The same, with somebody else to ask for what was not fetched before. */
  Objects asking(ObjectSource other) {
    List<Location> asking = new ArrayList<>();
    for (Location each : chain) {
      asking.add(
          each.files() instanceof FetchedObjects fetched
              ? new Location(each.directory(), RepositoryMode.ARCHIVE, true, fetched.asking(other))
              : each);
    }
    return new Objects(asking);
  }

  /** Those that are here already. */
  Objects here() {
    return new Objects(
        chain.stream().filter(it -> !(it.files() instanceof FetchedObjects)).toList());
  }

  /** How many may be read at once with profit: a disk is near, a server is not. */
  int threads() {
    return chain.getLast().files() instanceof FetchedObjects ? FETCHES : WorkQueue.THREADS;
  }

  void close() {
    chain.forEach(location -> location.files().close());
  }

  /** How a person knows an object: {@code CHECKSUM.type}. */
  static String name(Checksum checksum, ObjectType type) {
    return checksum.hex() + "." + type.suffix();
  }

  /** The repository itself, then its parents, in the order that they are searched in. */
  List<Location> chain() {
    return chain;
  }

  /**
   * The bytes of a COMMIT, DIRTREE or DIRMETA; their SHA-256 is {@code checksum}.
   *
   * @throws StoreException MissingObject, CorruptObject, DeletedCommit, NotPermitted or InputOutput
   */
  byte[] load(Checksum checksum, ObjectType type) throws StoreException {
    for (Location location : chain) {
      if (isMostlyElsewhere(location) && !location.files().exists(checksum, type.suffix())) {
        continue;
      }
      try {
        byte[] bytes = read(location, checksum, type);
        if (!location.files().verifies() && !sha256(bytes).equals(checksum)) {
          throw corrupt(checksum, type, Flaw.CHECKSUM_MISMATCH);
        }
        return bytes;
      } catch (NoSuchFileException e) {
        // The next one of the chain may have it.
      } catch (IOException e) {
        throw SmallFile.trouble(location.path(checksum, type.suffix()), e);
      }
    }
    if (type == ObjectType.COMMIT && path(checksum, "tombstone-commit").isPresent()) {
      throw new StoreException(new Problem.DeletedCommit(checksum.hex()));
    }
    throw new StoreException(new Problem.MissingObject(name(checksum, type)));
  }

  /** Half of what a look at a server reads is there; an exception for each would take longest. */
  private boolean isMostlyElsewhere(Location location) {
    return chain.getLast().files() instanceof FetchedObjects
        && !(location.files() instanceof FetchedObjects);
  }

  /**
   * The bytes of the COMMITMETA of a commit; none, which is an empty dictionary, if it has none.
   */
  byte[] detached(Checksum commit) throws StoreException {
    for (Location location : chain) {
      try {
        return read(location, commit, ObjectType.COMMITMETA);
      } catch (NoSuchFileException e) {
        // The next one of the chain may have it.
      } catch (IOException e) {
        throw SmallFile.trouble(location.path(commit, ObjectType.COMMITMETA.suffix()), e);
      }
    }
    return new byte[0];
  }

  /** Whether a file for this object is there; says nothing of its content. */
  boolean exists(Checksum checksum, ObjectType type) {
    return exists(checksum, _ -> type);
  }

  /** Whether the file of this file object is there, in whatever way its repository keeps it. */
  boolean hasFile(Checksum file) {
    return exists(file, Location::fileType);
  }

  private boolean exists(Checksum checksum, Function<Location, ObjectType> type) {
    for (Location location : chain) {
      if (location.files().exists(checksum, type.apply(location).suffix())) {
        return true;
      }
    }
    return false;
  }

  /** The first file {@code objects/ab/cd….SUFFIX} of the chain that is there. */
  Optional<Path> path(Checksum checksum, String suffix) {
    for (Location location : chain) {
      Path path = location.path(checksum, suffix);
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  static StoreException corrupt(Checksum checksum, ObjectType type, Flaw flaw) {
    return new StoreException(new Problem.CorruptObject(name(checksum, type), flaw));
  }

  static Checksum sha256(byte[] bytes) {
    return Checksum.of(DIGEST.get().digest(bytes), 0);
  }

  /** One for each thread alone: its memory is not the heap's, and freed late. */
  private static MessageDigest quickDigest() {
    Optional<MessageDigest> quick = Location.NATIVE ? NativeSha256.create() : Optional.empty();
    return quick.orElseGet(Objects::newDigest);
  }

  /** For one file. */
  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] read(Location location, Checksum checksum, ObjectType type)
      throws IOException, StoreException {
    try {
      return location.files().read(checksum, type.suffix(), MAX_METADATA);
    } catch (VariantException e) {
      throw e.in(name(checksum, type));
    }
  }
}
