package org.understory.app.compare;

import java.util.Optional;
import org.understory.app.compare.Comparison.Answered;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.entry.RevisionChoice.OfImage;
import org.understory.app.entry.TreeReader;
import org.understory.model.container.Image;
import org.understory.model.container.ImageDiff;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.model.tree.TreeDiff;
import org.understory.store.repo.Preview;

/** Compares the files of two sides, or the layers where the files are not here; never drawing. */
final class FileQuestions {
  /** A server is asked for the properties of no more files before there is an answer. */
  private static final int FEW = 300;

  private final TreeReader reader;
  private final Answers answers = new Answers();

  FileQuestions(TreeReader reader) {
    this.reader = reader;
  }

  /**
   * Compares them.
   *
   * @throws StoreException UnknownRevision, MissingObject, and whatever the registry of an image or
   *     the server of a commit answers
   */
  Comparison compare(RevisionChoice older, RevisionChoice newer, Cancellation cancellation)
      throws StoreException {
    return older instanceof OfImage || newer instanceof OfImage
        ? images(older, newer, cancellation)
        : files(older, newer, cancellation);
  }

  private Comparison images(RevisionChoice older, RevisionChoice newer, Cancellation cancellation)
      throws StoreException {
    // What is here first: a registry need not be asked for what can't be compared.
    if (older instanceof OfImage(ImageReference far)) {
      Optional<Image> here = image(newer, cancellation);
      return here.isEmpty()
          ? new Comparison.NoImage(false)
          : images(reader.image(far, cancellation), here.get());
    }
    Optional<Image> here = image(older, cancellation);
    return here.isEmpty()
        ? new Comparison.NoImage(true)
        : images(here.get(), image(newer, cancellation).orElseThrow());
  }

  private static Comparison images(Image older, Image newer) {
    return new Comparison.OfImages(ImageDiff.between(older, newer));
  }

  private Optional<Image> image(RevisionChoice choice, Cancellation cancellation)
      throws StoreException {
    return choice instanceof OfImage(ImageReference far)
        ? Optional.of(reader.image(far, cancellation))
        : reader.image(choice.resolve(reader));
  }

  private Answered files(RevisionChoice older, RevisionChoice newer, Cancellation cancellation)
      throws StoreException {
    Commit first = reader.commit(older.resolve(reader));
    Commit second = reader.commit(newer.resolve(reader));
    Checksum from = first.checksum();
    Checksum to = second.checksum();
    Optional<Preview> preview = reader.preview(from, to, cancellation);
    if (preview.isPresent() && preview.get().missing() > FEW) {
      return new Answered(
          first, second, preview.get().diff(), away(preview, to, false), Optional.empty());
    }
    TreeDiff diff = diff(from, to, cancellation);
    return new Answered(first, second, diff, away(preview, to, true), reader.images(from, to));
  }

  private Optional<Comparison.Away> away(Optional<Preview> preview, Checksum to, boolean sized) {
    return preview.map(it -> new Comparison.Away(it.missing(), delta(to).or(it::download), sized));
  }

  /** Where that can't be found out, the history says why. */
  private Optional<Download> delta(Checksum to) {
    try {
      return reader.delta(to);
    } catch (StoreException untold) {
      return Optional.empty();
    }
  }

  private TreeDiff diff(Checksum older, Checksum newer, Cancellation cancellation)
      throws StoreException {
    Optional<TreeDiff> known = answers.find(older, newer);
    if (known.isPresent()) {
      return known.get();
    }
    TreeDiff diff = reader.diff(older, newer, cancellation);
    answers.keep(diff);
    return diff;
  }
}
