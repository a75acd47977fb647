package org.understory.store.bootc;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.understory.store.container.JsonTree;

/**
 * What {@code bootc status --json} tells (its docs/src/host-v1.schema.json; {@code v1alpha1} has
 * the same fields, fewer of them). Texts are not safe to show until sanitized.
 *
 * @param host whether what runs was deployed from an image, so that bootc can update it
 * @param readOnly whether the disk can't be written to, as of a live medium
 * @param others deployments that are none of the three
 * @param rollbackQueued whether the one to go back to starts next
 */
public record BootcStatus(
    boolean host,
    boolean readOnly,
    Optional<Entry> staged,
    Optional<Entry> booted,
    Optional<Entry> rollback,
    List<Entry> others,
    boolean rollbackQueued) {
  public BootcStatus {
    others = List.copyOf(others);
  }

  /**
   * A deployment.
   *
   * @param image its name where it is
   * @param transport where it is
   * @param digest of the manifest
   * @param found the digest of what the last look at the registry found in its place
   * @param incompatible whether its origin has what bootc can't take along, such as layered
   *     packages
   * @param softReboot whether systemd can go on to it while the kernel keeps running
   * @param downloadOnly whether it is held back at shutdown
   * @param deployment its id, as of a deployment of libostree; empty on composefs
   */
  public record Entry(
      Optional<String> image,
      Optional<String> transport,
      Optional<String> digest,
      Optional<String> version,
      Optional<String> found,
      boolean incompatible,
      boolean pinned,
      boolean softReboot,
      boolean downloadOnly,
      Optional<String> deployment) {}

  /** Reads it; empty where it is no status. */
  public static Optional<BootcStatus> parse(String json) {
    JsonTree document = JsonTree.parse(json);
    JsonTree status = document.get("status");
    boolean known =
        document.get("apiVersion").text().orElse("").startsWith("org.containers.bootc/")
            && document.get("kind").text().equals(Optional.of("BootcHost"));
    if (!known || !status.isThere()) {
      return Optional.empty();
    }
    Optional<Entry> booted = entry(status.get("booted"));
    // The type came later; before, an image of what runs said the same.
    boolean host =
        status.get("type").text().equals(Optional.of("bootcHost"))
            || (!status.get("type").isThere() && booted.flatMap(Entry::image).isPresent());
    return Optional.of(
        new BootcStatus(
            host,
            status.get("readOnly").isTrue(),
            entry(status.get("staged")),
            booted,
            entry(status.get("rollback")),
            status.get("otherDeployments").items().stream()
                .flatMap(each -> entry(each).stream())
                .toList(),
            status.get("rollbackQueued").isTrue()));
  }

  private static Optional<Entry> entry(JsonTree tree) {
    if (!tree.isThere()) {
      return Optional.empty();
    }
    JsonTree image = tree.get("image");
    JsonTree ostree = tree.get("ostree");
    Optional<String> deployment =
        ostree
            .get("stateroot")
            .text()
            .flatMap(
                stateroot ->
                    ostree
                        .get("checksum")
                        .text()
                        .map(
                            checksum ->
                                stateroot
                                    + "-"
                                    + checksum
                                    + "."
                                    + ostree.get("deploySerial").number().orElse(0)));
    return Optional.of(
        new Entry(
            image.get("image").get("image").text(),
            image.get("image").get("transport").text(),
            image.get("imageDigest").text(),
            image.get("version").text(),
            tree.get("cachedUpdate").get("imageDigest").text(),
            tree.get("incompatible").isTrue(),
            tree.get("pinned").isTrue(),
            tree.get("softRebootCapable").isTrue(),
            tree.get("downloadOnly").isTrue(),
            deployment));
  }

  /** Whether something that bootc can't take along keeps it from bringing a new version. */
  public boolean incompatible() {
    return Stream.of(staged, booted).flatMap(Optional::stream).anyMatch(Entry::incompatible);
  }
}
