package org.understory.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

final class ProblemTextTest {
  private static final String HOSTILE = "a\n\u001b[31mb\u202ec";

  private final ProblemText english = new ProblemText(Messages.load(Locale.ENGLISH, "problems"));
  private final ProblemText chinese =
      new ProblemText(Messages.load(Locale.SIMPLIFIED_CHINESE, "problems"));

  static Stream<Problem> every_problem() {
    return Arrays.stream(Problem.class.getPermittedSubclasses()).map(ProblemTextTest::hostile);
  }

  /** Any record of that class, with hostile text wherever it takes text. */
  private static Problem hostile(Class<?> kind) {
    try {
      var constructor = kind.getDeclaredConstructors()[0];
      Object[] values =
          Arrays.stream(constructor.getParameterTypes())
              .map(
                  type ->
                      type == String.class
                          ? HOSTILE
                          : type.isEnum()
                              ? type.getEnumConstants()[0]
                              : type == long.class ? (Object) 7L : List.of(HOSTILE, HOSTILE))
              .toArray();
      return (Problem) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(kind.toString(), e);
    }
  }

  @ParameterizedTest
  @MethodSource("every_problem")
  void every_problem_is_one_safe_line_with_a_next_step(Problem problem) {
    for (ProblemText text : List.of(english, chinese)) {
      String sentence = text.sentence(problem);

      assertThat(sentence).doesNotContain("\n", "\u001b", "\u202e", "{0", "{1");
      if (problem.getClass().getRecordComponents().length > 0) {
        assertThat(sentence).contains("a\\n\\x1b[31mb");
      }
      assertThat(sentence.split("[.。]")).as("what is wrong, what to do").hasSizeGreaterThan(1);
    }
  }

  @ParameterizedTest
  @MethodSource("every_problem")
  void the_two_languages_differ(Problem problem) {
    assertThat(chinese.sentence(problem)).isNotEqualTo(english.sentence(problem));
  }

  @Test
  void a_flaw_is_told_in_words() {
    assertThat(english.sentence(new Problem.CorruptObject("ab.dirtree", Flaw.UNSORTED_NAMES)))
        .startsWith(
            "A part of this version is damaged (ab.dirtree): its names are not in order or not unique.");
  }

  @Test
  void only_a_few_matches_of_a_short_prefix_are_listed() {
    String sentence =
        english.sentence(new Problem.AmbiguousRevision("a", List.of("a1", "a2", "a3", "a4", "a5")));

    assertThat(sentence).contains("a1, a2, a3, a4 …").doesNotContain("a5");
  }
}
