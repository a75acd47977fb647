package org.understory.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.app.settings.Settings.Frame;
import org.understory.app.settings.Settings.Language;
import org.understory.app.settings.Settings.Theme;

final class SettingsFileTest {
  @TempDir Path folder;

  private Settings readBack(String text) throws IOException {
    Files.writeString(folder.resolve("settings"), text);
    return new SettingsFile(folder).read();
  }

  @Test
  void what_was_written_is_read_back() throws IOException {
    Settings settings =
        new Settings(
            Theme.DARK,
            Language.CHINESE,
            "compare",
            Theme.LIGHT,
            Optional.of(new Frame(-1200, 40, 1180, 780, true)),
            "1781515800-fern-0a.1");
    SettingsFile file = new SettingsFile(folder.resolve("not/yet/there"));

    file.write(settings);

    assertThat(file.read()).isEqualTo(settings);
  }

  @Test
  void without_a_file_nothing_is_set() {
    assertThat(new SettingsFile(folder).read()).isEqualTo(Settings.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "theme=purple\nlanguage=\ndesktop=blue\n",
        "frame=1,2,3",
        "frame=1,2,three,4,normal",
        "frame=0,0,1,1,normal",
        "frame=0,0,99999999999,800,normal",
        "frame=-2147483648,0,1180,780,normal",
        "\\u12",
        "\0\0\0"
      })
  void nonsense_counts_as_not_set(String text) throws IOException {
    assertThat(readBack(text)).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void bytes_that_are_no_text_count_as_not_set() throws IOException {
    Files.write(folder.resolve("settings"), new byte[] {(byte) 0xff, (byte) 0xfe, '='});

    assertThat(new SettingsFile(folder).read()).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void a_file_too_large_to_be_ours_is_not_read() throws IOException {
    assertThat(readBack("theme=dark\n#" + "x".repeat(20_000))).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void one_bad_line_leaves_the_others() throws IOException {
    assertThat(readBack("theme=dark\nframe=?\nlanguage=english\n"))
        .isEqualTo(
            new Settings(
                Theme.DARK, Language.ENGLISH, "system", Theme.SYSTEM, Optional.empty(), ""));
  }
}
