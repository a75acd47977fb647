package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/** Makes and removes files with the modes that the demo wants, whatever the umask says. */
final class DemoFiles {
  private static final int FOLDER_MODE = 0755;

  private DemoFiles() {}

  static void write(Path file, int mode, byte[] content) throws IOException {
    folders(file.getParent());
    Files.write(file, content);
    // The view "unix" sets the setuid bit, which the POSIX view can't.
    Files.setAttribute(file, "unix:mode", mode);
  }

  /** Makes a folder and those above it that are missing. */
  static void folders(@Nullable Path folder) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      folders(folder.getParent());
      Files.createDirectory(folder);
      Files.setAttribute(folder, "unix:mode", FOLDER_MODE);
    }
  }

  /** Removes a file or a folder with everything in it, links themselves, not what they lead to. */
  static void remove(Path path) throws StoreException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              if (failure != null) {
                throw failure;
              }
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw SmallFile.trouble(path, e);
    }
  }
}
