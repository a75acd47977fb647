package org.understory.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PathOrderTest {
  private static final List<String> PATHS =
      List.of(
          "",
          "/",
          "/a",
          "/a/b",
          "/a-b",
          "/é",
          "/\u7fff",
          "/\ud7ff",
          "/\ue000",
          "/\uffff",
          "/\ud800\udc00",
          "/\udbff\udfff",
          "/\ud83d\ude00/x",
          "/\ud83d\ude00",
          "/\ud83d\ude01");

  @Test
  void order_is_that_of_the_bytes_in_utf_8() {
    for (String a : PATHS) {
      for (String b : PATHS) {
        int bytes =
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(PathOrder.BYTEWISE.compare(a, b)))
            .as("%s against %s", a, b)
            .isEqualTo(Integer.signum(bytes));
      }
    }
  }
}
