package org.understory.app.entry;

import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.Ref;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;

/** A way in which a person names a commit. */
public sealed interface RevisionChoice {
  /** The commit of a deployment. */
  record OfDeployment(Deployment deployment) implements RevisionChoice {}

  /**
   * The commit that a ref named when it was read.
   *
   * @param commit empty where it is not in the repository or broken
   */
  record OfRef(Ref ref, Optional<Commit> commit) implements RevisionChoice {}

  /** A commit come upon elsewhere, in the graph for example. */
  record OfCommit(Commit commit) implements RevisionChoice {}

  /**
   * A commit that is on a server and not here.
   *
   * @param remote whose server
   */
  record OnServer(Commit commit, String remote) implements RevisionChoice {}

  /** What a person typed: a checksum, the beginning of one, a ref, {@code ref^} and so on. */
  record Typed(String revision) implements RevisionChoice {}

  /** The commit that it names; reads files for what was typed. */
  default Checksum resolve(TreeReader reader) throws StoreException {
    return switch (this) {
      case OfDeployment(Deployment deployment) -> deployment.checksum();
      case OfRef(Ref ref, Optional<Commit> commit) -> ref.checksum();
      case OfCommit(Commit commit) -> commit.checksum();
      case OnServer(Commit commit, String _) -> commit.checksum();
      case Typed(String revision) -> reader.resolve(revision);
    };
  }
}
