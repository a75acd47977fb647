package org.understory.model.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.understory.model.tree.Change.Kind.ADDED;
import static org.understory.model.tree.Change.Kind.METADATA;
import static org.understory.model.tree.Change.Kind.MODIFIED;
import static org.understory.model.tree.Change.Kind.REMOVED;
import static org.understory.model.tree.Change.Kind.RENAMED;
import static org.understory.model.tree.TreeEntry.Kind.DIRECTORY;
import static org.understory.model.tree.TreeEntry.Kind.FILE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.understory.model.tree.ChangeTree.Node;
import org.understory.model.tree.TreeDiff.Summary;

final class ChangeTreeTest {
  @Test
  void no_changes_give_an_empty_root() {
    Node root = ChangeTree.of(List.of());
    assertThat(root.path()).isEqualTo("/");
    assertThat(root.name()).isEqualTo("/");
    assertThat(root.children()).isEmpty();
    assertThat(root.totals()).isEqualTo(new Summary(0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void folders_hold_what_changed_below_them_and_its_totals() {
    Node root =
        ChangeTree.of(
            List.of(
                change(MODIFIED, "/etc/hosts", FILE, 10, 12),
                change(ADDED, "/usr/bin", DIRECTORY, 0, 0),
                change(ADDED, "/usr/bin/vi", FILE, 0, 100),
                change(REMOVED, "/usr/lib/old", FILE, 70, 0)));

    assertThat(drawing(root))
        .containsExactly(
            "/ +2 -1 *1 m0 r0 80..112",
            "/etc +0 -0 *1 m0 r0 10..12",
            "/etc/hosts MODIFIED",
            "/usr +2 -1 *0 m0 r0 70..100",
            "/usr/bin ADDED +2 -0 *0 m0 r0 0..100",
            "/usr/bin/vi ADDED",
            "/usr/lib +0 -1 *0 m0 r0 70..0",
            "/usr/lib/old REMOVED");
  }

  @Test
  void a_change_of_a_folder_that_comes_after_its_content_still_lands_on_that_folder() {
    Node root =
        ChangeTree.of(
            List.of(
                change(MODIFIED, "/a/b/c", FILE, 1, 1),
                change(METADATA, "/a/b", DIRECTORY, 0, 0),
                change(METADATA, "/", DIRECTORY, 0, 0)));

    assertThat(drawing(root))
        .containsExactly(
            "/ METADATA +0 -0 *1 m2 r0 1..1",
            "/a +0 -0 *1 m1 r0 1..1",
            "/a/b METADATA +0 -0 *1 m1 r0 1..1",
            "/a/b/c MODIFIED");
  }

  @Test
  void a_folder_replaced_by_a_file_gives_both_beside_each_other() {
    Node root =
        ChangeTree.of(
            List.of(
                change(ADDED, "/x", FILE, 0, 5),
                change(REMOVED, "/x", DIRECTORY, 0, 0),
                change(REMOVED, "/x/y", FILE, 3, 0)));

    assertThat(drawing(root))
        .containsExactly(
            "/ +1 -2 *0 m0 r0 3..5", "/x REMOVED +0 -2 *0 m0 r0 3..0", "/x/y REMOVED", "/x ADDED");
  }

  @Test
  void a_renamed_file_counts_where_it_is_now() {
    Change moved = new Change(RENAMED, "/new/f", Optional.of("/old/f"), FILE, 9, 9);
    assertThat(drawing(ChangeTree.of(List.of(moved))))
        .containsExactly("/ +0 -0 *0 m0 r1 9..9", "/new +0 -0 *0 m0 r1 9..9", "/new/f RENAMED");
  }

  @Test
  void folders_come_first_and_names_in_order() {
    Node root =
        ChangeTree.of(
            List.of(
                change(ADDED, "/a-b/x", FILE, 0, 0),
                change(ADDED, "/a.txt", FILE, 0, 0),
                change(ADDED, "/a/x", FILE, 0, 0)));
    assertThat(root.children()).extracting(Node::name).containsExactly("a", "a-b", "a.txt");
  }

  @Test
  void a_path_ten_thousand_folders_deep_is_no_trouble() {
    Node root = ChangeTree.of(List.of(change(ADDED, "/d".repeat(10_000), FILE, 0, 1)));
    assertThat(drawing(root)).hasSize(10_001);
  }

  private static Change change(
      Change.Kind change, String path, TreeEntry.Kind kind, long before, long after) {
    return new Change(change, path, Optional.empty(), kind, before, after);
  }

  private static List<String> drawing(Node root) {
    List<String> lines = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.pop();
      node.children().reversed().forEach(open::push);
      Summary sum = node.totals();
      lines.add(
          node.path()
              + node.change().map(it -> " " + it.change()).orElse("")
              + (node.isFolder()
                  ? " +%d -%d *%d m%d r%d %d..%d"
                      .formatted(
                          sum.added(),
                          sum.removed(),
                          sum.modified(),
                          sum.metadata(),
                          sum.renamed(),
                          sum.sizeBefore(),
                          sum.sizeAfter())
                  : ""));
    }
    return lines;
  }
}
