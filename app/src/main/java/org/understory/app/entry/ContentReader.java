package org.understory.app.entry;

import java.io.IOException;
import java.util.Optional;
import org.understory.model.content.ContentDiff;
import org.understory.model.content.Sample;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeEntry;

/** Reads both sides of a changed file and compares them, off the thread that draws. */
public final class ContentReader {
  private ContentReader() {}

  /**
   * Both sides, as far as they were read, and how they differ.
   *
   * @param sizeBefore bytes, 0 where there was no file
   * @param sizeAfter bytes, 0 where there is none any more
   */
  public record Compared(
      ContentDiff diff,
      Optional<Sample> before,
      Optional<Sample> after,
      long sizeBefore,
      long sizeAfter) {}

  /** Two sides that can be read; called off the thread that draws. */
  @FunctionalInterface
  public interface Source {
    /** Reads and compares them. */
    Compared read(Cancellation cancellation) throws StoreException;
  }

  /** Both sides of this; empty where there is no content: a folder, a link, a renaming. */
  public static Optional<Source> source(TreeReader reader, Change change) {
    return change.kind() != TreeEntry.Kind.FILE || change.change() == Change.Kind.RENAMED
        ? Optional.empty()
        : Optional.of(cancellation -> compare(reader, change, cancellation));
  }

  /** How a regular file that differs does so. */
  public static Compared compare(TreeReader reader, Change change, Cancellation cancellation)
      throws StoreException {
    Optional<Sample> before = sample(reader, change, change.before(), cancellation);
    Optional<Sample> after = sample(reader, change, change.after(), cancellation);
    return new Compared(
        ContentDiff.of(before, after, cancellation),
        before,
        after,
        change.sizeBefore(),
        change.sizeAfter());
  }

  private static Optional<Sample> sample(
      TreeReader reader, Change change, Optional<Checksum> file, Cancellation cancellation)
      throws StoreException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (TreeReader.Content content = reader.content(file.get(), cancellation)) {
      byte[] bytes = content.stream().readNBytes(Sample.LIMIT);
      boolean whole = bytes.length < Sample.LIMIT || content.stream().read() < 0;
      return Optional.of(new Sample(bytes, whole));
    } catch (IOException broken) {
      throw new StoreException(
          new Problem.InputOutput(change.path(), String.valueOf(broken.getMessage())), broken);
    }
  }
}
