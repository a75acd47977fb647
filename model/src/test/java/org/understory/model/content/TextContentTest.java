package org.understory.model.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.content.TextContent.Encoding;
import org.understory.model.content.TextContent.LineEnds;

final class TextContentTest {
  @Test
  void what_is_not_utf_8_and_still_reads_is_taken_for_latin_1() {
    TextContent text = read("größer\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(text.encoding()).isEqualTo(Encoding.LATIN_1);
    assertThat(text.lines()).containsExactly("größer");
    assertThat(read("größer\n".getBytes(StandardCharsets.UTF_8)).encoding())
        .isEqualTo(Encoding.UTF_8);
    assertThat(read("\ufeffgrößer\n".getBytes(StandardCharsets.UTF_16LE)).encoding())
        .isEqualTo(Encoding.UTF_16);
  }

  @Test
  void bytes_are_no_text() {
    assertThat(TextContent.of(new byte[] {'E', 'L', 'F', 0}, true)).isEmpty();
    byte[] random = new byte[4000];
    new Random(7).nextBytes(random);
    for (int i = 0; i < random.length; i++) {
      random[i] = random[i] == 0 ? 1 : random[i];
    }
    assertThat(TextContent.of(random, true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a, NONE", "a⏎b⏎, LF", "a␍⏎b␍⏎, CR_LF", "a␍⏎b⏎, MIXED", "a␍b, NONE"})
  void the_ends_of_lines_are_known(String text, LineEnds ends) {
    String real = text.replace('⏎', '\n').replace('␍', '\r');
    assertThat(SomeText.of(real).ends()).isEqualTo(ends);
  }

  @Test
  void the_last_line_may_have_no_end() {
    assertThat(SomeText.of("a\nb").ended()).isFalse();
    assertThat(SomeText.of("a\nb").lines()).containsExactly("a", "b");
    assertThat(SomeText.of("a\n\n").lines()).containsExactly("a", "");
    assertThat(SomeText.of("").lines()).isEmpty();
  }

  private static TextContent read(byte[] content) {
    return TextContent.of(content, true).orElseThrow();
  }
}
