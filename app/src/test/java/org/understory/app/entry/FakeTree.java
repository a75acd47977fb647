package org.understory.app.entry;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.model.tree.MetadataChange;
import org.understory.model.tree.RightsDiff;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Verification;

/** Commits in memory; folders come into being with what is put in them. */
public final class FakeTree implements TreeReader {
  private final Map<Checksum, TreeMap<String, TreeEntry>> commits = new HashMap<>();
  private final Map<Checksum, byte[]> contents = new HashMap<>();
  private final Map<String, Checksum> refs = new HashMap<>();
  private final Map<String, Problem> brokenFolders = new HashMap<>();

  /** Diffs that were asked for, as {@code from..to} in short checksums. */
  public final List<String> asked = new ArrayList<>();

  /** The changes that every diff answers with, unless both sides are the same. */
  public List<Change> changes = List.of();

  /** What every diff changes about who may do what. */
  public List<MetadataChange> rights = List.of();

  /** A checksum that depends on nothing but this text. */
  public static Checksum checksum(String text) {
    try {
      return Checksum.of(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A new commit with an empty root, also found under this name. */
  public Checksum commit(String name) {
    Checksum commit = checksum(name);
    commits.put(commit, new TreeMap<>());
    refs.put(name, commit);
    put(commit, "/", TreeEntry.Kind.DIRECTORY, 0040755, 0, Optional.empty());
    return commit;
  }

  /** Puts a file in. */
  public void file(Checksum commit, String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    contents.put(checksum(path), bytes);
    put(commit, path, TreeEntry.Kind.FILE, 0100644, bytes.length, Optional.empty());
  }

  /** Puts a file in whose object is gone. */
  public void lostFile(Checksum commit, String path) {
    put(commit, path, TreeEntry.Kind.FILE, 0, 0, Optional.empty());
    contents.remove(checksum(path));
  }

  /** Puts a link in. */
  public void link(Checksum commit, String path, String target) {
    put(commit, path, TreeEntry.Kind.SYMLINK, 0120777, 0, Optional.of(target));
  }

  /** Puts an empty folder in. */
  public void folder(Checksum commit, String path) {
    put(commit, path, TreeEntry.Kind.DIRECTORY, 0040755, 0, Optional.empty());
  }

  /** Makes a folder unreadable. */
  public void breakFolder(String path, Problem problem) {
    brokenFolders.put(path, problem);
  }

  private void put(
      Checksum commit,
      String path,
      TreeEntry.Kind kind,
      int mode,
      long size,
      Optional<String> target) {
    TreeMap<String, TreeEntry> tree = commits.get(commit);
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String above = path.substring(0, slash);
      tree.putIfAbsent(above, entry(above, TreeEntry.Kind.DIRECTORY, 0040755, 0, Optional.empty()));
    }
    tree.put(path, entry(path, kind, mode, size, target));
  }

  private static TreeEntry entry(
      String path, TreeEntry.Kind kind, int mode, long size, Optional<String> target) {
    Optional<Checksum> meta =
        kind == TreeEntry.Kind.DIRECTORY ? Optional.of(checksum("meta")) : Optional.empty();
    return new TreeEntry(path, kind, mode, 0, 0, size, checksum(path), meta, target, List.of());
  }

  @Override
  public Checksum resolve(String revision) throws StoreException {
    Checksum found = refs.get(revision);
    if (found == null) {
      throw new StoreException(new Problem.UnknownRevision(revision));
    }
    return found;
  }

  @Override
  public Commit commit(Checksum checksum) throws StoreException {
    if (!commits.containsKey(checksum)) {
      throw new StoreException(new Problem.MissingObject(checksum.hex() + ".commit"));
    }
    return new Commit(
        checksum,
        Optional.empty(),
        1_700_000_000,
        "Subject",
        "",
        Optional.of("1.0"),
        Commit.Kind.RELEASE,
        checksum("tree"),
        checksum("meta"));
  }

  @Override
  public List<TreeEntry> list(Checksum commit, String path) throws StoreException {
    if (brokenFolders.containsKey(path)) {
      throw new StoreException(brokenFolders.get(path));
    }
    if (entry(commit, path).kind() != TreeEntry.Kind.DIRECTORY) {
      throw new StoreException(new Problem.WrongKindOfPath(commit.hex(), path));
    }
    String below = path.equals("/") ? "/" : path + "/";
    return commits.get(commit).values().stream()
        .filter(entry -> entry.path().startsWith(below) && entry.path().length() > below.length())
        .filter(entry -> entry.path().indexOf('/', below.length()) < 0)
        .toList();
  }

  @Override
  public TreeEntry entry(Checksum commit, String path) throws StoreException {
    TreeEntry found = commits.get(commit).get(path);
    if (found == null) {
      throw new StoreException(new Problem.NoSuchPath(commit.hex(), path));
    }
    return found;
  }

  @Override
  public Content content(Checksum file, Cancellation cancellation) throws StoreException {
    byte[] bytes = contents.get(file);
    if (bytes == null) {
      throw new StoreException(new Problem.MissingObject(file.hex() + ".file"));
    }
    return new Content(new ByteArrayInputStream(bytes), Verification.VERIFIED);
  }

  @Override
  public TreeDiff diff(Checksum from, Checksum to, Cancellation cancellation) {
    asked.add(from.brief() + ".." + to.brief());
    return new TreeDiff(
        from,
        to,
        from.equals(to) ? List.of() : changes,
        new TreeDiff.Summary(0, 0, 0, 0, 0, 0, 0),
        List.of());
  }

  @Override
  public RightsDiff rights(TreeDiff diff, Cancellation cancellation) {
    return new RightsDiff(rights, List.of(), true);
  }
}
