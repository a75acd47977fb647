package org.understory.store.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** Commits are numbers here; 0 stands for no parent. */
final class HistoryWalkTest {
  private final Map<Checksum, Commit> store = new HashMap<>();
  private final Set<Checksum> damaged = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private int loaded;

  @Test
  void a_line_is_told_from_its_tip_to_its_root() {
    commit(1, 0, 10);
    commit(2, 1, 20);
    commit(3, 2, 30);
    assertThat(walk(3)).containsExactly(3L, 2L, 1L);
  }

  @Test
  void the_newest_of_several_lines_comes_first() {
    commit(1, 0, 10);
    commit(2, 1, 20);
    commit(3, 1, 15);
    commit(4, 2, 40);
    commit(5, 3, 30);
    assertThat(walk(4, 5)).containsExactly(4L, 5L, 2L, 3L, 1L);
  }

  @Test
  void a_wrong_clock_never_puts_a_parent_before_its_child() {
    commit(1, 0, 99);
    commit(2, 1, 98);
    commit(3, 2, 1);
    commit(4, 2, 50);
    assertThat(walk(3, 4)).containsExactly(4L, 3L, 2L, 1L);
  }

  @Test
  void a_tip_may_lie_on_the_line_of_another() {
    commit(1, 0, 10);
    commit(2, 1, 20);
    commit(3, 2, 5);
    assertThat(walk(1, 3, 2, 3)).containsExactly(3L, 2L, 1L);
    assertThat(problems).isEmpty();
  }

  @Test
  void lines_without_a_common_root_are_told_together() {
    commit(1, 0, 10);
    commit(2, 1, 30);
    commit(3, 0, 20);
    assertThat(walk(2, 3)).containsExactly(2L, 3L, 1L);
  }

  @Test
  void a_parent_that_is_not_here_ends_the_line() {
    commit(3, 2, 10);
    assertThat(walk(3)).containsExactly(3L);
    assertThat(problems).isEmpty();
  }

  @Test
  void a_damaged_commit_ends_its_line_and_is_told() {
    commit(1, 0, 10);
    commit(2, 1, 20);
    commit(3, 2, 30);
    commit(4, 1, 25);
    damaged.add(name(2));
    assertThat(walk(3, 4)).containsExactly(3L, 4L, 1L);
    assertThat(problems)
        .containsExactly(new Problem.CorruptObject(name(2) + ".commit", Flaw.CHECKSUM_MISMATCH));
  }

  @Test
  void a_tip_that_is_not_here_is_told() {
    commit(1, 0, 10);
    assertThat(walk(7, 1)).containsExactly(1L);
    assertThat(problems).containsExactly(new Problem.MissingObject(name(7) + ".commit"));
  }

  @Test
  void of_one_line_the_first_is_told_before_the_second_is_read() {
    longLine(1000);
    List<Integer> loadedBefore = new ArrayList<>();
    HistoryWalk.run(
        List.of(name(1000)),
        this::load,
        it -> loadedBefore.add(loaded),
        problems::add,
        new Cancellation());
    assertThat(loadedBefore).startsWith(1, 2, 3).hasSize(1000);
  }

  @Test
  void lines_that_have_joined_are_told_while_they_are_read() {
    longLine(1000);
    commit(2000, 999, 5000);
    commit(2001, 998, 5001);
    List<Integer> loadedBefore = new ArrayList<>();
    HistoryWalk.run(
        List.of(name(1000), name(2000), name(2001)),
        this::load,
        it -> loadedBefore.add(loaded),
        problems::add,
        new Cancellation());
    assertThat(loadedBefore.getFirst()).isLessThan(10);
    assertThat(loadedBefore).hasSize(1002);
  }

  @Test
  void two_hundred_thousand_commits_need_no_stack() {
    longLine(200_000);
    assertThat(walk(200_000)).hasSize(200_000);
    assertThat(walk(200_000, 100_000, 7)).hasSize(200_000);
  }

  @Test
  void a_source_that_lies_in_circles_ends() {
    commit(1, 2, 10);
    commit(2, 1, 20);
    assertThat(walk(2)).containsExactly(2L, 1L);
    assertThat(walk(2, 1)).doesNotHaveDuplicates();
  }

  @Test
  void the_walk_stops_when_nobody_wants_it_any_more() {
    longLine(10_000);
    Cancellation cancellation = new Cancellation();
    List<Commit> told = new ArrayList<>();
    assertThatThrownBy(
            () ->
                HistoryWalk.run(
                    List.of(name(10_000)),
                    this::load,
                    it -> {
                      told.add(it);
                      cancellation.cancel();
                    },
                    problems::add,
                    cancellation))
        .isInstanceOf(CancellationException.class);
    assertThat(told).hasSize(1);
  }

  @Test
  void random_histories_come_once_each_with_children_first_and_the_newest_of_those() {
    for (int seed = 0; seed < 400; seed++) {
      store.clear();
      Random dice = new Random(seed);
      int count = 1 + dice.nextInt(40);
      for (long i = 1; i <= count; i++) {
        commit(i, dice.nextInt(10) == 0 ? 0 : dice.nextLong(i), dice.nextInt(50));
      }
      store.keySet().removeIf(it -> dice.nextInt(15) == 0);
      long[] tips = dice.longs(1 + dice.nextInt(5), 1, count + 1).toArray();
      assertThat(walk(tips)).as("seed %d", seed).isEqualTo(expected(tips));
    }
  }

  /** The definition, without thought for speed. */
  private List<Long> expected(long... tips) {
    Set<Checksum> reachable = new HashSet<>();
    for (long tip : tips) {
      Optional<Checksum> at = Optional.of(name(tip));
      while (at.isPresent() && store.containsKey(at.get()) && reachable.add(at.get())) {
        at = store.get(at.get()).parent();
      }
    }
    List<Long> order = new ArrayList<>();
    while (!reachable.isEmpty()) {
      Set<Checksum> parents = new HashSet<>();
      reachable.forEach(it -> store.get(it).parent().ifPresent(parents::add));
      Commit next =
          reachable.stream()
              .filter(it -> !parents.contains(it))
              .map(store::get)
              .min(
                  (x, y) ->
                      x.timestamp() == y.timestamp()
                          ? x.checksum().compareTo(y.checksum())
                          : Long.compare(y.timestamp(), x.timestamp()))
              .orElseThrow();
      reachable.remove(next.checksum());
      order.add(next.checksum().a());
    }
    return order;
  }

  private void longLine(int length) {
    for (long i = 1; i <= length; i++) {
      commit(i, i - 1, i);
    }
  }

  private void commit(long number, long parent, long timestamp) {
    Optional<Checksum> parentName = parent == 0 ? Optional.empty() : Optional.of(name(parent));
    store.put(
        name(number),
        new Commit(
            name(number),
            parentName,
            timestamp,
            "",
            "",
            Optional.empty(),
            Commit.Kind.RELEASE,
            name(0),
            name(0)));
  }

  private List<Long> walk(long... tips) {
    List<Long> told = new ArrayList<>();
    HistoryWalk.run(
        LongStream.of(tips).mapToObj(HistoryWalkTest::name).toList(),
        this::load,
        it -> told.add(it.checksum().a()),
        problems::add,
        new Cancellation());
    return told;
  }

  private Commit load(Checksum checksum) throws StoreException {
    loaded++;
    if (damaged.contains(checksum)) {
      throw new StoreException(
          new Problem.CorruptObject(checksum + ".commit", Flaw.CHECKSUM_MISMATCH));
    }
    if (!store.containsKey(checksum)) {
      throw new StoreException(new Problem.MissingObject(checksum + ".commit"));
    }
    return store.get(checksum);
  }

  private static Checksum name(long number) {
    return new Checksum(number, 0, 0, 0);
  }
}
