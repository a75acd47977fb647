package org.understory.store.bootc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents in the shapes of bootc's own fixtures and schema. */
final class BootcStatusTest {
  private static final String DIGEST = "sha256:" + "16".repeat(32);
  private static final String NEWER = "sha256:" + "a0".repeat(32);
  private static final String COMMIT = "3c".repeat(32);

  private static String entry(String more) {
    return """
        {"image":{"image":{"image":"quay.io/example/os:latest","transport":"registry"},
        "version":"stream9.1","timestamp":"2024-08-07T12:00:00Z","imageDigest":"%s",
        "architecture":"amd64"},"incompatible":false,"pinned":false,
        "ostree":{"checksum":"%s","deploySerial":1,"stateroot":"default"}%s}"""
        .formatted(DIGEST, COMMIT, more);
  }

  private static String host(String version, String status) {
    return """
        {"apiVersion":"org.containers.bootc/%s","kind":"BootcHost","metadata":{"name":"host"},
        "spec":{"image":null,"bootOrder":"default"},"status":%s}"""
        .formatted(version, status);
  }

  @Test
  void all_of_a_status_is_read() {
    String status =
        """
        {"staged":%s,"booted":%s,"rollback":null,"otherDeployments":[%s],"rollbackQueued":true,
        "type":"bootcHost","usrOverlay":null,"readOnly":true}"""
            .formatted(
                entry(",\"downloadOnly\":true,\"pinned\":true,\"softRebootCapable\":true"),
                entry(",\"cachedUpdate\":{\"imageDigest\":\"" + NEWER + "\"}"),
                entry(""));
    BootcStatus read = BootcStatus.parse(host("v1", status)).orElseThrow();
    assertThat(read.host()).isTrue();
    assertThat(read.readOnly()).isTrue();
    assertThat(read.rollbackQueued()).isTrue();
    assertThat(read.rollback()).isEmpty();
    assertThat(read.others()).hasSize(1);
    assertThat(read.staged().orElseThrow().downloadOnly()).isTrue();
    assertThat(read.staged().orElseThrow().softReboot()).isTrue();
    assertThat(read.incompatible()).isFalse();
    assertThat(read.booted().orElseThrow())
        .isEqualTo(
            new BootcStatus.Entry(
                Optional.of("quay.io/example/os:latest"),
                Optional.of("registry"),
                Optional.of(DIGEST),
                Optional.of("stream9.1"),
                Optional.of(NEWER),
                false,
                false,
                false,
                false,
                Optional.of("default-" + COMMIT + ".1")));
  }

  @Test
  void the_older_shape_has_no_type_and_is_read_as_well() {
    String status =
        "{\"staged\":null,\"booted\":%s,\"rollback\":null,\"isContainer\":false}"
            .formatted(entry(""));
    BootcStatus read = BootcStatus.parse(host("v1alpha1", status)).orElseThrow();
    assertThat(read.host()).isTrue();
    assertThat(read.booted().orElseThrow().version()).contains("stream9.1");
  }

  @Test
  void a_computer_that_is_not_booted_from_an_image_is_no_host() {
    String nothing =
        """
        {"staged":null,"booted":null,"rollback":null,"rollbackQueued":false,"type":null}""";
    assertThat(BootcStatus.parse(host("v1", nothing)).orElseThrow().host()).isFalse();
    String branch =
        """
        {"booted":{"image":null,"cachedUpdate":null,"incompatible":false,"pinned":false,
        "store":null,"ostree":{"checksum":"%s","deploySerial":0,"stateroot":"default"}},
        "type":null}"""
            .formatted(COMMIT);
    assertThat(BootcStatus.parse(host("v1", branch)).orElseThrow().host()).isFalse();
  }

  @Test
  void layered_packages_in_what_is_staged_make_it_incompatible() {
    String layered =
        "{\"image\":null,\"cachedUpdate\":null,\"incompatible\":true,\"pinned\":false}";
    String status = "{\"staged\":%s,\"booted\":%s}".formatted(layered, entry(""));
    assertThat(BootcStatus.parse(host("v1", status)).orElseThrow().incompatible()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "error: This command must be executed as the root user",
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"status\":{}}",
        "{\"apiVersion\":\"org.containers.bootc/v1\",\"kind\":\"BootcHost\"}"
      })
  void anything_else_is_no_status(String text) {
    assertThat(BootcStatus.parse(text)).isEmpty();
  }
}
