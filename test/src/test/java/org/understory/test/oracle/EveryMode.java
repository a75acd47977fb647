package org.understory.test.oracle;

import java.nio.file.Path;
import java.util.List;
import org.understory.store.repo.RepositoryMode;
import org.understory.test.kit.TestRepository;

/**
 * Repositories in every mode. libostree 2022.7 reads bare-split-xattrs, but writes it without the
 * links to attributes: such a one is made out of a bare repository once it has its commits.
 */
public final class EveryMode {
  private EveryMode() {}

  /** An empty repository, to be filled and then {@link #finish}ed. */
  public static TestRepository create(Path path, RepositoryMode mode) {
    boolean split = mode == RepositoryMode.BARE_SPLIT_XATTRS;
    return TestRepository.create(path, (split ? RepositoryMode.BARE : mode).key());
  }

  /** What a commit to it needs. */
  public static List<String> options(RepositoryMode mode) {
    return mode == RepositoryMode.BARE_USER_ONLY
        ? List.of("--canonical-permissions", "--no-xattrs")
        : List.of();
  }

  /** After this it has the mode and takes no more commits. */
  public static void finish(TestRepository repository, RepositoryMode mode) {
    if (mode == RepositoryMode.BARE_SPLIT_XATTRS) {
      RepositoryDump.script("split.py", List.of(repository.path().toString()));
    }
  }
}
