package org.understory.app.entry;

import java.util.Optional;
import org.understory.model.container.ImageReference;
import org.understory.model.container.ImageReference.Signatures;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.Ref;
import org.understory.model.operation.Problem;
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

  /** An image that only its registry has; no commit is known of it. */
  record OfImage(ImageReference reference) implements RevisionChoice {}

  /** What a person typed: a checksum, the beginning of one, a ref, {@code ref^} and so on. */
  record Typed(String revision) implements RevisionChoice {}

  /** The commit that it names; reads files for what was typed. */
  default Checksum resolve(TreeReader reader) throws StoreException {
    return switch (this) {
      case OfDeployment(Deployment deployment) -> deployment.checksum();
      case OfRef(Ref ref, Optional<Commit> commit) -> ref.checksum();
      case OfCommit(Commit commit) -> commit.checksum();
      case OnServer(Commit commit, String _) -> commit.checksum();
      case OfImage(ImageReference reference) ->
          throw new StoreException(new Problem.UnknownRevision(reference.image()));
      case Typed(String revision) -> reader.resolve(revision);
    };
  }

  /**
   * What a person typed: an image where it can be nothing else. The name of a remote has no slash
   * before its colon, and a branch has no colon.
   */
  static RevisionChoice typed(String text) {
    int slash = text.indexOf('/');
    boolean tagged = slash > 0 && Math.max(text.indexOf(':', slash), text.indexOf('@', slash)) > 0;
    return Optional.of(text)
        .filter(_ -> tagged)
        .flatMap(it -> ImageReference.parse(it, Signatures.NONE))
        .filter(ImageReference::onServer)
        .<RevisionChoice>map(OfImage::new)
        .orElseGet(() -> new Typed(text));
  }
}
