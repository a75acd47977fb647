package org.understory.store.container;

import static org.understory.test.fuzz.Target.require;
import static org.understory.test.fuzz.Target.same;

import java.util.List;
import java.util.Optional;
import org.understory.model.container.Image;
import org.understory.model.container.ImageDiff;
import org.understory.model.container.ImageReference;
import org.understory.model.container.ImageReference.Signatures;
import org.understory.test.fuzz.Target;

/** What origins, commits and registries say of container images. */
public final class ContainerTargets {
  private ContainerTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("image-reference", ContainerTargets::reference, ImageReference.class),
        Target.of("image", ContainerTargets::image, ImageReader.class, JsonTree.class));
  }

  private static void reference(byte[] input) {
    String text = Target.text(input);
    Optional<ImageReference> reference = ImageReference.parse(text, Signatures.POLICY);
    reference.ifPresent(
        it -> {
          same(it, ImageReference.parse(it.text()).orElseThrow(), "what is written is read");
          if (it.onServer()) {
            require(!it.image().startsWith("-"), "no option");
            require(it.image().matches("[!-~]+"), "printable");
            require(it.image().startsWith(it.name()), "a name");
          }
        });
  }

  private static void image(byte[] input) {
    List<String> parts = Target.texts(input, 2);
    String digest = "sha256:" + "0".repeat(64);
    ImageReader.parseVersion(parts.getLast());
    Optional<Image> image = ImageReader.parse(digest, parts.getFirst(), parts.getLast());
    image.ifPresent(
        it -> {
          require(it.size() >= 0, "a size");
          ImageDiff diff = ImageDiff.between(it, it);
          require(diff.added().isEmpty() && diff.removed().isEmpty(), "the same layers");
        });
  }
}
