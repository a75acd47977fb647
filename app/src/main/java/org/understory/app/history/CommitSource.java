package org.understory.app.history;

import java.util.Collection;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.Repository;

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

  /** The commits of a repository. */
  static CommitSource of(Repository repository) {
    return new Stored(repository);
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
