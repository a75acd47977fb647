package org.understory.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileModeTest {
  @ParameterizedTest
  @CsvSource({
    "0100644, -rw-r--r--, 0644",
    "0100755, -rwxr-xr-x, 0755",
    "0104755, -rwsr-xr-x, 4755",
    "0104644, -rwSr--r--, 4644",
    "0102755, -rwxr-sr-x, 2755",
    "0102745, -rwxr-Sr-x, 2745",
    "0041777, drwxrwxrwt, 1777",
    "0041776, drwxrwxrwT, 1776",
    "0120777, lrwxrwxrwx, 0777",
    "0040000, d---------, 0000",
    "0000644, ?rw-r--r--, 0644",
  })
  void is_written_as_ls_and_chmod_do(String bits, String text, String octal) {
    FileMode mode = new FileMode(Integer.parseInt(bits, 8));
    assertThat(mode.text()).isEqualTo(text);
    assertThat(mode.octal()).isEqualTo(octal);
  }

  @ParameterizedTest
  @CsvSource({"0104755, true, false", "0102755, false, true", "0100755, false, false"})
  void knows_files_that_run_with_the_rights_of_another(
      String bits, boolean setuid, boolean setgid) {
    FileMode mode = new FileMode(Integer.parseInt(bits, 8));
    assertThat(mode.setuid()).isEqualTo(setuid);
    assertThat(mode.setgid()).isEqualTo(setgid);
  }
}
