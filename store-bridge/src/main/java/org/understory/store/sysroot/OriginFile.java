package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Label;
import org.understory.model.system.Origin;
import org.understory.store.file.KeyFile;

/**
 * What a deployment's origin file says ({@code CHECKSUM.SERIAL.origin}).
 *
 * @param pinned whether libostree never removes the deployment by itself
 * @param label what a person calls the deployment
 * @param hotfix whether {@code ostree admin unlock --hotfix} opened it
 */
record OriginFile(Origin origin, boolean pinned, boolean hotfix, Optional<Label> label) {
  /** What libostree does not carry over to another deployment. */
  static final String TRANSIENT = "libostree-transient";

  /** The key of {@link Label#name}. */
  static final String LABEL = "understory-label";

  /** The key of {@link Label#note}. */
  static final String NOTE = "understory-note";

  /** A deployment without an origin file. */
  static final OriginFile NONE =
      new OriginFile(
          new Origin(Optional.empty(), Origin.Source.NONE, Optional.empty()),
          false,
          false,
          Optional.empty());

  /** Reads the file; a deployment need not have one. */
  static OriginFile read(Path file) throws StoreException {
    Optional<String> text = SysrootFiles.text(file);
    if (text.isEmpty()) {
      return NONE;
    }
    return of(KeyFile.parse(text.get(), file.toString()));
  }

  static OriginFile of(KeyFile file) {
    Optional<String> branch = file.string("origin", "refspec");
    Optional<String> layered = file.string("origin", "baserefspec");
    Optional<String> container = file.string("origin", "container-image-reference");
    Origin.Source source = Origin.Source.NONE;
    List<String> layers = branch.isPresent() ? OriginRequests.own(file) : List.of();
    if (branch.isPresent()) {
      source = layers.isEmpty() ? Origin.Source.BRANCH : Origin.Source.LAYERED_HERE;
    } else if (layered.isPresent()) {
      source = Origin.Source.LAYERED;
    } else if (container.isPresent()) {
      source = Origin.Source.CONTAINER;
    }
    return new OriginFile(
        new Origin(
            branch.or(() -> layered).or(() -> container),
            source,
            file.string("origin", "override-commit"),
            layers),
        file.isTrue(TRANSIENT, "pinned"),
        file.string("origin", "unlocked").filter("hotfix"::equals).isPresent(),
        label(file));
  }

  private static Optional<Label> label(KeyFile file) {
    return file.string(TRANSIENT, LABEL)
        .filter(name -> !name.isEmpty() && name.length() <= Label.MAX_NAME)
        .map(
            name ->
                new Label(
                    name,
                    file.string(TRANSIENT, NOTE)
                        .filter(note -> note.length() <= Label.MAX_NOTE)
                        .orElse("")));
  }
}
