package org.understory.store.repo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.understory.model.operation.Cancellation;
import org.understory.store.libostree.NativeFiles;

/**
 * What one file takes on the disk, as {@code du} counts it: its blocks, so that a short file takes
 * a whole one and a sparse or compressed file less than its length. Java by itself can't tell
 * blocks: where the C library may not be asked, lengths are rounded up to whole blocks of the file
 * system.
 *
 * @param bytes on the disk
 * @param folder whether it is a folder; what is in it is not counted
 * @param links names that the file has
 */
public record DiskUse(long bytes, boolean folder, int links) {
  /** Bytes of what lstat calls a block. */
  static final long BLOCK = 512;

  /** Bytes of a block of nearly every file system. */
  private static final long USUAL_BLOCK = 4096;

  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;

  private static final Charset CHARSET =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  /** Of what is at this path itself; links are not followed. */
  public static DiskUse of(Path path) throws IOException {
    Optional<NativeFiles.Stat> stat =
        Location.NATIVE ? NativeFiles.stat((path + "\0").getBytes(CHARSET)) : Optional.empty();
    return stat.isPresent()
        ? new DiskUse(
            stat.get().blocks() * BLOCK, (stat.get().mode() & TYPE) == FOLDER, stat.get().links())
        : estimate(path);
  }

  /** The same without the C library. */
  static DiskUse estimate(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(
            path, "unix:size,nlink,isDirectory,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
    long size = found.get("size") instanceof Long number ? number : 0;
    // The target of a link has room in the inode.
    boolean link = Boolean.TRUE.equals(found.get("isSymbolicLink"));
    return new DiskUse(
        link ? 0 : Math.ceilDiv(size, USUAL_BLOCK) * USUAL_BLOCK,
        Boolean.TRUE.equals(found.get("isDirectory")),
        found.get("nlink") instanceof Integer links ? links : 1);
  }

  /**
   * Bytes of all that is at and below a path, {@code without} left out; a file with several names
   * counts as often. What may not be looked at counts nothing, and so does a path that is not
   * there.
   */
  public static long below(Path path, Cancellation cancellation, Path... without) {
    return new Adding(Set.of(without), cancellation).sum(path);
  }

  private static final class Adding extends SimpleFileVisitor<Path> {
    private final Set<Path> without;
    private final Cancellation cancellation;
    private long sum;

    Adding(Set<Path> without, Cancellation cancellation) {
      this.without = without;
      this.cancellation = cancellation;
    }

    long sum(Path path) {
      try {
        Files.walkFileTree(path, this);
      } catch (IOException e) {
        throw new UncheckedIOException("no method here lets one through", e);
      }
      return sum;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
      return without.contains(folder) ? FileVisitResult.SKIP_SUBTREE : add(folder);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
      return add(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return add(file); // a folder that is closed to this user has a size of its own all the same
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    private FileVisitResult add(Path path) {
      cancellation.check();
      try {
        sum += of(path).bytes();
      } catch (IOException gone) {
        return FileVisitResult.CONTINUE;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
