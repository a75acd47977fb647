package org.understory.model.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.understory.model.history.GraphText.Symbols;

class CommitGraphTest {
  @Test
  void a_straight_line() {
    assertThat(Drawn.graph("c<b b<a a"))
        .isEqualTo(
            """
            ● c
            ● b
            ● a
            """);
  }

  @Test
  void a_fork() {
    assertThat(Drawn.graph("d<b c<b b<a a"))
        .isEqualTo(
            """
            ● d
            │ ● c
            ├─╯
            ● b
            ● a
            """);
  }

  @Test
  void two_forks_from_one_line() {
    assertThat(Drawn.graph("f<d e<b d<b c<a b<a a"))
        .isEqualTo(
            """
            ● f
            │ ● e
            ● │ d
            │ │ ● c
            ├─╯ │
            ●   │ b
            ├───╯
            ● a
            """);
  }

  @Test
  void interleaved_branches_that_share_no_commit() {
    assertThat(Drawn.graph("a3<a2 b3<b2 a2<a1 b2<b1 a1 b1"))
        .isEqualTo(
            """
            ● a3
            │ ● b3
            ● │ a2
            │ ● b2
            ● │ a1
              ● b1
            """);
  }

  @Test
  void many_branches_from_one_commit() {
    assertThat(Drawn.graph("e<a d<a c<a b<a a"))
        .isEqualTo(
            """
            ● e
            │ ● d
            │ │ ● c
            │ │ │ ● b
            ├─┴─┴─╯
            ● a
            """);
  }

  @Test
  void a_line_that_joins_behind_a_passing_one() {
    assertThat(Drawn.graph("d<a c<b e<a b a"))
        .isEqualTo(
            """
            ● d
            │ ● c
            │ │ ● e
            │ ● │ b
            ├───╯
            ● a
            """);
    assertThat(Drawn.graph("d<a c<b e<a a b"))
        .isEqualTo(
            """
            ● d
            │ ● c
            │ │ ● e
            ├─│─╯
            ● │ a
              ● b
            """);
  }

  @Test
  void a_layered_commit_stands_beside_the_line_of_its_base() {
    assertThat(Drawn.graph("layer:l<b b<a a"))
        .isEqualTo(
            """
              ◇ l
            ╭╌╯
            ● b
            ● a
            """);
    assertThat(Drawn.graph("c<b layer:l<b b<a a"))
        .isEqualTo(
            """
            ● c
            │ ◇ l
            ├╌╯
            ● b
            ● a
            """);
  }

  @Test
  void two_layered_commits_on_one_base() {
    assertThat(Drawn.graph("layer:m<b layer:l<b b<a a"))
        .isEqualTo(
            """
              ◇ m
              ╎ ◇ l
            ╭╌┴╌╯
            ● b
            ● a
            """);
  }

  @Test
  void the_base_of_a_layered_commit_below_another_branch() {
    assertThat(Drawn.graph("layer:l<b x<w b<a w a"))
        .isEqualTo(
            """
              ◇ l
            ● ╎ x
            │ ╰╌╮
            │   ● b
            ●   │ w
                ● a
            """);
  }

  @Test
  void container_images_are_not_a_line_of_versions() {
    assertThat(Drawn.graph("container:m2<b2 b2 container:m1<b1 b1"))
        .isEqualTo(
            """
              ◇ m2
            ╭╌╯
            ● b2
              ◇ m1
            ╭╌╯
            ● b1
            """);
  }

  @Test
  void a_base_that_is_not_here_is_no_cut_in_history() {
    assertThat(Drawn.graph("container:m2<b2 layer:l<b"))
        .isEqualTo(
            """
            ◇ m2
            ◇ l
            """);
  }

  @Test
  void lines_are_cut_where_the_parent_is_not_in_the_repository() {
    assertThat(Drawn.graph("d<c y<x c<b x"))
        .isEqualTo(
            """
            ● d
            │ ● y
            ● │ c
            ~ │
              ● x
            """);
  }

  @Test
  void single_commits_take_one_lane_after_another() {
    assertThat(Drawn.graph("c b<gone a"))
        .isEqualTo(
            """
            ● c
            ● b
            ~
            ● a
            """);
  }

  @Test
  void a_walk_that_goes_on_leaves_its_lines_open() {
    CommitGraph graph = CommitGraph.of(Ancestry.soFar(Drawn.history("d<c y<x c<b")));
    assertThat(Drawn.draw(graph, Symbols.UNICODE))
        .isEqualTo(
            """
            ● d
            │ ● y
            ● │ c
            """);
    assertThat(GraphText.of(graph, 2, Symbols.UNICODE).more()).isEqualTo("│ │");
  }

  @Test
  void a_hidden_run_becomes_one_dotted_line() {
    assertThat(Drawn.showing("e<d d<c c<b b<a a", c -> "ea".contains(c.subject())))
        .isEqualTo(
            """
            ● e
            ● a
            """);
    assertThat(Drawn.showing("e<d f<a d<c c<b b<a a", c -> "efba".contains(c.subject())))
        .isEqualTo(
            """
            ● e
            ┊ ● f
            ● │ b
            ├─╯
            ● a
            """);
  }

  @Test
  void a_fork_below_hidden_commits_stays_a_fork() {
    assertThat(Drawn.showing("d<b c<b b<a a", c -> !c.subject().equals("b")))
        .isEqualTo(
            """
            ● d
            ┊ ● c
            ├┈╯
            ● a
            """);
  }

  @Test
  void a_layered_commit_keeps_its_dashes_when_its_base_is_hidden() {
    assertThat(Drawn.showing("layer:l<b b<a a", c -> !c.subject().equals("b")))
        .isEqualTo(
            """
              ◇ l
            ╭╌╯
            ● a
            """);
  }

  @Test
  void hidden_ancestors_at_the_end_of_a_line_are_hinted_at() {
    assertThat(Drawn.showing("c<b b<a a", c -> c.subject().equals("c")))
        .isEqualTo(
            """
            ● c
            ┊
            """);
  }

  @Test
  void plain_characters_where_a_terminal_has_no_others() {
    assertThat(Drawn.draw(CommitGraph.of(Drawn.history("d<b layer:l<b c<b b<gone")), Symbols.ASCII))
        .isEqualTo(
            """
            * d
            | o l
            | ! * c
            |-+-'
            * b
            ~
            """);
  }

  @Test
  void more_lines_than_lanes_share_the_last_one() {
    String tips =
        IntStream.range(0, 40).mapToObj(i -> "t" + i + "<a" + i).collect(Collectors.joining(" "));
    String roots = IntStream.range(0, 40).mapToObj(i -> "a" + i).collect(Collectors.joining(" "));
    CommitGraph graph = CommitGraph.of(Drawn.history(tips + " " + roots));
    assertThat(graph.width()).isEqualTo(CommitGraph.MAX_LANES + 1);
    assertThat(graph.row(30).lane()).isEqualTo(30);
    assertThat(graph.row(39).lane()).isEqualTo(CommitGraph.CROWDED_LANE);
    assertThat(graph.row(40).lane()).isZero();
    assertThat(graph.row(78).lane()).isEqualTo(CommitGraph.CROWDED_LANE);
    assertThat(graph.row(78).below(CommitGraph.CROWDED_LANE)).isEqualTo(GraphRow.Edge.LINE);
    assertThat(graph.row(79).below()).isZero();
  }

  @Test
  void no_commits_no_rows() {
    CommitGraph graph = CommitGraph.of(java.util.List.of());
    assertThat(graph.size()).isZero();
    assertThat(graph.width()).isZero();
    assertThat(graph.rowOf(Drawn.name("a"))).isEmpty();
  }

  @Test
  void finds_the_row_of_a_shown_commit() {
    Ancestry ancestry = Ancestry.of(Drawn.history("c<b b<a a"));
    java.util.BitSet shown = new java.util.BitSet();
    shown.set(0);
    shown.set(2);
    CommitGraph graph = CommitGraph.of(ancestry, shown);
    assertThat(graph.rowOf(Drawn.name("a"))).hasValue(1);
    assertThat(graph.rowOf(Drawn.name("b"))).isEmpty();
    assertThat(graph.place(1)).isEqualTo(2);
    assertThat(graph.rows()).hasSize(2);
  }
}
