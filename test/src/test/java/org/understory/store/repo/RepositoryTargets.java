package org.understory.store.repo;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitQuery;
import org.understory.model.operation.Cancellation;
import org.understory.model.remote.Remote;
import org.understory.model.tree.TreeEntry.Xattr;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantReader;
import org.understory.store.variant.VariantType;
import org.understory.test.fuzz.Scratch;
import org.understory.test.fuzz.Target;

/** Objects, refs and configuration of a repository, and what is kept about it in a cache. */
public final class RepositoryTargets {
  private static final Checksum ANY = new Checksum(1, 2, 3, 4);
  private static final VariantType TREE = VariantType.of("(a(say)a(sayay))");
  private static final VariantType HEADER = VariantType.of("(uuuusa(ayay))");

  /** As {@code FileContent} reads at once. */
  private static final int CHUNK = 1 << 20;

  private static final Path FOLDER = Scratch.folder("repo");

  private RepositoryTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("commit", RepositoryTargets::commit, CommitParser.class, CommitSizes.class),
        Target.of("dirtree", RepositoryTargets::dirTree, DirTree.class),
        Target.of("dirmeta", RepositoryTargets::dirMeta, DirMeta.class),
        Target.of("filez", RepositoryTargets::archiveFile, ArchiveFiles.class, FileContent.class),
        Target.of("xattrs", RepositoryTargets::xattrs, XattrParser.class),
        Target.of("path", RepositoryTargets::path, TreePath.class, RefName.class, Checksum.class),
        Target.of("remote-config", RepositoryTargets::remotes, RemoteReader.class),
        Target.of(
            "cache",
            RepositoryTargets::cache,
            CommitTable.class,
            ObjectCache.class,
            Inventory.class,
            FolderTimes.class));
  }

  private static void commit(byte[] input) throws Exception {
    Commit commit = CommitParser.parse(ANY, input);
    require(commit.timestamp() >= 0 && commit.timestamp() <= CommitParser.LAST_TIMESTAMP, "a time");
    CommitQuery.of("fern 40", java.util.Set.of(CommitQuery.Field.BODY)).matches(commit);
    CommitSizes.parse(ANY, input).isKnown();
    List<Serialized> fields = Serialized.of(CommitParser.TYPE, input).items();
    VariantReader.dictionary(fields.getFirst());
  }

  /** Read in a faster way than other values; what comes must be the same. */
  private static void dirTree(byte[] input) throws Exception {
    DirTree tree = DirTree.parse(ANY, input);
    try {
      List<Serialized> lists = Serialized.of(TREE, input).items();
      entries(tree.files(), lists.getFirst().items(), false);
      entries(tree.folders(), lists.getLast().items(), true);
    } catch (VariantException e) {
      throw new AssertionError("GVariant refuses what was read", e);
    }
  }

  private static void entries(DirTree.Entries entries, List<Serialized> items, boolean folders)
      throws VariantException {
    require(entries.count() == items.size(), "as many");
    for (int i = 0; i < items.size(); i++) {
      List<Serialized> fields = items.get(i).items();
      String name = entries.name(i);
      same(fields.getFirst().text(), name, "name");
      same(Checksum.of(fields.get(1).bytes(), 0), entries.checksum(i), "checksum");
      if (folders) {
        same(Checksum.of(fields.get(2).bytes(), 0), entries.meta(i), "dirmeta");
      }
      same(OptionalInt.of(i), entries.find(name), "place");
      require(
          !name.equals("..") && !name.equals(".") && name.indexOf('/') < 0 && !name.isEmpty(),
          "a name that leads nowhere else");
    }
  }

  private static void dirMeta(byte[] input) throws Exception {
    DirMeta meta = DirMeta.parse(ANY, input);
    require((meta.mode() & 0170000) == 0040000, "a folder");
  }

  /** Whatever it unpacks to, no more is read of it than its header says. */
  private static void archiveFile(byte[] input) throws Exception {
    Path file = write("a.filez", input);
    ArchiveFiles format = new ArchiveFiles();
    try {
      FileObject header = format.header(file);
      require(header.size() >= 0, "a size");
      try (FileContent content = FileContent.open(ANY, header, format, file, new Cancellation())) {
        require(content.readNBytes(CHUNK).length <= header.size(), "no more than it says");
      }
    } catch (IOException end) {
      require(!end.toString().isEmpty(), "an end of the file");
    }
  }

  /** What is read can be written again, which the checksum of a file is made of. */
  private static void xattrs(byte[] input) throws Exception {
    List<Xattr> read = XattrParser.parse(Serialized.of(XattrParser.TYPE, input));
    FileObject file = new FileObject(0100644, 0, 0, 0, Optional.empty(), read);
    List<Serialized> fields = Serialized.of(HEADER, FileChecksum.header(file)).items();
    try {
      same(read, XattrParser.parse(fields.getLast()), "attributes");
    } catch (VariantException e) {
      throw new AssertionError("what was written can't be read", e);
    }
  }

  private static void path(byte[] input) throws Exception {
    String text = Target.text(input);
    RefName.isName(text);
    Checksum.parse(text).ifPresent(it -> same(text, it.hex(), "digits"));
    TreePath path = TreePath.parse("main", text);
    require(path.names().stream().noneMatch(it -> it.equals("..") || it.contains("/")), "inside");
    same(path, TreePath.parse("main", path.text()), "path");
  }

  private static void remotes(byte[] input) throws Exception {
    write("config", input);
    for (Remote remote : new RemoteReader(FOLDER, Optional.empty()).read().list()) {
      require(RefName.isFragment(remote.name()), "a name that leads nowhere else");
    }
  }

  /** Damage is found by a sum, so here the sum is always right. */
  private static void cache(byte[] input) {
    byte[] bytes = input.length < 48 ? Arrays.copyOf(input, 48) : input.clone();
    for (long magic : new long[] {0x556e646572730001L, 0x556e646572730101L}) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes).putLong(0, magic);
      buffer.put(16, ANY.bytes());
      CRC32C sum = new CRC32C();
      sum.update(bytes, 16, bytes.length - 16);
      buffer.putLong(8, sum.getValue());
      ObjectCache.read(bytes, ANY);
      Optional<CommitTable> table = CommitTable.read(bytes, ANY);
      if (table.isPresent()) {
        table.get().times();
        table.get().all().forEach(it -> table.get().find(it.checksum()));
      }
    }
  }

  private static Path write(String name, byte[] bytes) throws IOException {
    return Files.write(FOLDER.resolve(name), bytes);
  }
}
