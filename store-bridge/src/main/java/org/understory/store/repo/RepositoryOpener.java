package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.KeyFile;
import org.understory.store.file.SmallFile;

/** Reads the {@code config} of a repository and of its parents (reload_core_config). */
final class RepositoryOpener {
  /** Repositories in a chain of parents; in practice there are one or two. */
  private static final int MAX_CHAIN = 16;

  private RepositoryOpener() {}

  /** The repository in {@code directory}, then its parent, and so on. */
  static List<Location> chain(Path directory) throws StoreException {
    List<Location> chain = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    Optional<Path> next = Optional.of(directory);
    while (next.isPresent()) {
      Path here = next.get();
      try {
        if (!Files.isDirectory(here.resolve("objects"))) {
          throw notARepository(here);
        }
        if (!seen.add(here.toRealPath()) || chain.size() == MAX_CHAIN) {
          throw unsupported(directory, "core.parent=" + here);
        }
        KeyFile config = KeyFile.read(here.resolve("config"));
        chain.add(location(here, config));
        next = parent(here, config);
      } catch (NoSuchFileException | NotDirectoryException e) {
        throw notARepository(here);
      } catch (IOException e) {
        throw SmallFile.trouble(here, e);
      }
    }
    return chain;
  }

  private static Location location(Path directory, KeyFile config) throws StoreException {
    String version = config.value("core", "repo_version").orElse("");
    if (!version.equals("1")) {
      throw unsupported(directory, "core.repo_version=" + version);
    }
    if (config.isTrue("core", "archive")) {
      throw unsupported(directory, "core.archive=true");
    }
    String mode = config.value("core", "mode").orElse("bare");
    String key = mode.equals("archive-z2") ? "archive" : mode;
    return Arrays.stream(RepositoryMode.values())
        .filter(m -> m.key().equals(key))
        .findFirst()
        .map(m -> new Location(directory, m, !config.isTrue("core", "disable-xattrs")))
        .orElseThrow(() -> unsupported(directory, "core.mode=" + mode));
  }

  private static Optional<Path> parent(Path directory, KeyFile config) throws StoreException {
    String parent = config.value("core", "parent").orElse("");
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(parent).toAbsolutePath());
    } catch (InvalidPathException e) {
      throw unsupported(directory, "core.parent=" + parent);
    }
  }

  private static StoreException notARepository(Path directory) {
    return new StoreException(new Problem.NotARepository(directory.toString()));
  }

  private static StoreException unsupported(Path directory, String detail) {
    return new StoreException(new Problem.UnsupportedRepository(directory.toString(), detail));
  }
}
