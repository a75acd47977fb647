package org.understory.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;

final class AnswersTest {
  private final Answers answers = new Answers();

  @Test
  void the_longest_unused_answers_go_when_there_are_too_many_changes() {
    answers.keep(diff(1, Answers.MOST_CHANGES / 2));
    answers.keep(diff(2, Answers.MOST_CHANGES / 2));
    assertThat(answers.find(of(1), of(0))).isPresent();
    answers.keep(diff(3, 1));
    assertThat(answers.find(of(1), of(0))).isPresent();
    assertThat(answers.find(of(2), of(0))).isEmpty();
    assertThat(answers.find(of(3), of(0))).isPresent();
  }

  @Test
  void an_answer_with_problems_is_asked_again() {
    answers.keep(
        new TreeDiff(
            of(1),
            of(0),
            List.of(),
            new TreeDiff.Summary(0, 0, 0, 0, 0, 0, 0),
            List.of(new Problem.MissingObject("x"))));
    assertThat(answers.find(of(1), of(0))).isEmpty();
  }

  private static TreeDiff diff(int from, int changes) {
    Change change =
        new Change(Change.Kind.ADDED, "/a", Optional.empty(), TreeEntry.Kind.FILE, 0, 0);
    return new TreeDiff(
        of(from),
        of(0),
        Collections.nCopies(changes, change),
        new TreeDiff.Summary(changes, 0, 0, 0, 0, 0, 0),
        List.of());
  }

  private static Checksum of(int number) {
    return new Checksum(number, 0, 0, 0);
  }
}
