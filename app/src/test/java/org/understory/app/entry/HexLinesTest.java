package org.understory.app.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HexLinesTest {
  @Test
  void sixteen_bytes_to_a_line_with_their_ascii() {
    byte[] bytes = "0123456789abcdef\u0001~\u007f".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new HexLines(bytes))
        .containsExactly(
            "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef",
            "00000010  01 7e 7f                                          .~.");
  }

  @Test
  void no_bytes_no_lines() {
    assertThat(new HexLines(new byte[0])).isEmpty();
  }
}
