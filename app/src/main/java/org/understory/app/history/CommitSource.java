package org.understory.app.history;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Remotes;
import org.understory.model.remote.SignatureCheck;
import org.understory.store.remote.Signatures;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.Sysroot;

/**
 * Where the screen reads commits; safe for use by several threads. Equal sources hold the same
 * commits.
 */
public interface CommitSource {
  /** As {@link Repository#history}. */
  void history(
      Collection<Checksum> tips,
      Consumer<Commit> sink,
      Consumer<Problem> problems,
      Cancellation cancellation)
      throws StoreException;

  /** As {@link Repository#details}. */
  CommitDetails details(Checksum commit) throws StoreException;

  /** Who signed a commit, by the keys of one remote. */
  record Signed(Remote remote, SignatureCheck check) {}

  /**
   * Who signed a commit that is here; empty where nobody did and nobody has to.
   *
   * @param remotes names of those from which it may have come
   */
  default Optional<Signed> signed(CommitDetails commit, List<String> remotes)
      throws StoreException {
    return Optional.empty();
  }

  /** The commits of a repository. */
  static CommitSource of(Repository repository) {
    return new Stored(repository);
  }

  /** The commits of a system. */
  static CommitSource of(OpenSystem system) {
    return new Here(system);
  }

  /** The commits of a system. */
  record Here(OpenSystem system) implements CommitSource {
    /** Where a commit keeps signatures (_OSTREE_METADATA_GPGSIGS_NAME, ostree-sign-ed25519.c). */
    private static final Set<String> KEYS = Set.of("ostree.gpgsigs", "ostree.sign.ed25519");

    @Override
    public void history(
        Collection<Checksum> tips,
        Consumer<Commit> sink,
        Consumer<Problem> problems,
        Cancellation cancellation)
        throws StoreException {
      system.repository().history(tips, sink, problems, cancellation);
    }

    @Override
    public CommitDetails details(Checksum commit) throws StoreException {
      return system.repository().details(commit);
    }

    @Override
    public Optional<Signed> signed(CommitDetails commit, List<String> remotes)
        throws StoreException {
      Remotes all = system.remotes();
      Optional<Remote> from = remotes.stream().flatMap(it -> all.find(it).stream()).findFirst();
      boolean marked = commit.detachedMetadata().keySet().stream().anyMatch(KEYS::contains);
      if (from.isEmpty() || (!marked && !from.get().checks().commits())) {
        return Optional.empty();
      }
      try (Signatures signatures =
          new Signatures(system.repository().directory(), system.sysroot().map(Sysroot::root))) {
        SignatureCheck check =
            signatures.check(from.get(), system.repository(), commit.commit().checksum());
        return Optional.of(new Signed(from.get(), check));
      }
    }
  }

  /** The commits of a repository. */
  record Stored(Repository repository) implements CommitSource {
    @Override
    public void history(
        Collection<Checksum> tips,
        Consumer<Commit> sink,
        Consumer<Problem> problems,
        Cancellation cancellation)
        throws StoreException {
      repository.history(tips, sink, problems, cancellation);
    }

    @Override
    public CommitDetails details(Checksum commit) throws StoreException {
      return repository.details(commit);
    }
  }
}
