package org.understory.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.app.entry.FakeTree;
import org.understory.app.entry.Preview;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.state.Background;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.tree.TreeEntry;

final class BrowseViewModelTest {
  private final FakeTree tree = new FakeTree();
  private final Checksum older = tree.commit("old");
  private final Checksum newer = tree.commit("new");
  private final BrowseViewModel browse = new BrowseViewModel(tree, Background.inline());

  @BeforeEach
  void two_small_systems() {
    for (Checksum commit : List.of(older, newer)) {
      tree.file(commit, "/usr/bin/vi", "x");
      tree.file(commit, "/usr/os-release", "NAME=x\n");
      tree.link(commit, "/bin", "usr/bin");
      tree.folder(commit, "/var");
    }
    tree.file(newer, "/usr/share/doc/new", "x");
  }

  @Test
  void shows_the_root_of_a_commit_with_folders_first() {
    open("new", "/");
    assertThat(browse.pathProperty().get()).isEqualTo("/");
    assertThat(names()).containsExactly("usr", "var", "bin");
    assertThat(browse.details().entryProperty().get().orElseThrow().path()).isEqualTo("/");
  }

  @Test
  void a_deep_link_to_a_file_opens_its_folder_and_selects_it() {
    open("new", "/usr/os-release");
    assertThat(browse.pathProperty().get()).isEqualTo("/usr");
    assertThat(selected()).isEqualTo("/usr/os-release");
    assertThat(browse.details().previewProperty().get()).isInstanceOf(Preview.Content.class);
  }

  @Test
  void a_typed_path_may_go_through_links_and_be_seen_from_here() {
    open("new", "/usr");
    browse.go("/bin/vi");
    assertThat(browse.pathProperty().get()).isEqualTo("/usr/bin");
    assertThat(selected()).isEqualTo("/usr/bin/vi");
    browse.go("../share");
    assertThat(browse.pathProperty().get()).isEqualTo("/usr/share");
  }

  @Test
  void a_typed_path_that_leads_nowhere_leaves_the_folder_on_screen() {
    open("new", "/usr");
    browse.go("/nothing");
    assertThat(browse.pathProperty().get()).isEqualTo("/usr");
    assertThat(browse.noticeProperty().get())
        .hasValue(new Problem.NoSuchPath(newer.hex(), "/nothing"));
    browse.go("/var");
    assertThat(browse.noticeProperty().get()).isEmpty();
  }

  @Test
  void entering_a_link_to_a_folder_opens_that_folder() throws Exception {
    open("new", "/");
    browse.enter(tree.entry(newer, "/bin"));
    assertThat(browse.pathProperty().get()).isEqualTo("/usr/bin");
  }

  @Test
  void going_up_selects_the_folder_that_was_left() {
    open("new", "/usr/bin");
    browse.up();
    assertThat(browse.pathProperty().get()).isEqualTo("/usr");
    assertThat(selected()).isEqualTo("/usr/bin");
  }

  @Test
  void another_commit_opens_at_the_same_folder_or_the_nearest_above() {
    open("new", "/usr/share/doc");
    browse.pick(new RevisionChoice.Typed("old"));
    assertThat(browse.pathProperty().get()).isEqualTo("/usr");
    assertThat(browse.noticeProperty().get())
        .hasValue(new Problem.NoSuchPath(older.brief(), "/usr/share/doc"));
  }

  @Test
  void back_and_forward_cross_commits() {
    open("new", "/usr");
    browse.go("/var");
    browse.pick(new RevisionChoice.Typed("old"));
    assertThat(browse.backwardProperty().get()).isTrue();
    browse.back();
    assertThat(browse.commit().orElseThrow().checksum()).isEqualTo(newer);
    assertThat(browse.choiceProperty().get().orElseThrow())
        .isInstanceOf(RevisionChoice.OfCommit.class);
    browse.back();
    assertThat(browse.pathProperty().get()).isEqualTo("/usr");
    assertThat(browse.backwardProperty().get()).isFalse();
    browse.forward();
    assertThat(browse.pathProperty().get()).isEqualTo("/var");
  }

  @Test
  void a_name_that_is_no_revision_is_told_in_place_of_the_tree() {
    open("new", "/usr");
    browse.pick(new RevisionChoice.Typed("nonsense"));
    assertThat(browse.listingProperty().get())
        .isEqualTo(new Listing.Broken(new Problem.UnknownRevision("nonsense")));
    assertThat(browse.commit()).isEmpty();
    assertThat(browse.passingProperty().get()).isEmpty();
  }

  @Test
  void the_filter_narrows_the_folder_on_screen_and_ends_when_one_leaves_it() {
    open("new", "/");
    browse.filterProperty().set("AR");
    assertThat(names()).containsExactly("var");
    browse.go("/usr");
    assertThat(browse.filterProperty().get()).isEmpty();
    assertThat(names()).containsExactly("bin", "share", "os-release");
  }

  @Test
  void a_folder_unfolded_in_place_shows_its_rows_or_what_is_wrong() throws Exception {
    open("new", "/");
    List<List<Row>> heard = new ArrayList<>();
    browse.children(tree.entry(newer, "/usr/bin"), heard::add);
    browse.children(tree.entry(newer, "/var"), heard::add);
    Problem gone = new Problem.MissingObject("x.dirtree");
    tree.breakFolder("/usr", gone);
    browse.children(tree.entry(newer, "/usr"), heard::add);
    assertThat(heard)
        .containsExactly(
            List.of(new Row.Entry(tree.entry(newer, "/usr/bin/vi"))),
            List.of(new Row.Empty()),
            List.of(new Row.Broken(gone)));
  }

  @Test
  void a_lost_file_keeps_its_row_and_the_details_say_what_is_wrong() throws Exception {
    tree.lostFile(newer, "/usr/lost");
    open("new", "/usr");
    browse.select(Optional.of(tree.entry(newer, "/usr/lost")));
    assertThat(names()).contains("lost");
    assertThat(browse.details().previewProperty().get()).isInstanceOf(Preview.Trouble.class);
  }

  @Test
  void only_the_newest_request_arrives() {
    Deque<Runnable> waiting = new ArrayDeque<>();
    BrowseViewModel slow = new BrowseViewModel(tree, new Background(waiting::add, Runnable::run));
    slow.open(new RevisionChoice.Typed("old"), "/usr");
    slow.open(new RevisionChoice.Typed("new"), "/var");
    while (!waiting.isEmpty()) {
      waiting.removeLast().run();
    }
    assertThat(slow.pathProperty().get()).isEqualTo("/var");
    assertThat(slow.commit().orElseThrow().checksum()).isEqualTo(newer);
  }

  private void open(String ref, String path) {
    browse.open(new RevisionChoice.Typed(ref), path);
  }

  private List<String> names() {
    return browse.passingProperty().get().stream().map(TreeEntry::name).toList();
  }

  private String selected() {
    return browse.details().entryProperty().get().orElseThrow().path();
  }
}
