package org.understory.model.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ChecksumTest {
  private static final String HEX = "0123456789abcdef".repeat(3) + "fedcba9876543210";

  @Test
  void sixty_four_digits_are_read_and_written_back() {
    Checksum checksum = Checksum.parse(HEX).orElseThrow();
    assertThat(checksum.hex()).isEqualTo(HEX);
    assertThat(checksum.brief()).isEqualTo(HEX.substring(0, 10));
    assertThat(Checksum.of(checksum.bytes(), 0)).isEqualTo(checksum);
    byte[] text = "[".repeat(66).getBytes(StandardCharsets.US_ASCII);
    checksum.putHex(text, 1);
    assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo("[" + HEX + "[");
  }

  @Test
  void nothing_else_is_a_checksum() {
    assertThat(Checksum.parse("")).isEmpty();
    assertThat(Checksum.parse(HEX.substring(1))).isEmpty();
    assertThat(Checksum.parse(HEX + "0")).isEmpty();
    for (String wrong : new String[] {"A", "g", "/", ":", "`", " ", "\0", "\u0660", "\uff11"}) {
      assertThat(Checksum.parse(wrong + HEX.substring(1))).as(wrong).isEmpty();
      assertThat(Checksum.parse(HEX.substring(1) + wrong)).as(wrong).isEmpty();
    }
  }
}
