package org.understory.app.server;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.understory.model.container.Image;
import org.understory.model.container.ImageReference;
import org.understory.model.packages.RpmOrder;

/**
 * The tags that a registry has of an image. Names are not safe to show until sanitized.
 *
 * @param followed the image that the system follows
 * @param asked when the registry was asked for them, seconds since 1970
 * @param tags the one that is followed first, then what looks newest
 */
public record RegistryTags(ImageReference followed, long asked, List<Tag> tags) {
  public RegistryTags {
    tags = List.copyOf(tags);
  }

  /**
   * A tag.
   *
   * @param reference the image under it
   * @param followed whether the system follows it
   * @param image what it was when it was asked for; empty where nobody has asked
   */
  public record Tag(
      String name, ImageReference reference, boolean followed, Optional<Image> image) {}

  /** Tags of which no more than the names is known. */
  static RegistryTags of(ImageReference followed, long asked, List<String> names) {
    return new RegistryTags(
        followed,
        asked,
        names.stream()
            .distinct()
            .map(
                name ->
                    new Tag(
                        name,
                        followed.tagged(name),
                        followed.tag().equals(Optional.of(name)),
                        Optional.empty()))
            .sorted(
                Comparator.comparing((Tag each) -> !each.followed())
                    .thenComparing(Tag::name, RpmOrder.SEGMENTS.reversed()))
            .toList());
  }

  /** The same where this is known of a tag. */
  RegistryTags with(String name, Image image) {
    return new RegistryTags(
        followed,
        asked,
        tags.stream()
            .map(
                each ->
                    each.name().equals(name)
                        ? new Tag(name, each.reference(), each.followed(), Optional.of(image))
                        : each)
            .toList());
  }
}
