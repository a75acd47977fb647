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

  /** How a regular file that differs does so. */
  public static ContentDiff compare(TreeReader reader, Change change, Cancellation cancellation)
      throws StoreException {
    return ContentDiff.of(
        sample(reader, change, change.before(), cancellation),
        sample(reader, change, change.after(), cancellation),
        cancellation);
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
