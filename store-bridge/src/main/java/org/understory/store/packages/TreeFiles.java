package org.understory.store.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.file.SmallFile;
import org.understory.store.repo.Repository;

/** The files of one commit's tree, as the databases of packagers need them. */
record TreeFiles(Repository repository, Checksum commit) {
  /** A regular file; links are not followed, for they lead to another place that is looked at. */
  Optional<TreeEntry> file(String path) throws StoreException {
    return find(path).filter(entry -> entry.kind() == TreeEntry.Kind.FILE);
  }

  /** What a folder holds; nothing where there is none. */
  List<TreeEntry> folder(String path) throws StoreException {
    return find(path).filter(entry -> entry.kind() == TreeEntry.Kind.DIRECTORY).isPresent()
        ? repository.list(commit, path)
        : List.of();
  }

  private Optional<TreeEntry> find(String path) throws StoreException {
    try {
      return Optional.of(repository.entry(commit, path));
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.NoSuchPath
          || e.problem() instanceof Problem.WrongKindOfPath) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * All of a file.
   *
   * @throws StoreException CorruptFile if it has more than {@code limit} bytes, or what keeps it
   *     from being read
   */
  byte[] bytes(TreeEntry file, int limit, Cancellation cancellation) throws StoreException {
    try (InputStream in = repository.content(file.checksum(), cancellation)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new StoreException(new Problem.CorruptFile(file.path(), Flaw.TOO_LARGE));
      }
      return bytes;
    } catch (IOException e) {
      throw SmallFile.trouble(Path.of(file.path()), e);
    }
  }

  /** Copies a file, of any length up to {@code limit} bytes, to a path of the disk. */
  void copy(TreeEntry file, Path target, long limit, Cancellation cancellation)
      throws StoreException {
    if (file.size() > limit) {
      throw new StoreException(new Problem.CorruptFile(file.path(), Flaw.TOO_LARGE));
    }
    try (InputStream in = repository.content(file.checksum(), cancellation)) {
      Files.copy(in, target);
    } catch (IOException e) {
      throw SmallFile.trouble(target, e);
    }
  }
}
