package org.understory.store.sysroot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.system.Label;
import org.understory.model.system.Origin;

final class OriginTextTest {
  private static final Origin BRANCH =
      new Origin(Optional.of("far:next"), Origin.Source.BRANCH, Optional.empty());

  @ParameterizedTest
  @CsvSource({
    // old, new; a bar is a line end
    "'', '[origin]|refspec=far:next|'",
    "'[origin]|refspec=far:old|', '[origin]|refspec=far:next|'",
    "'[origin]|refspec = far:old| override-commit =1|unlocked=hotfix|keep=1|',"
        + " '[origin]|refspec=far:next|keep=1|'",
    "'[origin]|refspec=x|[libostree-transient]|pinned=true|understory-label=l|',"
        + " '[origin]|refspec=far:next|'",
    "'[a]|k=1|[libostree-transient]|pinned=true|[b]|refspec=kept|',"
        + " '[origin]|refspec=far:next|[a]|k=1|[b]|refspec=kept|'",
    "'  [libostree-transient]  |pinned=true| [a]|k=1|', '[origin]|refspec=far:next| [a]|k=1|'",
    "'# said|[origin]|# more|refspec=x|', '[origin]|refspec=far:next|# more|# said|'",
  })
  void a_new_deployment_takes_over_what_is_not_the_old_ones_own(String old, String fresh) {
    assertThat(OriginText.of(lines(old), BRANCH)).isEqualTo(lines(fresh));
  }

  @Test
  void a_deployment_that_is_held_says_at_what() {
    Origin held = new Origin(Optional.of("next"), Origin.Source.BRANCH, Optional.of("abc"));

    assertThat(OriginText.of("", held)).isEqualTo("[origin]\nrefspec=next\noverride-commit=abc\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'[origin]|refspec=x|',"
        + " '[origin]|refspec=x|[libostree-transient]|understory-label=N|understory-note=|'",
    "'[libostree-transient]|understory-label=a|understory-note=b|pinned=true|',"
        + " '[libostree-transient]|understory-label=N|understory-note=|pinned=true|'",
    "' [libostree-transient] |pinned=true|[a]|understory-label=kept|',"
        + " ' [libostree-transient] |understory-label=N|understory-note=|pinned=true|"
        + "[a]|understory-label=kept|'",
  })
  void a_name_replaces_the_one_before(String old, String fresh) {
    assertThat(OriginText.labelled(lines(old), Optional.of(new Label("N", ""))))
        .isEqualTo(lines(fresh));
  }

  @Test
  void a_name_goes_and_all_else_stays() {
    String old = "[origin]\nrefspec=x\n[libostree-transient]\nunderstory-label=a\npinned=true\n";

    assertThat(OriginText.labelled(old, Optional.empty()))
        .isEqualTo("[origin]\nrefspec=x\n[libostree-transient]\npinned=true\n");
  }

  @Test
  void a_name_of_several_lines_stays_one_value() {
    assertThat(OriginText.labelled("", Optional.of(new Label("  a\\b", "x\n[origin]\r\ty"))))
        .isEqualTo(
            "[libostree-transient]\nunderstory-label=\\s\\sa\\\\b\n"
                + "understory-note=x\\n[origin]\\r\\ty\n");
  }

  private static String lines(String text) {
    return text.replace('|', '\n');
  }
}
