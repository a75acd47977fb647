package org.understory.store.repo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Finds the commit that a person names, in the order of {@code ostree_repo_resolve_rev}: checksum,
 * prefix of a checksum, {@code ^}, local ref, {@code REMOTE/REF}, ref of any remote; then the same
 * in the parent repository. Beyond libostree: mirrored refs are looked at last, and a name that
 * means different commits in several remotes is ambiguous instead of whichever is found first.
 */
final class RevisionResolver {
  /** Matches that a person is told of. */
  private static final int MAX_MATCHES = 16;

  /** No file name is longer, so no ref can be. */
  private static final int MAX_LENGTH = 4096;

  private final Objects objects;

  RevisionResolver(Objects objects) {
    this.objects = objects;
  }

  Checksum resolve(String revision) throws StoreException {
    if (revision.length() > MAX_LENGTH) {
      throw unknown(revision);
    }
    int end = revision.length();
    while (end > 0 && revision.charAt(end - 1) == '^') {
      end--;
    }
    Checksum checksum = name(revision.substring(0, end), revision);
    for (int i = end; i < revision.length(); i++) {
      Commit commit = CommitParser.parse(checksum, objects.load(checksum, ObjectType.COMMIT));
      String soFar = revision.substring(0, i + 1);
      checksum = commit.parent().orElseThrow(() -> new StoreException(new Problem.NoParent(soFar)));
    }
    return checksum;
  }

  private Checksum name(String name, String revision) throws StoreException {
    Optional<Checksum> full = Checksum.parse(name);
    if (full.isPresent()) {
      return existing(full.get(), revision);
    }
    Optional<Checksum> prefix = prefix(name);
    if (prefix.isPresent()) {
      return prefix.get();
    }
    int colon = name.indexOf(':');
    String remote = name.substring(0, Math.max(colon, 0));
    String ref = name.substring(colon + 1);
    if (!RefName.isName(ref) || (colon >= 0 && !RefName.isFragment(remote))) {
      throw unknown(revision);
    }
    for (Location location : objects.chain()) {
      Path refs = location.directory().resolve("refs");
      Optional<Checksum> found = colon >= 0 ? remote(refs, remote, ref) : local(refs, ref);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw unknown(revision);
  }

  /** libostree takes any 64 digits; a person who mistypes one is better told at once. */
  private Checksum existing(Checksum checksum, String revision) throws StoreException {
    if (objects.exists(checksum, ObjectType.COMMIT)) {
      return checksum;
    }
    if (objects.path(checksum, "tombstone-commit").isPresent()) {
      throw new StoreException(new Problem.DeletedCommit(checksum.hex()));
    }
    throw unknown(revision);
  }

  private Optional<Checksum> remote(Path refs, String remote, String ref) throws StoreException {
    Optional<Checksum> found = RefReader.checksum(refs.resolve("remotes/" + remote + "/" + ref));
    return found.isPresent()
        ? found
        : RefReader.checksum(refs.resolve("mirrors/" + remote + "/" + ref));
  }

  private Optional<Checksum> local(Path refs, String ref) throws StoreException {
    for (String folder : List.of("heads/", "remotes/")) {
      Optional<Checksum> found = RefReader.checksum(refs.resolve(folder + ref));
      if (found.isPresent()) {
        return found;
      }
    }
    Optional<Checksum> found = any(refs.resolve("remotes"), ref);
    return found.isPresent() ? found : any(refs.resolve("mirrors"), ref);
  }

  /** A ref of this name in the folders of all remotes, or of all collections. */
  private Optional<Checksum> any(Path folder, String ref) throws StoreException {
    TreeMap<String, Checksum> found = new TreeMap<>();
    for (Path remote : RefReader.list(folder)) {
      RefReader.checksum(remote.resolve(ref))
          .ifPresent(checksum -> found.put(remote.getFileName() + ":" + ref, checksum));
    }
    if (found.values().stream().distinct().count() > 1) {
      List<String> matches = found.keySet().stream().limit(MAX_MATCHES).toList();
      throw new StoreException(new Problem.AmbiguousRevision(ref, matches));
    }
    return found.values().stream().findFirst();
  }

  private Optional<Checksum> prefix(String prefix) throws StoreException {
    if (prefix.isEmpty() || prefix.length() > 2 * Checksum.BYTES || !isHex(prefix)) {
      return Optional.empty();
    }
    NavigableSet<Checksum> found = new TreeSet<>();
    for (Location location : objects.chain()) {
      for (String folder : folders(prefix)) {
        commits(location.directory().resolve("objects"), folder, prefix, found);
      }
    }
    if (found.size() > 1) {
      List<String> matches = found.stream().limit(MAX_MATCHES).map(Checksum::hex).toList();
      throw new StoreException(new Problem.AmbiguousRevision(prefix, matches));
    }
    return found.stream().findFirst();
  }

  private static List<String> folders(String prefix) {
    if (prefix.length() > 1) {
      return List.of(prefix.substring(0, 2));
    }
    List<String> folders = new ArrayList<>();
    for (int digit = 0; digit < 16; digit++) {
      folders.add(prefix + Character.forDigit(digit, 16));
    }
    return folders;
  }

  private static void commits(
      Path objects, String folder, String prefix, NavigableSet<Checksum> found)
      throws StoreException {
    for (Path file : RefReader.list(objects.resolve(folder))) {
      String name = folder + file.getFileName();
      if (name.startsWith(prefix) && name.endsWith(".commit")) {
        Checksum.parse(name.substring(0, name.length() - ".commit".length())).ifPresent(found::add);
      }
    }
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static StoreException unknown(String revision) {
    return new StoreException(new Problem.UnknownRevision(revision));
  }
}
