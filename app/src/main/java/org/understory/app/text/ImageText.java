package org.understory.app.text;

import org.understory.model.container.Image;
import org.understory.model.container.ImageDiff;
import org.understory.model.container.ImageReference;
import org.understory.model.system.SoftReboot;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Puts container images into words that are safe to show. */
public final class ImageText {
  /** Enough of a digest for a person to tell images apart: what it is, and twelve digits. */
  private static final int BRIEF = 19;

  private final Messages messages;
  private final SizeText sizes;

  /** Words out of {@code messages}, which hold the bundle {@code common}. */
  public ImageText(Messages messages) {
    this.messages = messages;
    sizes = new SizeText(messages);
  }

  /** Who has to vouch for what comes. */
  public String signatures(ImageReference reference) {
    return switch (reference.signatures()) {
      case POLICY -> messages.get("image.signatures.policy");
      case REMOTE ->
          messages.get("image.signatures.remote", Sanitizer.line(reference.remote().orElse("")));
      case NONE -> messages.get("image.signatures.none");
    };
  }

  /** Whether systemd can go on to it while the kernel keeps running. */
  public String softReboot(SoftReboot soft) {
    return messages.get(
        switch (soft) {
          case POSSIBLE -> "image.soft-reboot.possible";
          case OTHER_KERNEL -> "image.soft-reboot.kernel";
          case OTHER_ARGUMENTS -> "image.soft-reboot.arguments";
        });
  }

  /** How many layers, and how large they are as they are downloaded. */
  public String layers(Image image) {
    return messages.get("image.layers", image.layers().size(), sizes.brief(image.size()));
  }

  /** The start of its digest, for where there is no room for all of it. */
  public String digest(Image image) {
    return Sanitizer.line(image.digest().substring(0, BRIEF));
  }

  /** What an image is called that was found: its version, and the start of its digest. */
  public String found(Image image) {
    String digest = digest(image);
    return image
        .version()
        .map(version -> messages.get("image.found", Sanitizer.line(version), digest))
        .orElse(digest);
  }

  /** How many layers of the newer are to be downloaded, in a sentence. */
  public String difference(ImageDiff diff) {
    return diff.added().isEmpty() && diff.removed().isEmpty()
        ? messages.get("image.diff.same")
        : messages.get(
            "image.diff",
            diff.added().size(),
            diff.added().size() + diff.shared().size(),
            sizes.brief(diff.download()),
            diff.removed().size());
  }
}
