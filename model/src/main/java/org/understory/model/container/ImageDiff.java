package org.understory.model.container;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;
import org.understory.model.container.Image.Layer;

/**
 * Which layers differ between two images, each counted once as a download counts it ({@code
 * ManifestDiff} of ostree-ext).
 *
 * @param added only the newer has; what is to be downloaded where the older is here
 * @param removed only the older has
 * @param shared both have
 */
public record ImageDiff(
    Image from, Image to, List<Layer> added, List<Layer> removed, List<Layer> shared) {
  public ImageDiff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    shared = List.copyOf(shared);
  }

  /** Compares two by the digests of their layers. */
  public static ImageDiff between(Image from, Image to) {
    Set<String> older = digests(from);
    Set<String> newer = digests(to);
    return new ImageDiff(
        from,
        to,
        to.layers().stream().distinct().filter(it -> !older.contains(it.digest())).toList(),
        from.layers().stream().distinct().filter(it -> !newer.contains(it.digest())).toList(),
        to.layers().stream().distinct().filter(it -> older.contains(it.digest())).toList());
  }

  private static Set<String> digests(Image image) {
    return image.layers().stream().map(Layer::digest).collect(toSet());
  }

  /** Bytes to download for the newer where the older is here. */
  public long download() {
    return added.stream().mapToLong(Layer::size).sum();
  }
}
