package org.understory.model.history;

import java.util.Arrays;
import java.util.BitSet;
import org.understory.model.history.Commit.Kind;
import org.understory.model.history.GraphRow.Edge;
import org.understory.model.history.GraphRow.End;

/**
 * Gives lanes to commits from top to bottom. A line keeps its lane from the commit it leaves to the
 * one it reaches; the leftmost line that reaches a commit goes on from it.
 */
final class LaneAllocator {
  private static final int FREE = -1;
  private static final int OPEN = -2;

  private final Ancestry ancestry;
  private final int[] nearest;

  /** The place each lane leads to, {@link #FREE}, or {@link #OPEN} where it has not been read. */
  private final int[] targets = new int[CommitGraph.MAX_LANES];

  /** Places that lines in the crowded lane lead to. */
  private final BitSet crowd = new BitSet();

  private int crowded;
  private long state;

  /**
   * @param nearest for each place the nearest shown one among itself and its ancestors
   */
  LaneAllocator(Ancestry ancestry, int[] nearest) {
    this.ancestry = ancestry;
    this.nearest = nearest;
    Arrays.fill(targets, FREE);
  }

  /** The next shown commit, in the order of the ancestry. */
  GraphRow next(int place) {
    long above = state;
    int parent = ancestry.parent(place);
    boolean apart = ancestry.commits().get(place).kind() != Kind.RELEASE;
    int target = target(parent);
    int lane = laneFor(place, apart && target != FREE);
    release(place);
    if (target != FREE) {
      occupy(
          lane,
          target,
          apart ? Edge.BASE : target == parent || target == OPEN ? Edge.LINE : Edge.SKIPPED);
    }
    return new GraphRow(lane, above, state, apart || target != FREE ? End.NONE : end(parent));
  }

  private int target(int parent) {
    if (parent == Ancestry.UNREAD) {
      return OPEN;
    }
    return parent >= 0 && nearest[parent] >= 0 ? nearest[parent] : FREE;
  }

  private static End end(int parent) {
    return switch (parent) {
      case Ancestry.NONE -> End.NONE;
      case Ancestry.MISSING -> End.CUT;
      default -> End.HIDDEN;
    };
  }

  /**
   * The leftmost line of releases that leads here; without one, the leftmost free lane. A commit
   * that stands apart leaves the first lane to its base.
   */
  private int laneFor(int place, boolean apart) {
    int free = CommitGraph.CROWDED_LANE;
    for (int lane = targets.length - 1; lane >= 0; lane--) {
      if (targets[lane] == FREE && !(apart && lane == 0)) {
        free = lane;
      }
    }
    for (int lane = 0; lane < targets.length; lane++) {
      if (targets[lane] == place && GraphRow.edge(state, lane) != Edge.BASE) {
        return lane;
      }
    }
    return crowd.get(place) ? CommitGraph.CROWDED_LANE : free;
  }

  private void release(int place) {
    for (int lane = 0; lane < targets.length; lane++) {
      if (targets[lane] == place) {
        targets[lane] = FREE;
        state = GraphRow.with(state, lane, Edge.NONE);
      }
    }
    if (crowd.get(place)) {
      crowd.clear(place);
      crowded--;
    }
    if (crowded == 0) {
      state = GraphRow.with(state, CommitGraph.CROWDED_LANE, Edge.NONE);
    }
  }

  private void occupy(int lane, int target, Edge edge) {
    if (lane < targets.length) {
      targets[lane] = target;
      state = GraphRow.with(state, lane, edge);
      return;
    }
    if (target == OPEN) {
      crowded++;
    } else if (!crowd.get(target)) {
      crowd.set(target);
      crowded++;
    }
    state = GraphRow.with(state, lane, Edge.LINE);
  }
}
