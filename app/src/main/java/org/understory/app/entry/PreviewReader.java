package org.understory.app.entry;

import java.io.IOException;
import java.util.List;
import org.understory.app.entry.Preview.Destination;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;

/** Reads the beginning of an entry's content, off the thread that draws. */
public final class PreviewReader {
  private PreviewReader() {}

  /** A look at one entry of a commit. Trouble is part of the answer: the entry stays on screen. */
  public static Preview read(
      TreeReader reader, Checksum commit, TreeEntry entry, Cancellation cancellation) {
    try {
      return switch (entry.kind()) {
        case FILE -> file(reader, entry, cancellation);
        case SYMLINK -> link(reader, commit, entry);
        case DIRECTORY -> folder(reader.list(commit, entry.path()));
      };
    } catch (StoreException expected) {
      return new Preview.Trouble(expected.problem());
    }
  }

  private static Preview file(TreeReader reader, TreeEntry entry, Cancellation cancellation)
      throws StoreException {
    try (TreeReader.Content content = reader.content(entry.checksum(), cancellation)) {
      byte[] bytes = content.stream().readNBytes(Preview.LIMIT);
      boolean whole = bytes.length < Preview.LIMIT || content.stream().read() < 0;
      return bytes.length == 0
          ? new Preview.EmptyFile()
          : new Preview.Content(
              new HexLines(bytes),
              whole,
              TextDetector.detect(bytes, whole),
              content.verification());
    } catch (IOException broken) {
      throw new StoreException(
          new Problem.InputOutput(entry.path(), String.valueOf(broken.getMessage())), broken);
    }
  }

  private static Preview link(TreeReader reader, Checksum commit, TreeEntry entry)
      throws StoreException {
    String target = entry.target().orElse("");
    try {
      PathWalk.find(reader, commit, PathWalk.join(parent(entry.path()), target));
      return new Preview.Link(target, Destination.THERE);
    } catch (StoreException expected) {
      boolean gone = expected.problem() instanceof Problem.NoSuchPath;
      return new Preview.Link(target, gone ? Destination.MISSING : Destination.UNKNOWN);
    }
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }

  private static Preview folder(List<TreeEntry> entries) {
    return new Preview.Folder(
        count(entries, TreeEntry.Kind.DIRECTORY),
        count(entries, TreeEntry.Kind.FILE),
        count(entries, TreeEntry.Kind.SYMLINK));
  }

  private static int count(List<TreeEntry> entries, TreeEntry.Kind kind) {
    return (int) entries.stream().filter(entry -> entry.kind() == kind).count();
  }
}
