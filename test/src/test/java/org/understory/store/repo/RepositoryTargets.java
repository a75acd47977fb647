package org.understory.store.repo;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitQuery;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.remote.Remote;
import org.understory.model.tree.TreeEntry.Xattr;
import org.understory.store.variant.Made;
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
        Target.of(
            "commit",
            Made.also(CommitParser.TYPE.text(), RepositoryTargets::commit),
            CommitParser.class,
            CommitSizes.class),
        Target.of("dirtree", Made.also(TREE.text(), RepositoryTargets::dirTree), DirTree.class),
        Target.of("dirmeta", Made.also("(uuua(ayay))", RepositoryTargets::dirMeta), DirMeta.class),
        Target.of("filez", RepositoryTargets::archiveFile, ArchiveFiles.class, FileContent.class),
        Target.of("xattrs", Made.also("a(ayay)", RepositoryTargets::xattrs), XattrParser.class),
        Target.of("path", RepositoryTargets::path, TreePath.class, RefName.class, Checksum.class),
        Target.of("remote-config", RepositoryTargets::remotes, RemoteReader.class),
        Target.of("metadata-pack", RepositoryTargets::pack, MetadataPack.class),
        Target.of(
            "cache",
            RepositoryTargets::cache,
            CommitTable.class,
            ObjectCache.class,
            Inventory.class,
            FolderTimes.class));
  }

  /** What is taken out of it is what it says when it is read as any other value. */
  private static void commit(byte[] input) throws Exception {
    Commit commit = CommitParser.parse(ANY, input);
    require(commit.timestamp() >= 0 && commit.timestamp() <= CommitParser.LAST_TIMESTAMP, "a time");
    CommitQuery.of("fern 40", Set.of(CommitQuery.Field.BODY)).matches(commit);
    List<Serialized> fields = Serialized.of(CommitParser.TYPE, input).items();
    same(fields.get(3).text(), commit.subject(), "subject");
    same(fields.get(4).text(), commit.body(), "body");
    byte[] parent = commit.parent().map(Checksum::bytes).orElse(new byte[0]);
    require(Arrays.equals(fields.get(1).bytes(), parent), "parent");
    require(Arrays.equals(fields.get(6).bytes(), commit.rootTree().bytes()), "tree");
    require(Arrays.equals(fields.get(7).bytes(), commit.rootMeta().bytes()), "dirmeta");
    sizes(input, fields.getFirst());
    VariantReader.dictionary(fields.getFirst());
    Optional<String> version = Optional.empty();
    for (Serialized entry : fields.getFirst().items().reversed()) {
      Serialized value = entry.items().getLast().items().getFirst();
      if (entry.items().getFirst().text().equals("version")) {
        boolean text = value.type().text().equals("s");
        version = text ? Optional.of(value.text()) : Optional.empty();
      }
    }
    same(version, commit.version(), "version");
  }

  /** Each object with its numbers, where they come in their order. */
  private static void sizes(byte[] input, Serialized metadata) throws Exception {
    CommitSizes sizes = CommitSizes.parse(ANY, input);
    for (Serialized entry : metadata.items()) {
      List<Serialized> pair = entry.items();
      Serialized value = pair.getLast().items().getFirst();
      if (pair.getFirst().text().equals("ostree.sizes")) {
        boolean sizesThere = value.type().text().equals("aay") && !value.items().isEmpty();
        same(sizesThere, sizes.isKnown(), "sizes");
        List<Checksum> listed = new ArrayList<>();
        for (Serialized one : sizesThere ? value.items() : List.<Serialized>of()) {
          if (one.size() < Checksum.BYTES) {
            return;
          }
          listed.add(Checksum.of(one.bytes(), 0));
        }
        boolean sorted = listed.stream().sorted().toList().equals(listed);
        for (Checksum each : listed) {
          Optional<CommitSizes.Sizes> known = sizes.of(each);
          require(known.isPresent() || !sorted, "what is listed is known");
          require(
              known.isEmpty() || (known.get().archived() >= 0 && known.get().unpacked() >= 0),
              "no less than 0");
        }
        return;
      }
    }
    require(!sizes.isKnown(), "nothing is known where nothing is said");
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
    List<Serialized> fields = Serialized.of(VariantType.of("(uuua(ayay))"), input).items();
    same(fields.get(0).bigEndian(), Integer.toUnsignedLong(meta.uid()), "owner");
    same(fields.get(1).bigEndian(), Integer.toUnsignedLong(meta.gid()), "group");
    same(fields.get(2).bigEndian(), Integer.toUnsignedLong(meta.mode()), "mode");
  }

  /** Whatever it unpacks to, no more is read of it than its header says. */
  private static void archiveFile(byte[] input) throws Exception {
    packed(input);
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

  /**
   * The input as the content of a file, packed as OSTree packs it, with the right checksum, which
   * no input by chance has: that comes back, unless the size in the header is another one.
   */
  private static void packed(byte[] input) throws Exception {
    int wrong = input.length > 0 ? Math.max(0, input[0]) : 0;
    // Now and then of more than is kept in memory.
    byte[] content = input.length > 1 && input[1] == 'L' ? repeated(input) : input;
    FileObject header =
        new FileObject(0100644, 0, 0, content.length + wrong, Optional.empty(), List.of());
    Path file = write("b.filez", packed(header, content));
    ArchiveFiles format = new ArchiveFiles();
    same(header, format.header(file), "header");
    MessageDigest digest = FileChecksum.start(header);
    digest.update(content);
    Checksum checksum = Checksum.of(digest.digest(), 0);
    try (FileContent in = FileContent.open(checksum, header, format, file, new Cancellation())) {
      require(wrong == 0, "the size is true");
      same(Verification.VERIFIED, in.verification(), "checksum");
      int first = in.read();
      require(first == (content.length == 0 ? -1 : content[0] & 0xff), "the first byte");
      byte[] rest = in.readAllBytes();
      require(
          Arrays.equals(
              rest, Arrays.copyOfRange(content, Math.min(1, content.length), content.length)),
          "content");
    } catch (VariantException refused) {
      require(wrong > 0, "what is packed well is read");
    }
    if (content.length > CHUNK) {
      return;
    }
    Checksum other = new Checksum(~checksum.a(), checksum.b(), checksum.c(), checksum.d());
    try (FileContent in = FileContent.open(other, header, format, file, new Cancellation())) {
      throw new AssertionError("another checksum, " + in.verification());
    } catch (VariantException refused) {
      same(wrong > 0 ? Flaw.TRUNCATED : Flaw.CHECKSUM_MISMATCH, refused.flaw(), "flaw");
    }
  }

  private static byte[] repeated(byte[] input) {
    byte[] content = new byte[CHUNK + input.length];
    for (int at = 0; at < content.length; at += input.length) {
      System.arraycopy(input, 0, content, at, Math.min(input.length, content.length - at));
    }
    return content;
  }

  /** {@code (tuuuusa(ayay))} with its size before it, and content without a header of zlib. */
  private static byte[] packed(FileObject header, byte[] content) throws IOException {
    ByteBuffer fields = ByteBuffer.allocate(8 + 26);
    fields.putInt(26).putInt(0).putLong(header.size());
    fields.putInt(header.uid()).putInt(header.gid()).putInt(header.mode()).putInt(0);
    fields.put((byte) 0).put((byte) 25);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(fields.array());
    Deflater fast = new Deflater(Deflater.BEST_SPEED, true);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, fast)) {
      deflated.write(content);
    } finally {
      fast.end();
    }
    return out.toByteArray();
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
    List<byte[]> files = Target.parts(input, 3);
    write("config", files.getFirst());
    Path folder = Files.createDirectories(FOLDER.resolve("remotes.d"));
    Files.write(folder.resolve("a.conf"), files.get(1));
    write("fern.trustedkeys.gpg", files.getLast());
    Set<String> names = new HashSet<>();
    for (Remote remote : new RemoteReader(FOLDER, Optional.of(folder)).read().list()) {
      require(
          RefName.isFragment(remote.name()) && names.add(remote.name()),
          "names that lead nowhere else, each once");
    }
  }

  /** Whatever the file holds, what is put there is found, now and by the next one. */
  private static void pack(byte[] input) throws IOException {
    Path file = write("pack", input);
    if (input.length == 0) {
      Files.delete(file);
    }
    byte[] object = Arrays.copyOf(input, Math.min(input.length, 100) + 1);
    Checksum checksum = Objects.sha256(object);
    MetadataPack pack = new MetadataPack(file);
    try {
      pack.has(ANY);
      require(pack.find(ANY).isEmpty(), "nothing that has another checksum");
      pack.append(Map.of(checksum, object));
      require(Arrays.equals(object, pack.find(checksum).orElseThrow()), "what was put there");
      MetadataPack next = new MetadataPack(file);
      require(Arrays.equals(object, next.find(checksum).orElseThrow()), "for the next one");
      next.close();
    } finally {
      pack.close();
    }
  }

  /** Damage is found by a sum, so here the sum is always right. */
  private static void cache(byte[] input) {
    byte[] bytes = input.length < 48 ? Arrays.copyOf(input, 48) : input.clone();
    for (long magic : new long[] {0x556e646572730002L, 0x556e646572730101L}) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes).putLong(0, magic);
      buffer.put(16, ANY.bytes());
      CRC32C sum = new CRC32C();
      sum.update(bytes, 16, bytes.length - 16);
      buffer.putLong(8, sum.getValue());
      objects(ObjectCache.read(bytes, ANY));
      CommitTable.read(bytes, ANY).ifPresent(RepositoryTargets::table);
    }
  }

  /** What was read is written and read the same. */
  private static void objects(ObjectCache cache) {
    if (cache == ObjectCache.NONE) {
      return;
    }
    byte[] written = cache.write(ANY).orElseThrow();
    ObjectCache again = ObjectCache.read(written, ANY);
    require(again != ObjectCache.NONE, "what was written is read");
    same(cache.inventory().size(), again.inventory().size(), "inventory");
    same(cache.inventory().all(), again.inventory().all(), "room");
    same(cache.inventory().others(), again.inventory().others(), "room for others");
    same(cache.inventory().tombstones(), again.inventory().tombstones(), "tombstones");
    same(cache.commits().keySet(), again.commits().keySet(), "commits");
    for (Map.Entry<Checksum, CommitObjects> each : cache.commits().entrySet()) {
      CommitObjects other = again.commits().get(each.getKey());
      require(Arrays.equals(each.getValue().keys(), other.keys()), "objects of a commit");
      for (long key : other.keys()) {
        require(!again.inventory().has(key) || again.inventory().bytes(key) != -1, "a size");
      }
    }
  }

  /** The same, and each commit is found by its name. */
  private static void table(CommitTable table) {
    List<Commit> commits = table.all();
    commits.forEach(it -> table.find(it.checksum()));
    byte[] written = CommitTable.write(ANY, table.times(), commits);
    CommitTable again = CommitTable.read(written, ANY).orElseThrow();
    same(new HashSet<>(commits), new HashSet<>(again.all()), "commits");
    for (int i = 0; i < 256; i++) {
      boolean known = table.times().unchangedSince(table.times(), i);
      same(known, again.times().unchangedSince(table.times(), i), "times");
    }
    for (Commit each : commits) {
      same(
          each.checksum(),
          again.find(each.checksum()).orElseThrow().checksum(),
          "the commit found");
    }
  }

  private static Path write(String name, byte[] bytes) throws IOException {
    return Files.write(FOLDER.resolve(name), bytes);
  }
}
