package org.understory.store.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Bisection;
import org.understory.model.history.Bisection.Verdict;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;
import org.understory.store.repo.Repository;
import org.understory.store.wire.RecordJson;

/** Remembers over restarts what somebody has found out about the versions of one system. */
public final class BisectFile {
  private static final int MAX_FILE = 1 << 20;

  /** Versions between the two at most, of which the file still holds all. */
  private static final int MAX_VERSIONS = 10_000;

  private final Path file;

  /** One in this file, which need not be there. */
  public BisectFile(Path file) {
    this.file = file;
  }

  /**
   * Begins a search between these two, in place of one that may be going on.
   *
   * @param home what runs now, to go back to
   * @throws StoreException NotDescended where {@code bad} is no descendant of {@code good} whose
   *     ancestors up to that one are here, and what keeps a commit from being read
   */
  public Bisection begin(
      Checksum good, Checksum bad, Optional<Checksum> home, Repository repository)
      throws StoreException {
    Bisection search = Bisection.of(between(good, bad, repository), home);
    write(search);
    return search;
  }

  private static List<Checksum> between(Checksum good, Checksum bad, Repository repository)
      throws StoreException {
    List<Checksum> versions = new ArrayList<>();
    Checksum each = bad;
    while (!each.equals(good)) {
      versions.add(each);
      Optional<Checksum> parent = parent(each, repository);
      if (parent.isEmpty() || versions.size() > MAX_VERSIONS) {
        throw new StoreException(new Problem.NotDescended(bad.brief(), good.brief()));
      }
      each = parent.get();
    }
    versions.add(good);
    if (versions.size() < 2) {
      throw new StoreException(new Problem.NotDescended(bad.brief(), good.brief()));
    }
    return versions.reversed();
  }

  /** A commit that is not here may be the good one: what follows it is known all the same. */
  private static Optional<Checksum> parent(Checksum commit, Repository repository)
      throws StoreException {
    try {
      return repository.commit(commit).parent();
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.MissingObject
          || e.problem() instanceof Problem.DeletedCommit) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The search that is going on, if one is. All versions are in it: those that are not deployed may
   * be gone from the repository by now.
   *
   * @throws StoreException CorruptFile, NotPermitted, InputOutput
   */
  public Optional<Bisection> read() throws StoreException {
    String text;
    try {
      text = SmallFile.text(file, MAX_FILE);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
    return Optional.of(RecordJson.read(Bisection.class, text, file.toString()));
  }

  /**
   * As {@link #read}.
   *
   * @throws StoreException NoSearch where none is going on, and as there
   */
  public Bisection known() throws StoreException {
    return read().orElseThrow(() -> new StoreException(new Problem.NoSearch()));
  }

  /**
   * Writes down how one was found when it was tried, and gives what is known now.
   *
   * @throws StoreException NoSearch, OutsideSearch, and as {@link #read}
   */
  public Bisection mark(Checksum tried, Verdict verdict) throws StoreException {
    Bisection search =
        known()
            .with(tried, verdict)
            .orElseThrow(() -> new StoreException(new Problem.OutsideSearch(tried.brief())));
    write(search);
    return search;
  }

  /** Takes the last mark back, if there is one, and gives what is known now. */
  public Bisection takeBack() throws StoreException {
    Bisection search = known();
    Optional<Bisection> before = search.without();
    if (before.isPresent()) {
      write(before.get());
    }
    return before.orElse(search);
  }

  private void write(Bisection search) throws StoreException {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, RecordJson.write(search), StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
  }

  /**
   * Ends the search and forgets it, also one that can't be read; gives what ran when it began.
   *
   * @throws StoreException NoSearch, NotPermitted, InputOutput
   */
  public Optional<Checksum> end() throws StoreException {
    Optional<Checksum> home = Optional.empty();
    try {
      home = known().home();
    } catch (StoreException e) {
      if (!(e.problem() instanceof Problem.CorruptFile)) {
        throw e;
      }
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
    return home;
  }
}
