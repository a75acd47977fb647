package org.understory.model.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Commit.Kind;
import org.understory.model.history.GraphRow.Edge;

/** Follows the lines of random graphs with a finger and compares where they lead. */
class CommitGraphPropertyTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void every_line_leads_to_the_nearest_shown_ancestor(long seed) {
    Random random = new Random(seed);
    List<Commit> commits = forest(random, 400, 1 + random.nextInt(20));
    Ancestry ancestry = Ancestry.of(commits);
    BitSet shown = new BitSet();
    for (int i = 0; i < commits.size(); i++) {
      shown.set(i, random.nextInt(10) > 3);
    }
    CommitGraph graph = CommitGraph.of(ancestry, shown);
    assertThat(graph.width()).isLessThanOrEqualTo(CommitGraph.MAX_LANES);

    int[] nearest = ancestry.nearest(shown);
    // For each row what its line above leads from, told by walking down lane by lane.
    Map<Integer, List<Integer>> carried = new HashMap<>();
    for (int row = 0; row < graph.size(); row++) {
      GraphRow drawn = graph.row(row);
      int place = graph.place(row);
      List<Integer> arriving = new ArrayList<>();
      for (int lane = 0; lane < drawn.width(); lane++) {
        if (drawn.joins(lane) || (lane == drawn.lane() && drawn.above(lane) != Edge.NONE)) {
          arriving.addAll(carried.remove(lane));
        }
      }
      for (int child : arriving) {
        int parent = ancestry.parent(child);
        assertThat(nearest[parent]).isEqualTo(place);
      }
      if (drawn.below(drawn.lane()) != Edge.NONE) {
        assertThat(carried.put(drawn.lane(), List.of(place))).isNull();
      }
      int parent = ancestry.parent(place);
      boolean leads = parent >= 0 && nearest[parent] >= 0;
      assertThat(drawn.below(drawn.lane()) != Edge.NONE).isEqualTo(leads);
    }
    assertThat(carried).isEmpty();
  }

  private static List<Commit> forest(Random random, int size, int lines) {
    List<Commit> commits = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Optional<Checksum> parent =
          random.nextInt(30) == 0
              ? Optional.empty()
              : Optional.of(Drawn.name("c" + (i + 1 + random.nextInt(lines))));
      Kind kind = Kind.values()[random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0];
      commits.add(
          new Commit(
              Drawn.name("c" + i),
              parent,
              size - i,
              "c" + i,
              "",
              Optional.empty(),
              kind,
              Drawn.name("t"),
              Drawn.name("m")));
    }
    return commits;
  }
}
