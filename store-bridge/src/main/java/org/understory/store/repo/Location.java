package org.understory.store.repo;

import java.nio.file.Path;
import org.understory.model.history.Checksum;
import org.understory.store.libostree.NativeFiles;

/**
 * One repository of a chain of parents, and how it keeps its objects.
 *
 * @param xattrs whether extended attributes of {@code bare} files count; false with {@code
 *     core.disable-xattrs}
 * @param files the way to look at many objects
 */
record Location(Path directory, RepositoryMode mode, boolean xattrs, ObjectFiles files) {
  /** Asking first keeps a program that was not granted it free of warnings, and of native code. */
  static final boolean NATIVE =
      Location.class.getModule().isNativeAccessEnabled() && NativeFiles.known();

  /** One that looks at objects in the fastest way that this program has been granted. */
  Location(Path directory, RepositoryMode mode, boolean xattrs) {
    this(directory, mode, xattrs, files(directory.resolve("objects")));
  }

  /** Where this object's file is, or would be ({@code _ostree_loose_path}). */
  Path path(Checksum checksum, String suffix) {
    return directory.resolve("objects/" + name(checksum, suffix));
  }

  /** The same from the folder of objects. */
  static String name(Checksum checksum, String suffix) {
    String hex = checksum.hex();
    return hex.substring(0, 2) + "/" + hex.substring(2) + "." + suffix;
  }

  /** Kind of this repository's file objects. */
  ObjectType fileType() {
    return mode == RepositoryMode.ARCHIVE ? ObjectType.FILEZ : ObjectType.FILE;
  }

  private static ObjectFiles files(Path objects) {
    return NATIVE ? new NativeObjectFiles(objects) : new NioObjectFiles(objects);
  }
}
