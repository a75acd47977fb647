package org.understory.model.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Bisection.Mark;
import org.understory.model.history.Bisection.Verdict;

final class BisectionTest {
  private static List<Checksum> versions(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Checksum(i, 0, 0, 1)).toList();
  }

  @Test
  void every_first_bad_one_is_found_in_as_many_tries_as_were_said() {
    for (int count = 2; count <= 40; count++) {
      List<Checksum> versions = versions(count);
      for (int bad = 1; bad < count; bad++) {
        Bisection search = Bisection.of(versions, Optional.empty());
        int said = search.tries();
        int tries = 0;
        while (search.next().isPresent()) {
          Checksum tried = search.next().get();
          Verdict verdict = versions.indexOf(tried) < bad ? Verdict.GOOD : Verdict.BAD;
          search = search.with(tried, verdict).orElseThrow();
          tries++;
        }
        assertThat(search.suspects()).containsExactly(versions.get(bad));
        assertThat(tries).isLessThanOrEqualTo(said);
      }
    }
  }

  @Test
  void what_is_skipped_is_passed_over_and_stays_under_suspicion() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      List<Checksum> versions = versions(2 + random.nextInt(20));
      int bad = 1 + random.nextInt(versions.size() - 1);
      List<Checksum> broken = new ArrayList<>(versions);
      broken.removeIf(each -> random.nextInt(3) > 0);
      Bisection search = Bisection.of(versions, Optional.empty());
      while (search.next().isPresent()) {
        Checksum tried = search.next().get();
        Verdict verdict =
            broken.contains(tried)
                ? Verdict.SKIP
                : versions.indexOf(tried) < bad ? Verdict.GOOD : Verdict.BAD;
        search = search.with(tried, verdict).orElseThrow();
      }
      assertThat(search.suspects()).contains(versions.get(bad));
      assertThat(broken).containsAll(search.suspects().subList(0, search.suspects().size() - 1));
    }
  }

  @Test
  void what_is_not_between_the_two_or_contradicts_them_says_nothing() {
    List<Checksum> versions = versions(4);
    Bisection search = Bisection.of(versions, Optional.empty());

    Checksum other = new Checksum(9, 9, 9, 9);
    for (Verdict verdict : Verdict.values()) {
      assertThat(search.with(other, verdict)).isEmpty();
    }
    assertThat(search.with(versions.getLast(), Verdict.GOOD)).isEmpty();
    assertThat(search.with(versions.getFirst(), Verdict.BAD)).isEmpty();
    assertThat(search.with(versions.getLast(), Verdict.SKIP)).isEmpty();
    assertThat(search.with(versions.getFirst(), Verdict.GOOD)).isPresent();
    assertThat(search.with(versions.getLast(), Verdict.BAD)).isPresent();
  }

  @Test
  void an_answer_that_was_wrong_is_taken_back() {
    List<Checksum> versions = versions(9);
    Bisection began = Bisection.of(versions, Optional.of(versions.getLast()));
    Bisection search = began.with(versions.get(4), Verdict.BAD).orElseThrow();

    assertThat(search.isOpen(versions.get(3))).isTrue();
    assertThat(search.isOpen(versions.get(4))).isFalse();
    assertThat(search.isOpen(versions.get(6))).isFalse();
    assertThat(search.without()).contains(began);
    assertThat(began.without()).isEmpty();
    assertThat(began.isOpen(versions.get(6))).isTrue();
  }

  @Test
  void marks_that_contradict_each_other_make_no_search() {
    List<Checksum> versions = versions(6);
    List<Mark> marks =
        List.of(new Mark(versions.get(2), Verdict.BAD), new Mark(versions.get(3), Verdict.GOOD));
    assertThatThrownBy(() -> new Bisection(versions, marks, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_was_skipped_and_is_an_end_now_is_forgotten() {
    List<Checksum> versions = versions(6);
    Bisection search =
        Bisection.of(versions, Optional.empty())
            .with(versions.get(3), Verdict.SKIP)
            .flatMap(it -> it.with(versions.get(1), Verdict.GOOD))
            .orElseThrow();

    assertThat(search.untried()).isEqualTo(2);
    assertThat(search.next()).isEqualTo(Optional.of(versions.get(2)));
    Bisection later = search.with(versions.get(3), Verdict.BAD).orElseThrow();
    assertThat(later.suspects()).isEqualTo(versions.subList(2, 4));
    assertThat(later.skipped()).isEmpty();
    assertThatThrownBy(() -> Bisection.of(versions(1), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
