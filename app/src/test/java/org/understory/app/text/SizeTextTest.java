package org.understory.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.resources.Messages;

final class SizeTextTest {
  private final SizeText english = new SizeText(Messages.load(Locale.US, "common"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0 bytes",
        "1|1 byte",
        "999|999 bytes",
        "1000|1.0\u00a0kB",
        "1234|1.2\u00a0kB",
        "999949|999.9\u00a0kB",
        "999950|1.0\u00a0MB",
        "2500000000|2.5\u00a0GB",
        "9223372036854775807|9.2\u00a0EB",
      })
  void is_written_as_the_desktop_does(long bytes, String text) {
    assertThat(english.brief(bytes)).isEqualTo(text);
  }

  @Test
  void uses_the_number_format_of_the_person() {
    assertThat(new SizeText(Messages.load(Locale.GERMANY, "common")).brief(1500))
        .isEqualTo("1,5\u00a0kB");
    assertThat(new SizeText(Messages.load(Locale.SIMPLIFIED_CHINESE, "common")).brief(12))
        .isEqualTo("12 字节");
  }

  @Test
  void can_tell_the_very_number() {
    assertThat(english.exact(12)).isEqualTo("12 bytes");
    assertThat(english.exact(1234567)).isEqualTo("1.2\u00a0MB (1,234,567 bytes)");
  }

  @Test
  void a_difference_has_its_sign() {
    assertThat(english.change(1000, 3500)).isEqualTo("+2.5\u00a0kB");
    assertThat(english.change(3500, 1000)).isEqualTo("\u22122.5\u00a0kB");
    assertThat(english.change(7, 7)).isEqualTo("same size");
  }
}
