package org.understory.app.entry;

import java.util.List;
import java.util.Optional;
import org.understory.app.server.Reach;
import org.understory.app.state.OpenSystem;
import org.understory.model.container.Image;
import org.understory.model.container.ImageDiff;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.model.tree.RightsDiff;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.container.ImageReader;
import org.understory.store.repo.FileContent;
import org.understory.store.repo.Preview;
import org.understory.store.repo.Repository;

/** Reads from the store. */
record StoreTreeReader(Reach reach) implements TreeReader {
  @Override
  public Checksum resolve(String revision) throws StoreException {
    Optional<Checksum> away = Checksum.parse(revision).filter(reach::isAway);
    return away.isPresent() ? away.get() : reach.system().resolve(revision);
  }

  @Override
  public Commit commit(Checksum checksum) throws StoreException {
    return repository(checksum).commit(checksum);
  }

  @Override
  public List<TreeEntry> list(Checksum commit, String path) throws StoreException {
    return repository(commit).list(commit, path);
  }

  @Override
  public TreeEntry entry(Checksum commit, String path) throws StoreException {
    return repository(commit).entry(commit, path);
  }

  /** A file does not say which commit it is of: what is not here is looked for on the server. */
  @Override
  public Content content(Checksum file, Cancellation cancellation) throws StoreException {
    FileContent content;
    try {
      content = reach.system().repository().content(file, cancellation);
    } catch (StoreException e) {
      Optional<OpenSystem> beyond = reach.beyond();
      if (!(e.problem() instanceof Problem.MissingObject) || beyond.isEmpty()) {
        throw e;
      }
      content = beyond.get().repository().content(file, cancellation);
    }
    return new Content(content, content.verification());
  }

  @Override
  public TreeDiff diff(Checksum from, Checksum to, Cancellation cancellation)
      throws StoreException {
    return repository(from, to).diff(from, to, "/", true, cancellation);
  }

  @Override
  public Optional<Preview> preview(Checksum from, Checksum to, Cancellation cancellation)
      throws StoreException {
    return reach.isAway(from) || reach.isAway(to)
        ? Optional.of(repository(from, to).preview(from, to, "/", true, cancellation))
        : Optional.empty();
  }

  @Override
  public Optional<ImageDiff> images(Checksum from, Checksum to) {
    try {
      Optional<Image> older = ImageReader.of(repository(from).details(from));
      return older.isEmpty()
          ? Optional.empty()
          : ImageReader.of(repository(to).details(to))
              .map(it -> ImageDiff.between(older.get(), it));
    } catch (StoreException untold) {
      return Optional.empty(); // the history says why
    }
  }

  @Override
  public Optional<Image> image(Checksum commit) throws StoreException {
    return ImageReader.of(repository(commit).details(commit));
  }

  @Override
  public Image image(ImageReference reference, Cancellation cancellation) throws StoreException {
    return reach.system().registry().image(reference, cancellation);
  }

  @Override
  public Optional<Download> delta(Checksum commit) throws StoreException {
    return reach.delta(commit);
  }

  @Override
  public RightsDiff rights(TreeDiff diff, Cancellation cancellation) throws StoreException {
    return repository(diff.from(), diff.to()).rights(diff, cancellation);
  }

  private Repository repository(Checksum... commits) throws StoreException {
    return reach.of(commits).repository();
  }
}
