package org.understory.store.repo;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.model.remote.Remotes;
import org.understory.model.storage.CommitUse;
import org.understory.model.storage.ObjectUse;
import org.understory.model.storage.SizedFolder;
import org.understory.model.tree.RightsDiff;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.variant.Serialized;

/**
 * An OSTree repository, open for reading. Safe for use by several threads; needs no root and writes
 * nothing in it.
 */
public final class Repository implements AutoCloseable {
  private final Path directory;
  private final Objects objects;
  private final FileObjects files;
  private final Optional<Path> cacheFolder;
  private final boolean permitted;

  private Repository(Path directory, Objects objects, Optional<Path> cacheFolder) {
    this.directory = directory;
    this.objects = objects;
    this.cacheFolder = cacheFolder;
    // Asking first keeps a program that was not granted it free of warnings, and of native code.
    permitted = Repository.class.getModule().isNativeAccessEnabled();
    this.files = new FileObjects(objects, permitted ? XattrReader.ALL : XattrReader.USER);
  }

  /**
   * Opens the repository in this folder (the one that holds {@code config} and {@code objects}),
   * with the repositories that it has as parents.
   *
   * @throws StoreException NotARepository, UnsupportedRepository, NotPermitted or InputOutput
   */
  public static Repository open(Path directory) throws StoreException {
    return new Repository(
        directory, new Objects(RepositoryOpener.chain(directory)), Optional.empty());
  }

  /**
   * As {@link #open(Path)}; what is found out about commits is kept in files of {@code cacheFolder}
   * (made when first needed, bounded in size, of use to this program only), so that reading a long
   * history again is fast.
   */
  public static Repository open(Path directory, Path cacheFolder) throws StoreException {
    return new Repository(
        directory, new Objects(RepositoryOpener.chain(directory)), Optional.of(cacheFolder));
  }

  /** This repository, with a cache as in {@link #open(Path, Path)}. */
  public Repository remembering(Path folder) {
    return new Repository(directory, objects, Optional.of(folder));
  }

  /**
   * This repository, and what is neither here nor in its parents out of {@code source}: fetched
   * when it is wanted, verified, and kept in {@code folder} (made when first needed, bounded in
   * size, of use to this program only). What {@link #list} and {@link #diff} say of size and mode
   * of a file whose content was not fetched is the source's word. Names of commits are still those
   * that are here.
   */
  public Repository with(ObjectSource source, Path folder) {
    return new Repository(directory, objects.with(source, folder), Optional.empty());
  }

  /** The same, with {@code other} in place of the source it has, for what is not kept already. */
  public Repository asking(ObjectSource other) {
    return new Repository(directory, objects.asking(other), Optional.empty());
  }

  /** The folder it was opened in. */
  public Path directory() {
    return directory;
  }

  /** How it stores files. */
  public RepositoryMode mode() {
    return objects.chain().getFirst().mode();
  }

  /**
   * Every ref: local, remote and mirrored, internal ones included, sorted by refspec. Those of
   * parent repositories are not listed, but {@link #resolve} finds them. Refs that can't be read
   * are left out; {@link #refs(Consumer)} tells of them.
   *
   * @throws StoreException if the folder of local refs itself can't be read
   */
  public List<Ref> refs() throws StoreException {
    return refs(_ -> {});
  }

  /** As {@link #refs()}; {@code problems} hears of every ref that can't be read. */
  public List<Ref> refs(Consumer<Problem> problems) throws StoreException {
    return new RefReader(directory, problems).read();
  }

  /**
   * The remotes that its configuration names, and those of files in a folder for them. Those of
   * parent repositories are not listed.
   *
   * @param folder such as {@code /etc/ostree/remotes.d}, where it belongs to a system that has one
   */
  public Remotes remotes(Optional<Path> folder) {
    return new RemoteReader(directory, folder).read();
  }

  /**
   * The commit that a full checksum, unique prefix, ref, refspec, or any of these followed by
   * {@code ^} names, as {@code ostree rev-parse} finds it. A ref may name a commit that is not
   * here.
   *
   * @throws StoreException UnknownRevision, AmbiguousRevision, NoParent, DeletedCommit, or what
   *     keeps a ref or commit on the way from being read
   */
  public Checksum resolve(String revision) throws StoreException {
    return new RevisionResolver(objects).resolve(revision);
  }

  /** One commit; its checksum has been verified. */
  public Commit commit(Checksum checksum) throws StoreException {
    return CommitParser.parse(checksum, objects.load(checksum, ObjectType.COMMIT));
  }

  /** The bytes of a commit's object, or of what else is fetched by its checksum; it is verified. */
  public byte[] commitObject(Checksum checksum) throws StoreException {
    return objects.load(checksum, ObjectType.COMMIT);
  }

  /** The bytes of what is kept beside a commit, such as signatures; none where there is nothing. */
  public byte[] detachedMetadata(Checksum commit) throws StoreException {
    return objects.detached(commit);
  }

  /** One commit with all its metadata. */
  public CommitDetails details(Checksum checksum) throws StoreException {
    return new DetailsReader(objects).read(checksum);
  }

  /** Whether a commit is here, or in a parent repository, and nothing says that it lacks files. */
  public boolean isWhole(Checksum commit) {
    return new DetailsReader(objects.here()).isWhole(commit);
  }

  /**
   * What it takes to download what is not here of a commit, one object at a time; empty where the
   * commit does not say ({@code ostree.sizes}).
   */
  public Optional<Download> download(Checksum commit) throws StoreException {
    return CommitSizes.parse(commit, commitObject(commit)).download(objects.here());
  }

  /**
   * What a commit says of itself under one key, not yet taken apart: of long values {@link
   * #details} would make hundreds of thousands of small ones.
   */
  public Optional<Serialized> metadata(Checksum checksum, String key) throws StoreException {
    return new DetailsReader(objects).metadata(checksum, key);
  }

  /**
   * All commits that can be reached from {@code tips} and are here, each once, children before
   * parents, newest first where that leaves a choice. A parent that is not here ends its line and
   * is no error; one that can't be read or is damaged ends it too, and {@code problems} hears of
   * it. A tip that is not here is a problem as well. The sinks are called on the caller's thread,
   * for the first commits before the last are read.
   */
  public void history(
      Collection<Checksum> tips,
      Consumer<Commit> commits,
      Consumer<Problem> problems,
      Cancellation cancellation)
      throws StoreException {
    Location here = objects.chain().getFirst();
    try (CommitPreloader source = new CommitPreloader(here, this::commit)) {
      if (cacheFolder.isEmpty()) {
        HistoryWalk.run(tips, source, commits, problems, cancellation);
        return;
      }
      CommitIndex index = CommitIndex.open(cacheFolder.get(), objects.chain());
      HistoryWalk.run(tips, it -> index.find(it, source), commits, problems, cancellation);
      index.save();
    }
  }

  /**
   * The entry at a path of a commit's tree, with its extended attributes; links are not followed.
   * Its content has not been read.
   *
   * @throws StoreException NoSuchPath, or what keeps the objects on the way from being read
   */
  public TreeEntry entry(Checksum commit, String path) throws StoreException {
    return new EntryReader(objects, files).entry(commit(commit), path);
  }

  /**
   * What a folder holds, sorted by name bytewise, folders and files together, without extended
   * attributes. An entry whose own object can't be read has mode 0; asking for that {@link #entry}
   * tells why, and so does {@link #list(Checksum, String, Consumer)}.
   *
   * @throws StoreException NoSuchPath, WrongKindOfPath, or what keeps the objects on the way from
   *     being read
   */
  public List<TreeEntry> list(Checksum commit, String path) throws StoreException {
    return list(commit, path, _ -> {});
  }

  /**
   * As {@link #list(Checksum, String)}; {@code problems} hears of every object that can't be read.
   */
  public List<TreeEntry> list(Checksum commit, String path, Consumer<Problem> problems)
      throws StoreException {
    return new EntryReader(objects, files).list(commit(commit), path, problems);
  }

  /**
   * An entry and, if it is a folder, everything below it, in the order of {@code ostree ls -R}:
   * after a folder its files by name, then its folders by name, each followed by what it holds.
   * Extended attributes are left out (an {@link #entry} has them). What can't be read is passed
   * over and {@code problems} hears of it: of a file whose object is missing the entry still comes,
   * with mode 0. The sinks are called on the caller's thread.
   */
  public void walk(
      Checksum commit,
      String path,
      Consumer<TreeEntry> entries,
      Consumer<Problem> problems,
      Cancellation cancellation)
      throws StoreException {
    FileStats stats = new LooseStats(objects);
    TreeWalk.run(objects, stats, commit(commit), path, entries, problems, cancellation);
  }

  /** All that a file object says beside its content, which is not read; nothing is verified. */
  public FileObject file(Checksum file) throws StoreException {
    return files.header(file);
  }

  /**
   * The content of a file object; its checksum has been verified before the first byte is handed
   * out, as far as {@link FileContent#verification} says. A link has no content.
   *
   * @throws StoreException MissingObject, CorruptObject, NotPermitted or InputOutput
   */
  public FileContent content(Checksum file) throws StoreException {
    return content(file, new Cancellation());
  }

  /**
   * As {@link #content(Checksum)}; a cancellation ends the verification, and later the reading of
   * the stream, with a {@link java.util.concurrent.CancellationException}.
   */
  public FileContent content(Checksum file, Cancellation cancellation) throws StoreException {
    return files.content(file, cancellation);
  }

  /**
   * Where the content of a file object lies on the disk as a file of its own; empty where the
   * repository keeps it in another form. Nothing is verified, and nothing may be written.
   *
   * @throws StoreException MissingObject, CorruptObject, NotPermitted or InputOutput
   */
  public Optional<Path> bareFile(Checksum file) throws StoreException {
    return files.place(file);
  }

  /**
   * Everything that differs between two commits at or below {@code path}. Reading is done by
   * several threads; the caller waits.
   *
   * @throws StoreException NoSuchPath if neither commit has the path, or what keeps a commit itself
   *     from being read; trouble deeper in the trees is told in {@link TreeDiff#problems}
   */
  public TreeDiff diff(
      Checksum from, Checksum to, String path, boolean renames, Cancellation cancellation)
      throws StoreException {
    return new TreeDiffer(new Trees(objects), new LooseStats(objects), cancellation)
        .diff(commit(from), commit(to), path, renames);
  }

  /**
   * As {@link #diff}, of a commit whose files may not be here: no more is fetched than folders that
   * differ.
   */
  public Preview preview(
      Checksum from, Checksum to, String path, boolean renames, Cancellation cancellation)
      throws StoreException {
    // It holds the sizes of all files, so it may have millions of bytes.
    byte[] object = commitObject(to);
    PreviewStats stats = new PreviewStats(objects.here(), CommitSizes.parse(to, object));
    TreeDiff diff =
        new TreeDiffer(new Trees(objects), stats, cancellation)
            .diff(commit(from), CommitParser.parse(to, object), path, renames);
    return new Preview(diff, stats.missing(), stats.download());
  }

  /**
   * What a diff changes about who may do what. Reads the properties of what differs, and nothing
   * else; by several threads, while the caller waits.
   *
   * @param diff as {@link #diff} gave it
   */
  public RightsDiff rights(TreeDiff diff, Cancellation cancellation) throws StoreException {
    // Of bare files pure Java sees no more than the namespace user.
    boolean complete = mode() != RepositoryMode.BARE || permitted;
    return new ChangedRights(new EntryReader(objects, files), files, complete)
        .of(diff, cancellation);
  }

  /**
   * The names, {@code CHECKSUM.TYPE}, of all objects that these commits need, the commits included,
   * whether they are here or not; without parents of the commits ({@code
   * ostree_repo_traverse_commit} with depth 0). {@code problems} hears, on several threads, of what
   * can't be read; what only that leads to is left out.
   */
  public Set<String> reachable(
      Collection<Checksum> commits, Consumer<Problem> problems, Cancellation cancellation)
      throws StoreException {
    return Reach.of(objects, commits, problems, cancellation);
  }

  /**
   * The names, {@code CHECKSUM.TYPE}, of all commits, folders and files that are here; without
   * those of parent repositories.
   *
   * @throws StoreException NotPermitted or InputOutput
   */
  public Set<String> objects() throws StoreException {
    return LooseObjects.list(objects.chain().getFirst());
  }

  /**
   * What these commits need of the objects that are here, in bytes on the disk; without their
   * parents. Reading is done by several threads; where there is a cache folder only what is new is
   * read.
   *
   * @param deployed commits of deployments, each with the folder of one
   * @param leaving the same of deployments that do not count: of a commit that only they have no
   *     more is told than {@link CommitUse#own}
   * @param heads commits of branches
   * @param progress hears, on several threads, how much is done, from 0 to 1
   * @throws StoreException where the repository itself can't be read; trouble with commits is told
   *     in {@link CommitUse}
   */
  public ObjectUse usage(
      Map<Checksum, Path> deployed,
      Map<Checksum, Path> leaving,
      SequencedCollection<Checksum> heads,
      DoubleConsumer progress,
      Cancellation cancellation)
      throws StoreException {
    return new UsageReader(objects, cacheFolder)
        .read(deployed, leaving, heads, progress, cancellation);
  }

  /**
   * What the folders of a commit take on the disk. What can't be read counts nothing, and {@code
   * problems} hears of it.
   */
  public SizedFolder folders(Checksum commit, Consumer<Problem> problems, Cancellation cancellation)
      throws StoreException {
    return new UsageReader(objects, cacheFolder).folders(commit, problems, cancellation);
  }

  /** Whether an object, {@code CHECKSUM.TYPE}, is here or in a parent repository. */
  public boolean has(String name) {
    int dot = name.indexOf('.');
    return Checksum.parse(name.substring(0, Math.max(dot, 0)))
        .filter(
            it ->
                objects.path(it, name.substring(dot + 1)).isPresent()
                    || (name.endsWith(".file") && objects.path(it, "filez").isPresent()))
        .isPresent();
  }

  @Override
  public void close() {
    objects.close();
  }
}
