package org.understory.model.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.container.ImageReference.Signatures;

final class ImageReferenceTest {
  private static final String DIGEST = "sha256:" + "0a".repeat(32);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ostree-unverified-registry:quay.io/fedora/os:41, NONE, , registry, quay.io/fedora/os:41
          ostree-unverified-image:docker://quay.io/os, NONE, , registry, quay.io/os
          ostree-unverified-image:registry:quay.io/os, NONE, , registry, quay.io/os
          ostree-unverified-image:oci:/var/mnt/os:latest, NONE, , oci, /var/mnt/os:latest
          ostree-image-signed:docker://ghcr.io/a/b:stable, POLICY, , registry, ghcr.io/a/b:stable
          ostree-remote-image:fedora:docker://quay.io/os:1, REMOTE, fedora, registry, quay.io/os:1
          ostree-remote-registry:fedora:quay.io/os:1, REMOTE, fedora, registry, quay.io/os:1
          ostree-image-signed:containers-storage:localhost/os, POLICY, , containers-storage, localhost/os
          """)
  void what_origins_hold_is_understood(
      String text, Signatures signatures, String remote, String transport, String image) {
    ImageReference reference = ImageReference.parse(text).orElseThrow();
    assertThat(reference.signatures()).isEqualTo(signatures);
    assertThat(reference.remote().orElse(null)).isEqualTo(remote);
    assertThat(reference.transport()).isEqualTo(transport);
    assertThat(reference.image()).isEqualTo(image);
    assertThat(ImageReference.parse(reference.text())).contains(reference);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "quay.io/os",
        "fedora:stable",
        "ostree-image-signed",
        "ostree-image-signed:quay.io/os",
        "ostree-image-signed:docker:quay.io/os",
        "ostree-image-signed:docker://",
        "ostree-image-signed:ftp:quay.io/os",
        "ostree-remote-image:docker",
        "ostree-remote-registry::quay.io/os",
        "ostree-unverified-registry:quay.io/o s",
        "ostree-unverified-registry:quay.io/os\n",
      })
  void anything_else_is_no_reference(String text) {
    assertThat(ImageReference.parse(text)).isEmpty();
  }

  @Test
  void tag_and_digest_are_told_from_host_and_port() {
    ImageReference port = reference("localhost:5000/os");
    assertThat(port.name()).isEqualTo("localhost:5000/os");
    assertThat(port.tag()).contains("latest");
    assertThat(port.tagged("41").image()).isEqualTo("localhost:5000/os:41");
    ImageReference held = reference("localhost:5000/a/os:41@" + DIGEST);
    assertThat(held.name()).isEqualTo("localhost:5000/a/os");
    assertThat(held.tag()).contains("41");
    assertThat(held.digest()).contains(DIGEST);
    assertThat(reference("quay.io/os@" + DIGEST).tag()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quay.io/OS",
        "-quay.io/os",
        "quay.io/os:",
        "quay.io/os:.1",
        "quay.io/os@sha256:12",
        "quay.io/../os",
        "quay.io//os",
        "--apply",
        "quay.io/os;rm"
      })
  void what_no_server_could_have_is_not_on_one(String image) {
    assertThat(reference(image).onServer()).isFalse();
  }

  @Test
  void a_person_may_write_the_name_alone() {
    assertThat(ImageReference.parse("quay.io/os:41", Signatures.POLICY))
        .contains(ImageReference.parse("ostree-image-signed:docker://quay.io/os:41").orElseThrow());
    assertThat(ImageReference.parse("--apply", Signatures.NONE)).isEmpty();
  }

  private static ImageReference reference(String image) {
    return ImageReference.parse("ostree-unverified-registry:" + image).orElseThrow();
  }
}
