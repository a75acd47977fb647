package org.understory.store.container;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.understory.model.container.Image;
import org.understory.model.container.Image.Layer;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Variant;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;

/**
 * Reads images out of what a commit says of the one that it was made from (ostree-ext's
 * container/store.rs), or what a registry says (OCI image specification).
 */
public final class ImageReader {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /** Layers of an image; registries take some hundred. */
  private static final int MAX_LAYERS = 4096;

  private static final OptionalLong NEVER = OptionalLong.empty();

  private ImageReader() {}

  /**
   * The image that a commit was made from; empty where it was made from none.
   *
   * @throws StoreException CorruptObject where what it says is no manifest
   */
  public static Optional<Image> of(CommitDetails details) throws StoreException {
    return of(
        details,
        details.metadata(),
        "ostree.manifest-digest",
        "ostree.manifest",
        "ostree.container.image-config");
  }

  /**
   * What the last look at the registry found in place of it, as bootc and rpm-ostree keep it beside
   * the commit; empty where they have found nothing.
   *
   * @throws StoreException CorruptObject where what they keep is no manifest
   */
  public static Optional<Image> found(CommitDetails details) throws StoreException {
    return of(
        details,
        details.detachedMetadata(),
        "ostree-ext.cached.manifest-digest",
        "ostree-ext.cached.manifest",
        "ostree-ext.cached.config");
  }

  private static Optional<Image> of(
      CommitDetails details,
      Map<String, Variant> from,
      String digest,
      String manifest,
      String configuration)
      throws StoreException {
    Optional<String> name = text(from, digest);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        parse(name.get(), text(from, manifest).orElse(""), text(from, configuration).orElse(""))
            .orElseThrow(
                () ->
                    new StoreException(
                        new Problem.CorruptObject(
                            details.commit().checksum().hex() + ".commit", Flaw.MALFORMED))));
  }

  /**
   * An image as its documents say; empty where the manifest is none.
   *
   * @param digest of the manifest
   * @param configuration may be none, as old versions of ostree-ext left it
   */
  public static Optional<Image> parse(String digest, String manifest, String configuration) {
    JsonTree document = JsonTree.parse(manifest);
    List<JsonTree> items = document.get("layers").items();
    if (!DIGEST.matcher(digest).matches() || items.isEmpty() || items.size() > MAX_LAYERS) {
      return Optional.empty();
    }
    List<Layer> layers = new ArrayList<>();
    for (JsonTree item : items) {
      Optional<String> name = item.get("digest").text().filter(it -> DIGEST.matcher(it).matches());
      OptionalLong size = item.get("size").number();
      // No disk has room for more, and sums stay numbers.
      if (name.isEmpty() || size.isEmpty() || size.getAsLong() > Long.MAX_VALUE / MAX_LAYERS) {
        return Optional.empty();
      }
      layers.add(new Layer(name.get(), size.getAsLong()));
    }
    JsonTree config = JsonTree.parse(configuration);
    Stream<Optional<String>> made =
        Stream.of(label(config, "org.opencontainers.image.created"), config.get("created").text());
    return Optional.of(
        new Image(
            digest,
            version(config),
            made.flatMap(Optional::stream).findFirst().map(ImageReader::seconds).orElse(NEVER),
            config.get("architecture").text(),
            layers));
  }

  /** The version that a configuration has a label for. */
  public static Optional<String> parseVersion(String configuration) {
    return version(JsonTree.parse(configuration));
  }

  private static Optional<String> version(JsonTree config) {
    return label(config, "org.opencontainers.image.version").or(() -> label(config, "version"));
  }

  private static Optional<String> label(JsonTree config, String name) {
    return config.get("config").get("Labels").get(name).text();
  }

  private static OptionalLong seconds(String rfc3339) {
    try {
      return OptionalLong.of(OffsetDateTime.parse(rfc3339).toEpochSecond());
    } catch (DateTimeException none) {
      return NEVER;
    }
  }

  private static Optional<String> text(Map<String, Variant> from, String key) {
    return from.get(key) instanceof Variant.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
