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

/** Where the extended attributes of a bare file object come from. */
@FunctionalInterface
interface XattrReader {
  /**
   * Extended attributes of a file.
   *
   * @param list sorted by name
   * @param complete whether there can't be others, which are out of sight
   */
  record Xattrs(List<Xattr> list, boolean complete) {
    public Xattrs {
      list = list.stream().sorted(XattrParser.ORDER).toList();
    }
  }

  /** They are not kept, and count as none. */
  XattrReader NONE = _ -> new Xattrs(List.of(), true);

  /** What pure Java sees: the {@code user} namespace. */
  XattrReader USER = path -> new Xattrs(user(path), false);

  /** What the C library shows to this user: all namespaces if it is the administrator. */
  XattrReader ALL = XattrReader::all;

  /** The file beside the object holds them (_ostree_repo_read_xattrs_file_link). */
  XattrReader SPLIT = path -> new Xattrs(split(path), true);

  /** Bytes of a file of attributes; Linux keeps those of one file far below it. */
  int MAX_SPLIT = 16 << 20;

  /** Largest value of an extended attribute on Linux (XATTR_SIZE_MAX). */
  int MAX_VALUE = 64 << 10;

  /** The attributes of one file; links are not followed. */
  Xattrs read(Path path) throws IOException, VariantException, StoreException;

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

  private static Xattrs all(Path path) throws IOException {
    NativeXattrs.Attributes seen = NativeXattrs.read(path);
    return new Xattrs(
        seen.values().entrySet().stream()
            .map(xattr -> new Xattr(xattr.getKey(), new ByteList(xattr.getValue())))
            .toList(),
        seen.all());
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
