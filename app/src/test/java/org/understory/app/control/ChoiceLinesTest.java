package org.understory.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.understory.app.control.ChoicePicker.Words;

final class ChoiceLinesTest {
  private static final List<String> CHOICES = List.of("D:41.1", "D:40.9", "B:stable", "B:testing");

  @Test
  void all_choices_stand_under_their_groups() {
    assertThat(lines(""))
        .containsExactly("# D", "D:41.1", "D:40.9", "# B", "B:stable", "B:testing");
  }

  @Test
  void every_word_must_be_found_in_any_order_and_case() {
    assertThat(lines("ING test")).containsExactly("# B", "B:testing", "# typed", "typed:ING test");
  }

  @Test
  void what_was_typed_is_offered_unless_it_is_the_title_of_a_choice() {
    assertThat(lines("stable")).containsExactly("# B", "B:stable");
    assertThat(lines("stable^")).containsExactly("# typed", "typed:stable^");
  }

  private static List<String> lines(String query) {
    return ChoiceLines.matching(
            CHOICES,
            choice -> {
              int colon = choice.indexOf(':');
              return new Words(choice.substring(0, colon), choice.substring(colon + 1), "");
            },
            query,
            typed -> Optional.of("typed:" + typed))
        .stream()
        .map(
            line ->
                switch (line) {
                  case ChoiceLines.Line.Heading<String>(String title) -> "# " + title;
                  case ChoiceLines.Line.Choice<String>(String value) -> value;
                })
        .toList();
  }
}
