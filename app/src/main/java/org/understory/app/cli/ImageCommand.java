package org.understory.app.cli;

import java.util.Optional;
import org.understory.app.state.OpenSystem;
import org.understory.model.container.ImageReference;
import org.understory.model.container.ImageReference.Signatures;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import picocli.CommandLine.Command;

/** {@code image}: what a registry has of a container image. These commands go to the network. */
@Command(
    name = "image",
    sortOptions = false,
    abbreviateSynopsis = true,
    subcommands = {ImageTagsCommand.class, ImageShowCommand.class})
final class ImageCommand {
  /**
   * The image of this name; the one that is followed where the name is empty.
   *
   * @throws StoreException NoOrigin where none is followed, UnsafeName
   */
  static ImageReference named(String name, OpenSystem system) throws StoreException {
    Optional<ImageReference> followed =
        system.snapshot().current().flatMap(ImageCommand::reference);
    if (name.isEmpty()) {
      return followed.orElseThrow(() -> new StoreException(new Problem.NoOrigin(os(system))));
    }
    Signatures usual = followed.map(ImageReference::signatures).orElse(Signatures.NONE);
    return ImageReference.parse(name, usual)
        .orElseThrow(() -> new StoreException(new Problem.UnsafeName(name)));
  }

  private static String os(OpenSystem system) {
    try {
      return system.snapshot().os();
    } catch (StoreException unreadable) {
      return "";
    }
  }

  /** What a deployment follows, if that is an image. */
  static Optional<ImageReference> reference(Deployment deployment) {
    return deployment.origin().refspec().flatMap(ImageReference::parse);
  }
}
