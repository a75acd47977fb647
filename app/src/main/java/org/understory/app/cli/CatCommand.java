package org.understory.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.text.Sanitizer;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.FileContent;
import org.understory.store.repo.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code cat}: the bytes of a file, as they are; with {@code --json} as base64 beside path, size
 * and checksum. What can't be verified is still printed, with a word about it.
 */
@Command(name = "cat", sortOptions = false, abbreviateSynopsis = true)
final class CatCommand implements Verb {
  private static final int PIECE = 1 << 16;

  @Parameters(index = "0", paramLabel = "REV", descriptionKey = "parameter.revision")
  private String revision = "";

  @Parameters(index = "1", paramLabel = "PATH", descriptionKey = "parameter.file")
  private String path = "";

  @Option(names = "--remote", descriptionKey = "option.remote")
  private boolean remote;

  @Override
  public void run(Session session) throws StoreException {
    try (OpenSystem system = session.open();
        Source source = Source.of(session, system, remote, revision)) {
      Checksum commit = source.resolve(revision);
      TreeEntry entry = source.repository().entry(commit, TreePath.of(path));
      if (entry.kind() != TreeEntry.Kind.FILE) {
        throw new StoreException(new Problem.WrongKindOfPath(revision, entry.path()));
      }
      try (FileContent content = source.repository().content(entry.checksum())) {
        if (content.verification() == Verification.UNVERIFIABLE) {
          session.tell(session.word("cat.unverifiable", Sanitizer.line(entry.path())));
        }
        if (session.json()) {
          json(session, entry, content);
        } else {
          copy(content, session.out(), entry);
        }
      } catch (IOException e) {
        throw unreadable(entry, e);
      }
    }
  }

  private static void json(Session session, TreeEntry entry, InputStream content) {
    try (Json json = new Json(session.out())) {
      json.beginObject()
          .text("path", entry.path())
          .number("size", entry.size())
          .text("checksum", entry.checksum().hex())
          .bytes("base64", content)
          .endObject();
    }
  }

  /** Copies, and tells a failure to read (ours) from a failure to write (the reader left). */
  private static void copy(InputStream content, Output out, TreeEntry entry) throws StoreException {
    byte[] piece = new byte[PIECE];
    int count = read(content, piece, entry);
    while (count > 0) {
      try {
        out.write(piece, 0, count);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      count = read(content, piece, entry);
    }
  }

  private static int read(InputStream content, byte[] piece, TreeEntry entry)
      throws StoreException {
    try {
      return content.read(piece);
    } catch (IOException e) {
      throw unreadable(entry, e);
    }
  }

  private static StoreException unreadable(TreeEntry entry, IOException failure) {
    String detail = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new StoreException(new Problem.InputOutput(entry.checksum() + ".file", detail), failure);
  }
}
