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

/** Reads both sides of a changed file and compares them, off the thread that draws. */
public final class ContentReader {
  private ContentReader() {}

  /** Both sides, as far as they were read, and how they differ. */
  public record Compared(ContentDiff diff, Optional<Sample> before, Optional<Sample> after) {}

  /** How a regular file that differs does so. */
  public static Compared compare(TreeReader reader, Change change, Cancellation cancellation)
      throws StoreException {
    Optional<Sample> before = sample(reader, change, change.before(), cancellation);
    Optional<Sample> after = sample(reader, change, change.after(), cancellation);
    return new Compared(ContentDiff.of(before, after, cancellation), before, after);
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
