package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * Lists the refs of one repository (ostree-repo-refs.c): {@code refs/heads}, {@code
 * refs/remotes/REMOTE} and {@code refs/mirrors/COLLECTION}. Links to ref files are aliases and are
 * followed; links to folders are not. As in libostree, the refs of parent repositories are not
 * listed.
 */
final class RefReader {
  /** Refs that are listed; rpm-ostree keeps one for each layered package, so thousands are real. */
  static final int MAX_REFS = 100_000;

  /** Entries of one folder; {@code objects/ab} of a huge repository has ten thousand. */
  private static final int MAX_CHILDREN = 1_000_000;

  private static final int MAX_DEPTH = 64;
  private static final int MAX_FILE = 4096;

  private final Path directory;
  private final Consumer<Problem> problems;
  private final List<Ref> refs = new ArrayList<>();

  /** {@code problems} hears of what can't be read; the rest is still listed. */
  RefReader(Path repository, Consumer<Problem> problems) {
    this.directory = repository.resolve("refs");
    this.problems = problems;
  }

  /**
   * Every ref, sorted by refspec.
   *
   * @throws StoreException if the folder of local refs can't be read: then nothing is known
   */
  List<Ref> read() throws StoreException {
    list(directory.resolve("heads"));
    branches(directory.resolve("heads"), Optional.empty(), Optional.empty());
    for (Path remote : folders(directory.resolve("remotes"))) {
      branches(remote, Optional.of(remote.getFileName().toString()), Optional.empty());
    }
    for (Path collection : folders(directory.resolve("mirrors"))) {
      branches(collection, Optional.empty(), Optional.of(collection.getFileName().toString()));
    }
    refs.sort(Comparator.comparing(Ref::refspec));
    return refs;
  }

  /**
   * The checksum in a ref file; empty if there is none, or if it is a folder.
   *
   * @throws StoreException CorruptFile and the file system's refusals
   */
  static Optional<Checksum> checksum(Path file) throws StoreException {
    if (Files.isDirectory(file)) {
      return Optional.empty();
    }
    try {
      String text = SmallFile.text(file, MAX_FILE);
      Optional<Checksum> checksum = Checksum.parse(text.stripTrailing());
      if (checksum.isEmpty()) {
        throw new StoreException(new Problem.CorruptFile(file.toString(), Flaw.MALFORMED));
      }
      return checksum;
    } catch (AccessDeniedException e) {
      throw SmallFile.trouble(file, e);
    } catch (IOException e) {
      // A part of the path that is too long, or is a file, is one more way of not being there.
      if (Files.exists(file)) {
        throw SmallFile.trouble(file, e);
      }
      return Optional.empty();
    }
  }

  private record Folder(Path path, String prefix, int depth) {}

  private void branches(Path top, Optional<String> remote, Optional<String> collection) {
    Deque<Folder> waiting = new ArrayDeque<>();
    waiting.add(new Folder(top, "", 0));
    while (!waiting.isEmpty()) {
      Folder folder = waiting.remove();
      for (Path child : children(folder.path)) {
        String name = child.getFileName().toString();
        if (!RefName.isFragment(name)) {
          // Mirroring tools leave their own files here (ostree issue 1285).
          continue;
        }
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          if (folder.depth == MAX_DEPTH) {
            problems.accept(new Problem.CorruptFile(child.toString(), Flaw.TOO_DEEP));
          } else {
            waiting.add(new Folder(child, folder.prefix + name + "/", folder.depth + 1));
          }
        } else if (refs.size() == MAX_REFS) {
          problems.accept(new Problem.CorruptFile(directory.toString(), Flaw.TOO_MANY));
          return;
        } else {
          ref(child, folder.prefix + name, remote, collection);
        }
      }
    }
  }

  private void ref(Path file, String name, Optional<String> remote, Optional<String> collection) {
    try {
      Optional<Checksum> checksum = checksum(file);
      if (checksum.isPresent()) {
        refs.add(new Ref(name, remote, collection, checksum.get()));
      } else if (Files.isSymbolicLink(file)) {
        problems.accept(new Problem.CorruptFile(file.toString(), Flaw.MALFORMED));
      }
    } catch (StoreException e) {
      problems.accept(e.problem());
    }
  }

  private List<Path> folders(Path parent) {
    return children(parent).stream()
        .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  private List<Path> children(Path folder) {
    try {
      return list(folder);
    } catch (StoreException e) {
      problems.accept(e.problem());
      return List.of();
    }
  }

  /**
   * What a folder of the repository holds, sorted, so that every reading meets limits and problems
   * in the same order; nothing if it is not there.
   */
  static List<Path> list(Path folder) throws StoreException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path child : stream) {
        if (children.size() == MAX_CHILDREN) {
          throw new StoreException(new Problem.CorruptFile(folder.toString(), Flaw.TOO_MANY));
        }
        children.add(child);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw SmallFile.trouble(folder, java.util.Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw SmallFile.trouble(folder, e);
    }
    children.sort(Comparator.naturalOrder());
    return children;
  }
}
