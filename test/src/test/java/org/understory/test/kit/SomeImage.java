package org.understory.test.kit;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A container image as documents alone: a manifest and a configuration as registries have them.
 *
 * @param layers names of its layers; the size of each is 1000 times the length of its name
 */
public record SomeImage(String version, List<String> layers) {
  /** One with these layers. */
  public static SomeImage of(String version, String... layers) {
    return new SomeImage(version, List.of(layers));
  }

  /** Its manifest (OCI image specification). */
  public String manifest() {
    return """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
        "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},\
        "layers":[%s]}"""
        .formatted(
            digest(configuration()),
            configuration().length(),
            layers.stream()
                .map(
                    it ->
                        """
                        {"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip",\
                        "digest":"%s","size":%d}"""
                            .formatted(digest(it), size(it)))
                .collect(joining(",")));
  }

  private static int size(String layer) {
    return 1000 * layer.length();
  }

  /** Its configuration. */
  public String configuration() {
    return """
        {"architecture":"amd64","os":"linux","created":"2026-05-01T10:00:00Z","config":{"Labels":\
        {"containers.bootc":"1","org.opencontainers.image.version":"%s"}},\
        "rootfs":{"type":"layers","diff_ids":[%s]}}"""
        .formatted(
            version, layers.stream().map(it -> "\"" + digest(it) + "\"").collect(joining(",")));
  }

  /** Names it. */
  public String digest() {
    return digest(manifest());
  }

  /** What a commit that was made from it has, as arguments of {@code ostree commit}. */
  public List<String> metadata() {
    return List.of(
        "--add-metadata-string=ostree.manifest-digest=" + digest(),
        "--add-metadata-string=ostree.manifest=" + manifest(),
        "--add-metadata-string=ostree.container.image-config=" + configuration(),
        "--add-metadata-string=ostree.importer.version=0.15.3");
  }

  /** The digest of a text. */
  public static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
