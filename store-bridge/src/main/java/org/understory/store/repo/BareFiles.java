package org.understory.store.repo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.store.variant.VariantException;

/** Objects that are the files themselves: bare, bare-user-only and bare-split-xattrs. */
final class BareFiles implements FileFormat {
  private final boolean owner;
  private final XattrReader xattrs;

  /**
   * {@code owner}: whether owner and group count; in bare-user-only both are 0 for every file
   * (_ostree_repo_load_file_bare).
   */
  BareFiles(boolean owner, XattrReader xattrs) {
    this.owner = owner;
    this.xattrs = xattrs;
  }

  @Override
  public FileObject header(Path path) throws IOException, VariantException, StoreException {
    Stat stat = FileFormat.stat(path);
    if (!FileObject.isValidMode(stat.mode())) {
      throw new VariantException(Flaw.MALFORMED);
    }
    XattrReader.Xattrs read = xattrs.read(path);
    boolean link = (stat.mode() & FileObject.TYPE) == FileObject.LINK;
    return new FileObject(
        stat.mode(),
        owner ? stat.uid() : 0,
        owner ? stat.gid() : 0,
        link ? 0 : stat.size(),
        link ? Optional.of(Files.readSymbolicLink(path).toString()) : Optional.empty(),
        read.list(),
        read.complete());
  }

  @Override
  public InputStream content(Path path) throws IOException {
    return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
  }
}
