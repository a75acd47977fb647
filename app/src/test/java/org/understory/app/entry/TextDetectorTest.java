package org.understory.app.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.understory.app.entry.Preview.Text;
import org.understory.model.content.TextContent.Encoding;

final class TextDetectorTest {
  @Test
  void plain_text_is_split_into_lines() {
    assertThat(TextDetector.detect(bytes("a=1\nb\t2\r\n\nend"), true))
        .hasValue(new Text(Encoding.UTF_8, List.of("a=1", "b\t2", "", "end")));
  }

  @Test
  void a_byte_order_mark_is_not_shown() {
    assertThat(TextDetector.detect(bytes("\ufeffname"), true).orElseThrow().lines())
        .containsExactly("name");
  }

  @Test
  void utf_16_is_known_by_its_mark() {
    byte[] little = ("\ufeff" + "中文").getBytes(StandardCharsets.UTF_16LE);
    assertThat(TextDetector.detect(little, true))
        .hasValue(new Text(Encoding.UTF_16, List.of("中文")));
  }

  @Test
  void nul_and_many_control_characters_are_no_text() {
    assertThat(TextDetector.detect(new byte[] {'E', 'L', 'F', 0}, true)).isEmpty();
    assertThat(TextDetector.detect(bytes("a\u0001b\u0002c\u0003"), true)).isEmpty();
  }

  @Test
  void a_character_cut_in_two_at_the_limit_is_still_text() {
    byte[] cut = Arrays.copyOf(bytes("ab\u4e2d"), 4);
    assertThat(TextDetector.detect(cut, false).orElseThrow().lines()).containsExactly("ab");
    // The end of a whole file is no place to guess: these bytes are Latin-1, if they are text.
    assertThat(TextDetector.detect(cut, true).orElseThrow().encoding()).isEqualTo(Encoding.LATIN_1);
  }

  @Test
  void what_would_move_the_cursor_or_reverse_the_writing_is_escaped() {
    String text = "x".repeat(60) + "\u001b[2J \u202egnp.exe";
    assertThat(TextDetector.detect(bytes(text), true).orElseThrow().lines().getFirst())
        .endsWith("\\x1b[2J \\u{202e}gnp.exe");
  }

  @Test
  void a_very_long_line_becomes_several_and_no_character_is_torn() {
    String line = "x".repeat(TextDetector.LONGEST_LINE - 1) + "\ud83d\ude00" + "tail";
    assertThat(TextDetector.detect(bytes(line), true).orElseThrow().lines())
        .containsExactly("x".repeat(TextDetector.LONGEST_LINE - 1), "\ud83d\ude00tail");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
