package org.understory.store.bootc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BootcProgressTest {
  @Test
  void bytes_are_counted() {
    String line =
        """
        {"type":"ProgressBytes","task":"pulling","description":"Pulling Image: sha256:1",\
        "id":"sha256:1","bytesCached":5,"bytes":11,"bytesTotal":42,"stepsCached":1,"steps":2,\
        "stepsTotal":7,"subtasks":[{"subtask":"ostree_chunk","description":"ostree chunk: 12",\
        "id":"12","bytesCached":0,"bytes":1,"bytesTotal":9}]}""";
    assertThat(BootcProgress.parse(line))
        .contains(
            new BootcProgress(
                "pulling",
                Optional.of("ostree_chunk"),
                "ostree chunk: 12",
                OptionalLong.of(11),
                OptionalLong.of(42),
                2,
                7));
  }

  @Test
  void steps_have_no_bytes_and_a_total_of_none_is_unknown() {
    BootcProgress steps =
        BootcProgress.parse(
                "{\"type\":\"ProgressSteps\",\"task\":\"staging\",\"steps\":1,\"stepsTotal\":3}")
            .orElseThrow();
    assertThat(steps.bytes()).isEmpty();
    assertThat(steps.totalSteps()).isEqualTo(3);
    BootcProgress unknown =
        BootcProgress.parse(
                "{\"type\":\"ProgressBytes\",\"task\":\"pulling\",\"bytes\":3,\"bytesTotal\":0}")
            .orElseThrow();
    assertThat(unknown.bytes()).hasValue(3);
    assertThat(unknown.totalBytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"type\":\"Start\",\"version\":\"0.1.0\"}",
        "{\"type\":\"Other\",\"task\":\"pulling\"}",
        "{\"type\":\"ProgressBytes\"}",
        "{\"type\":\"ProgressBytes\",\"task\":7}",
        "{\"type\":\"ProgressBytes\",\"task\":\"pulling\""
      })
  void anything_else_is_passed_over(String line) {
    assertThat(BootcProgress.parse(line)).isEmpty();
  }
}
