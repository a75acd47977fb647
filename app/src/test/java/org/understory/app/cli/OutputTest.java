package org.understory.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class OutputTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Output out = new Output(bytes);

  @Test
  void text_of_every_kind_and_length_comes_out_in_order() throws IOException {
    String piece = "plain, 中文, 😀 and é;";
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      out.print(piece).print("x");
      expected.append(piece).append("x");
    }
    String large = "y".repeat(200_000);
    out.line(large).flush();
    expected.append(large).append('\n');

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
  }

  @Test
  void nothing_is_written_before_a_piece_is_full() throws IOException {
    out.print("a");
    assertThat(bytes.size()).isZero();
    out.flush();
    assertThat(bytes.size()).isEqualTo(1);
  }

  @Test
  void numbers_stand_at_the_right_of_their_column() throws IOException {
    out.right("7", 3).right("1234", 3).flush();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("  71234");
  }

  @Test
  void a_failure_is_told_once_and_what_failed_is_not_written_again() {
    int[] attempts = {0};
    Output closed =
        new Output(
            new OutputStream() {
              @Override
              public void write(int octet) throws IOException {
                throw new IOException("gone");
              }

              @Override
              public void write(byte[] piece, int offset, int length) throws IOException {
                attempts[0] += length;
                throw new IOException("gone");
              }
            });
    closed.print("abc");

    assertThatThrownBy(closed::flush).hasMessage("gone");
    assertThatThrownBy(() -> closed.print("é".repeat(100_000)))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(attempts[0]).isEqualTo(3);
  }
}
