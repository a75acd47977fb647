package org.understory.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.app.entry.FakeTree;
import org.understory.app.entry.PreviewViewModel;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.state.Background;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeEntry;

final class CompareViewModelTest {
  private static final RevisionChoice OLD = new RevisionChoice.Typed("old");
  private static final RevisionChoice NEW = new RevisionChoice.Typed("new");

  private final FakeTree tree = new FakeTree();
  private final Checksum older = tree.commit("old");
  private final Checksum newer = tree.commit("new");
  private final CompareViewModel compare = new CompareViewModel(tree, Background.inline());

  @BeforeEach
  void three_changes() {
    tree.file(older, "/etc/moved", "m");
    tree.file(newer, "/usr/moved", "m");
    tree.file(newer, "/usr/added", "a");
    tree.file(older, "/usr/edited", "1");
    tree.file(newer, "/usr/edited", "2");
    tree.changes =
        List.of(
            change(Change.Kind.ADDED, "/usr/added", Optional.empty()),
            change(Change.Kind.MODIFIED, "/usr/edited", Optional.empty()),
            change(Change.Kind.RENAMED, "/usr/moved", Optional.of("/etc/moved")));
  }

  @Test
  void one_side_alone_asks_nothing() {
    compare.pickFrom(OLD);
    assertThat(compare.comparisonProperty().get()).isEqualTo(new Comparison.Unasked());
    assertThat(tree.asked).isEmpty();
  }

  @Test
  void both_sides_are_compared_and_arranged() {
    compare.compare(OLD, NEW);
    assertThat(compare.comparisonProperty().get()).isInstanceOf(Comparison.Answered.class);
    assertThat(paths()).containsExactly("/usr/added", "/usr/edited", "/usr/moved");
    assertThat(compare.siftedProperty().get().tree().totals().renamed()).isEqualTo(1);
  }

  @Test
  void swapping_asks_the_other_way_round_and_answers_are_kept() {
    compare.compare(OLD, NEW);
    compare.swap();
    compare.swap();
    assertThat(tree.asked)
        .containsExactly(
            older.brief() + ".." + newer.brief(), newer.brief() + ".." + older.brief());
    assertThat(compare.fromProperty().get()).hasValue(OLD);
  }

  @Test
  void the_same_commit_on_both_sides_is_told_apart() {
    compare.compare(OLD, OLD);
    Comparison.Answered answer = (Comparison.Answered) compare.comparisonProperty().get();
    assertThat(answer.sameCommit()).isTrue();
    assertThat(paths()).isEmpty();
  }

  @Test
  void kinds_and_a_piece_of_the_path_narrow_the_changes() {
    compare.compare(OLD, NEW);
    compare.kinds().remove(Change.Kind.ADDED);
    assertThat(paths()).containsExactly("/usr/edited", "/usr/moved");
    compare.pathProperty().set("ETC");
    assertThat(paths()).containsExactly("/usr/moved");
    compare.kinds().remove(Change.Kind.RENAMED);
    assertThat(paths()).isEmpty();
  }

  @Test
  void a_selected_change_shows_both_its_sides() {
    compare.compare(OLD, NEW);
    select(2);
    assertThat(path(compare.before())).isEqualTo("/etc/moved");
    assertThat(path(compare.after())).isEqualTo("/usr/moved");
    select(0);
    assertThat(compare.before().entryProperty().get()).isEmpty();
    assertThat(path(compare.after())).isEqualTo("/usr/added");
  }

  @Test
  void a_new_question_forgets_what_was_selected() {
    compare.compare(OLD, NEW);
    select(0);
    compare.swap();
    assertThat(compare.selectedProperty().get()).isEmpty();
  }

  @Test
  void a_name_that_is_no_revision_is_told() {
    compare.compare(OLD, new RevisionChoice.Typed("nonsense"));
    assertThat(compare.comparisonProperty().get())
        .isEqualTo(new Comparison.Broken(new Problem.UnknownRevision("nonsense")));
    compare.pickTo(NEW);
    assertThat(paths()).hasSize(3);
  }

  @Test
  void the_newest_question_wins_and_a_stopped_one_stays_stopped() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    CompareViewModel slow = new CompareViewModel(tree, new Background(waiting::add, Runnable::run));
    slow.compare(OLD, NEW);
    slow.compare(NEW, OLD);
    while (!waiting.isEmpty()) {
      waiting.removeLast().run();
    }
    assertThat(tree.asked).containsExactly(newer.brief() + ".." + older.brief());
    slow.swap();
    slow.stop();
    waiting.forEach(Runnable::run);
    assertThat(slow.comparisonProperty().get()).isEqualTo(new Comparison.Stopped());
    assertThat(tree.asked).hasSize(1);
  }

  private void select(int index) {
    compare.select(Optional.of(compare.siftedProperty().get().changes().get(index)));
  }

  private List<String> paths() {
    return compare.siftedProperty().get().changes().stream().map(Change::path).toList();
  }

  private static String path(PreviewViewModel side) {
    return side.entryProperty().get().orElseThrow().path();
  }

  private static Change change(Change.Kind kind, String path, Optional<String> oldPath) {
    return new Change(kind, path, oldPath, TreeEntry.Kind.FILE, 1, 1);
  }
}
