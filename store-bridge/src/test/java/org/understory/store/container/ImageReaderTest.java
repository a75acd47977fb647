package org.understory.store.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.container.Image;
import org.understory.model.container.Image.Layer;
import org.understory.model.container.ImageDiff;

final class ImageReaderTest {
  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);
  private static final String C = "sha256:" + "c".repeat(64);

  private static final Optional<String> NONE = Optional.empty();
  private static final OptionalLong NEVER = OptionalLong.empty();

  @Test
  void manifest_and_configuration_make_an_image() {
    String configuration =
        """
        {"architecture":"arm64","created":"2024-08-07T12:00:00.5Z","config":{"Labels":{
        "version":"old","org.opencontainers.image.version":"stream9.2024"}}}""";
    Image image = ImageReader.parse(C, manifest(A, 5, B, 7), configuration).orElseThrow();
    assertThat(image.version()).contains("stream9.2024");
    assertThat(image.created()).isEqualTo(OptionalLong.of(1723032000));
    assertThat(image.architecture()).contains("arm64");
    assertThat(image.layers()).containsExactly(new Layer(A, 5), new Layer(B, 7));
    assertThat(image.size()).isEqualTo(12);
  }

  @Test
  void without_a_configuration_there_are_still_layers() {
    Image image = ImageReader.parse(C, manifest(A, 5, B, 7), "null").orElseThrow();
    assertThat(image.version()).isEmpty();
    assertThat(image.created()).isEmpty();
    assertThat(image.layers()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"layers\":[]}",
        "{\"layers\":[{\"digest\":\"sha256:12\",\"size\":1}]}",
        "{\"layers\":[{\"digest\":\"DIGEST\"}]}",
        "{\"layers\":[{\"digest\":\"DIGEST\",\"size\":-1}]}",
        "{\"layers\":[{\"digest\":\"DIGEST\",\"size\":9223372036854775807}]}",
        "{\"layers\":[{\"digest\":\"DIGEST\",\"size\":1}]} more"
      })
  void what_is_no_manifest_makes_none(String manifest) {
    assertThat(ImageReader.parse(C, manifest.replace("DIGEST", A), "{}")).isEmpty();
  }

  @Test
  void layers_are_shared_by_digest_and_counted_once() {
    Image older = new Image(A, NONE, NEVER, NONE, List.of(new Layer(A, 1), new Layer(B, 2)));
    Image newer =
        new Image(B, NONE, NEVER, NONE, List.of(new Layer(A, 1), new Layer(C, 4), new Layer(C, 4)));
    ImageDiff diff = ImageDiff.between(older, newer);
    assertThat(diff.added()).containsExactly(new Layer(C, 4));
    assertThat(diff.removed()).containsExactly(new Layer(B, 2));
    assertThat(diff.shared()).containsExactly(new Layer(A, 1));
    assertThat(diff.download()).isEqualTo(4);
  }

  private static String manifest(String one, long size, String other, long otherSize) {
    return """
        {"schemaVersion":2,"layers":[{"digest":"%s","size":%d,"annotations":{"x":"y"}},\
        {"digest":"%s","size":%d}]}"""
        .formatted(one, size, other, otherSize);
  }
}
