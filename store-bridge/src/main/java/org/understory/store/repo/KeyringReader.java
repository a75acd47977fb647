package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.KeyBlock;
import org.understory.model.remote.Keyring;
import org.understory.model.remote.SigningKey;
import org.understory.store.file.SmallFile;

/**
 * Reads which OpenPGP keys may sign what comes from a remote (_ostree_repo_gpg_prepare_verifier):
 * its own keyring, else the one beside its configuration; those of {@code gpgkeypath}; and where it
 * has no keyring, those for all remotes.
 */
final class KeyringReader {
  /** Where libostree is told at build time to look; distributions leave it so. */
  private static final Path SHARED = Path.of("/usr/share/ostree/trusted.gpg.d");

  /** Bytes of a keyring. */
  private static final int MAX_FILE = 1 << 20;

  /** Files of a folder of keys, and paths of a setting. */
  private static final int MAX_FILES = 64;

  private final Path repository;
  private final Optional<Path> folder;
  private final Consumer<Problem> problems;

  KeyringReader(Path repository, Optional<Path> folder, Consumer<Problem> problems) {
    this.repository = repository;
    this.folder = folder;
    this.problems = problems;
  }

  /** Whether there are keys for remotes without a keyring. */
  boolean shared() {
    return !folder(SHARED, ".gpg").isEmpty();
  }

  /**
   * The keys of a remote.
   *
   * @param keyPath files and folders, with a semicolon or comma between them
   */
  Keyring read(String remote, Optional<String> keyPath) {
    Reading own = new Reading();
    Reading fallback = new Reading();
    Reading elsewhere = new Reading();
    String file = remote + ".trustedkeys.gpg";
    if (!own.add(repository.resolve(file))
        && (folder.isEmpty() || !fallback.add(folder.get().resolve(file)))) {
      folder(SHARED, ".gpg").forEach(fallback::add);
    }
    for (Path path : keyPath.map(KeyringReader::paths).orElse(List.of())) {
      if (Files.isDirectory(path)) {
        folder(path, "").forEach(elsewhere::add);
      } else {
        elsewhere.add(path);
      }
    }
    return new Keyring(
        own.keys,
        own.block,
        fallback.keys,
        elsewhere.keys,
        own.complete && fallback.complete && elsewhere.complete);
  }

  private static List<Path> paths(String setting) {
    List<Path> paths = new ArrayList<>();
    for (String each : setting.split("[;,]", MAX_FILES)) {
      try {
        if (each.startsWith("/")) {
          paths.add(Path.of(each));
        }
      } catch (InvalidPathException none) {
        // libostree would find no such file either
      }
    }
    return paths;
  }

  private List<Path> folder(Path folder, String suffix) {
    try {
      return RefReader.list(folder).stream()
          .filter(file -> file.toString().endsWith(suffix) && Files.isRegularFile(file))
          .limit(MAX_FILES)
          .toList();
    } catch (StoreException e) {
      problems.accept(e.problem());
      return List.of();
    }
  }

  /** What was found in some files. */
  private final class Reading {
    private final List<SigningKey> keys = new ArrayList<>();
    private Optional<String> block = Optional.empty();
    private boolean complete = true;

    /** Whether there is such a file. */
    boolean add(Path file) {
      try {
        byte[] bytes = SmallFile.bytes(file, MAX_FILE);
        if (bytes.length > 0) {
          KeyBlock read = KeyBlock.read(bytes);
          keys.addAll(read.keys());
          block = Optional.of(read.armored());
        }
        return true;
      } catch (NoSuchFileException absent) {
        return false;
      } catch (AccessDeniedException e) {
        complete = false;
        return true;
      } catch (IOException e) {
        return lost(SmallFile.trouble(file, e).problem());
      } catch (StoreException e) {
        return lost(
            e.problem() instanceof Problem.NoPublicKey
                ? new Problem.CorruptFile(file.toString(), Flaw.MALFORMED)
                : e.problem());
      }
    }

    private boolean lost(Problem problem) {
      complete = false;
      problems.accept(problem);
      return true;
    }
  }
}
