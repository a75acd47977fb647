package org.understory.model.history;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.RandomAccess;
import org.understory.model.history.GraphRow.End;

/**
 * Commits and the lanes they are drawn in: one row a commit, children above parents. An OSTree
 * commit has one parent at most, so lines join downwards and never split. Takes 13 bytes a row
 * besides the commits, and never changes.
 */
public final class CommitGraph {
  /**
   * Lanes that are drawn apart. Lines that find no lane free share one more, {@link #CROWDED_LANE},
   * where they can't be told apart.
   */
  public static final int MAX_LANES = 31;

  /** The lane at the right that all lines share which found no other. */
  public static final int CROWDED_LANE = MAX_LANES;

  private final Ancestry ancestry;
  private final int[] places;
  private final byte[] lanes;
  private final BitSet cut = new BitSet();
  private final BitSet hidden = new BitSet();
  private final long[] edges;
  private final int width;

  private CommitGraph(Ancestry ancestry, BitSet shown) {
    this.ancestry = ancestry;
    this.places = shown.stream().toArray();
    this.lanes = new byte[places.length];
    this.edges = new long[places.length + 1];
    LaneAllocator allocator = new LaneAllocator(ancestry, ancestry.nearest(shown));
    int widest = 0;
    for (int row = 0; row < places.length; row++) {
      GraphRow drawn = allocator.next(places[row]);
      lanes[row] = (byte) drawn.lane();
      cut.set(row, drawn.end() == End.CUT);
      hidden.set(row, drawn.end() == End.HIDDEN);
      edges[row + 1] = drawn.below();
      widest = Math.max(widest, drawn.width());
    }
    this.width = widest;
  }

  /** The graph of all these commits; children must stand before their parents. */
  public static CommitGraph of(List<Commit> commits) {
    return of(Ancestry.of(commits));
  }

  /** The graph of all commits of an ancestry. */
  public static CommitGraph of(Ancestry ancestry) {
    BitSet all = new BitSet();
    all.set(0, ancestry.commits().size());
    return new CommitGraph(ancestry, all);
  }

  /**
   * The graph of some commits of an ancestry, named by their places in it. A line over commits that
   * are not shown goes to the nearest ancestor that is.
   */
  public static CommitGraph of(Ancestry ancestry, BitSet shown) {
    return new CommitGraph(ancestry, shown.get(0, ancestry.commits().size()));
  }

  /** How many rows there are. */
  public int size() {
    return places.length;
  }

  /** How many lanes the widest row needs, at most {@link #MAX_LANES} + 1. */
  public int width() {
    return width;
  }

  /** The commit of a row. */
  public Commit commit(int row) {
    return ancestry.commits().get(places[row]);
  }

  /** The place of a row's commit in the ancestry. */
  public int place(int row) {
    return places[row];
  }

  /** How a row is drawn. */
  public GraphRow row(int row) {
    End end = cut.get(row) ? End.CUT : hidden.get(row) ? End.HIDDEN : End.NONE;
    return new GraphRow(lanes[row], edges[row], edges[row + 1], end);
  }

  /** All rows from top to bottom. */
  public List<GraphRow> rows() {
    return new Rows();
  }

  /** The row of a commit, if it is shown. */
  public OptionalInt rowOf(Checksum checksum) {
    OptionalInt place = ancestry.placeOf(checksum);
    int row = place.isPresent() ? Arrays.binarySearch(places, place.getAsInt()) : -1;
    return row < 0 ? OptionalInt.empty() : OptionalInt.of(row);
  }

  private final class Rows extends AbstractList<GraphRow> implements RandomAccess {
    @Override
    public GraphRow get(int row) {
      return row(row);
    }

    @Override
    public int size() {
      return places.length;
    }
  }
}
