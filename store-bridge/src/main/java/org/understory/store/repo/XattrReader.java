package org.understory.store.repo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry.Xattr;
import org.understory.store.file.SmallFile;
import org.understory.store.libostree.NativeXattrs;
import org.understory.store.variant.ByteList;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;

/**
 * Where the extended attributes of a bare file object come from.
 *
 * @param complete whether it sees all that there are
 */
record XattrReader(boolean complete, Source source) {
  /** Reads the attributes of one file in any order; links are not followed. */
  interface Source {
    /** As {@link XattrReader#read}. */
    List<Xattr> read(Path path) throws IOException, VariantException, StoreException;
  }

  /** They are not kept, and count as none. */
  static final XattrReader NONE = new XattrReader(true, _ -> List.of());

  /** What pure Java sees: the {@code user} namespace. */
  static final XattrReader USER = new XattrReader(false, XattrReader::user);

  /** What the C library sees: all namespaces. */
  static final XattrReader ALL = new XattrReader(true, XattrReader::all);

  /** The file beside the object holds them (_ostree_repo_read_xattrs_file_link). */
  static final XattrReader SPLIT = new XattrReader(true, XattrReader::split);

  /** Bytes of a file of attributes; Linux keeps those of one file far below it. */
  private static final int MAX_SPLIT = 16 << 20;

  /** Largest value of an extended attribute on Linux (XATTR_SIZE_MAX). */
  private static final int MAX_VALUE = 64 << 10;

  /** All attributes of a file, sorted by name. */
  List<Xattr> read(Path path) throws IOException, VariantException, StoreException {
    return source.read(path).stream().sorted(XattrParser.ORDER).toList();
  }

  private static List<Xattr> user(Path path) throws IOException {
    // Linux has no user attributes on links.
    if (Files.isSymbolicLink(path)) {
      return List.of();
    }
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    List<Xattr> xattrs = new ArrayList<>();
    try {
      for (String name : view.list()) {
        ByteBuffer value = ByteBuffer.allocate(Math.clamp(view.size(name), 0, MAX_VALUE));
        view.read(name, value);
        byte[] bytes = new byte[value.flip().remaining()];
        value.get(bytes);
        xattrs.add(new Xattr("user." + name, new ByteList(bytes)));
      }
    } catch (AccessDeniedException e) {
      // Mode and owner of a file that may not be opened can still be shown.
      return List.of();
    }
    return xattrs;
  }

  private static List<Xattr> all(Path path) throws IOException {
    return NativeXattrs.read(path).entrySet().stream()
        .map(xattr -> new Xattr(xattr.getKey(), new ByteList(xattr.getValue())))
        .toList();
  }

  private static List<Xattr> split(Path path) throws IOException, VariantException, StoreException {
    String name = path.getFileName() + "-xattrs-link";
    try {
      byte[] bytes = SmallFile.bytes(path.resolveSibling(name), MAX_SPLIT);
      return XattrParser.parse(Serialized.of(XattrParser.TYPE, bytes));
    } catch (NoSuchFileException e) {
      String folder = path.resolveSibling("").getFileName().toString();
      throw new StoreException(new Problem.MissingObject(folder + name), e);
    }
  }
}
