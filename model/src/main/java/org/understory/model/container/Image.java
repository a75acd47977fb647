package org.understory.model.container;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A container image, as its manifest and its configuration say. Texts are not safe to show until
 * sanitized.
 *
 * @param digest of the manifest, {@code sha256:} and 64 digits: what names the image for good
 * @param version label {@code org.opencontainers.image.version}, else {@code version} ({@code
 *     version_for_config} of ostree-ext)
 * @param created when it was made, seconds since 1970
 * @param architecture as the configuration has it, such as {@code amd64}
 * @param layers in order, the base first
 */
public record Image(
    String digest,
    Optional<String> version,
    OptionalLong created,
    Optional<String> architecture,
    List<Layer> layers) {
  public Image {
    layers = List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param size bytes as it is downloaded
   */
  public record Layer(String digest, long size) {}

  /** Bytes of all layers as they are downloaded, each counted once. */
  public long size() {
    return layers.stream().distinct().mapToLong(Layer::size).sum();
  }
}
