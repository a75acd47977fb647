package org.understory.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FoldersTest {
  @Test
  void without_xdg_variables_folders_are_below_home() {
    Folders folders = Folders.of(Map.of("HOME", "/home/ann"));

    assertThat(folders.demo()).isEqualTo(Path.of("/home/ann/.local/share/understory/demo"));
    assertThat(folders.cache()).isEqualTo(Path.of("/home/ann/.cache/understory"));
  }

  @Test
  void xdg_variables_win_but_relative_paths_in_them_are_ignored() {
    Folders folders =
        Folders.of(
            Map.of("HOME", "/home/ann", "XDG_CACHE_HOME", "/var/c", "XDG_CONFIG_HOME", "rel"));

    assertThat(folders.cache()).isEqualTo(Path.of("/var/c/understory"));
    assertThat(folders.config()).isEqualTo(Path.of("/home/ann/.config/understory"));
  }
}
