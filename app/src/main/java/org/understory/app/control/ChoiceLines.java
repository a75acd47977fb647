package org.understory.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.understory.app.control.ChoicePicker.Words;

/** What a picker lists while a person types: a pure function. */
final class ChoiceLines {
  private ChoiceLines() {}

  /** One line of the list. */
  sealed interface Line<T> {
    /** The name of the group that follows. */
    record Heading<T>(String title) implements Line<T> {}

    /** Something to pick. */
    record Choice<T>(T value) implements Line<T> {}
  }

  /**
   * The choices whose words hold every word of {@code query}, under their groups and in their
   * order; behind them what was typed itself, unless it is the title of a choice already.
   */
  static <T> List<Line<T>> matching(
      List<T> choices,
      Function<T, Words> words,
      String query,
      Function<String, Optional<T>> typed) {
    String[] wanted = fold(query).strip().split("\\s+");
    List<Line<T>> lines = new ArrayList<>();
    Optional<String> group = Optional.empty();
    boolean named = false;
    for (T choice : choices) {
      Words said = words.apply(choice);
      if (holds(fold(said.title() + ' ' + said.detail() + ' ' + said.group()), wanted)) {
        if (group.isEmpty() || !group.get().equals(said.group())) {
          group = Optional.of(said.group());
          lines.add(new Line.Heading<>(said.group()));
        }
        lines.add(new Line.Choice<>(choice));
        named |= said.title().equals(query.strip());
      }
    }
    if (!named && !query.isBlank()) {
      typed
          .apply(query.strip())
          .ifPresent(
              choice -> {
                lines.add(new Line.Heading<>(words.apply(choice).group()));
                lines.add(new Line.Choice<>(choice));
              });
    }
    return lines;
  }

  private static boolean holds(String text, String[] wanted) {
    for (String word : wanted) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
