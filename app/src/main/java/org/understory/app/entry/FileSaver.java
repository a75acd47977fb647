package org.understory.app.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.understory.app.state.Job;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;

/** Writes what a person wants to keep into files, off the thread that draws. */
public final class FileSaver {
  private static final int PIECE = 1 << 16;

  private FileSaver() {}

  /**
   * Saves the content of {@code entry} as {@code target}, which appears whole or not at all. The
   * new file gets ordinary permissions, never those that it has in the commit.
   */
  public static Path save(TreeReader reader, TreeEntry entry, Path target, Job job)
      throws StoreException {
    try (TreeReader.Content content = reader.content(entry.checksum(), job.cancellation())) {
      return whole(target, out -> copy(content.stream(), out, entry.size(), job));
    } catch (IOException broken) {
      throw trouble(target, broken);
    }
  }

  /** Saves a text as {@code target}, which appears whole or not at all. */
  public static Path save(String text, Path target) throws StoreException {
    try {
      return whole(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException broken) {
      throw trouble(target, broken);
    }
  }

  /** Writes what a file is to hold. */
  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private static Path whole(Path target, Writing writing) throws IOException {
    // A name of its own, made new: in a folder that others may write to, nothing is followed.
    Path unfinished = target.resolveSibling("." + target.getFileName() + "." + System.nanoTime());
    try {
      try (OutputStream out =
          Files.newOutputStream(
              unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        writing.to(out);
      }
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return target;
  }

  private static StoreException trouble(Path target, IOException broken) {
    return new StoreException(
        new Problem.InputOutput(target.toString(), String.valueOf(broken.getMessage())), broken);
  }

  private static void copy(InputStream content, OutputStream out, long size, Job job)
      throws IOException {
    byte[] piece = new byte[PIECE];
    long done = 0;
    for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
      job.cancellation().check();
      out.write(piece, 0, read);
      done += read;
      job.progress(size > 0 ? (double) done / size : Job.UNKNOWN);
    }
  }
}
