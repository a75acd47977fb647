package org.understory.model.history;

import java.util.List;

/**
 * How one row of the commit graph is drawn. Lines never change their lane between two commits, so a
 * row is told completely by the lanes in use above and below it: a lane in use on both sides passes
 * by (or through the commit), one in use only above ends in this commit.
 *
 * @param lane where the commit itself stands, 0 is leftmost
 * @param above two bits for each lane at the upper edge of the row: {@link Edge} codes
 * @param below the same at the lower edge; the next row's {@code above}
 * @param end how the line of this commit ends here, if it does
 */
public record GraphRow(int lane, long above, long below, End end) {

  /** What a line in a lane means. */
  public enum Edge {
    /** Nothing in this lane. */
    NONE(0),
    /** From a version to the one before it. */
    LINE(1),
    /** From a commit made on this computer, or out of a container image, to its base. */
    BASE(2),
    /** To the nearest ancestor that is shown; others between them are not. */
    SKIPPED(3);

    private static final List<Edge> BY_CODE = List.of(NONE, LINE, BASE, SKIPPED);

    private final int code;

    Edge(int code) {
      this.code = code;
    }

    /** The two bits that stand for it. */
    int code() {
      return code;
    }
  }

  /** Why no line leaves a commit downwards. */
  public enum End {
    /** It is the first of its line, or the line goes on. */
    NONE,
    /** Its parent is not in the repository. */
    CUT,
    /** It has ancestors, and none of them is shown. */
    HIDDEN
  }

  /** The line in a lane at the upper edge of the row. */
  public Edge above(int lane) {
    return edge(above, lane);
  }

  /** The line in a lane at the lower edge of the row. */
  public Edge below(int lane) {
    return edge(below, lane);
  }

  /** Whether the line in this lane comes from above and bends into the commit. */
  public boolean joins(int lane) {
    return lane != this.lane && above(lane) != Edge.NONE && below(lane) == Edge.NONE;
  }

  /** Whether the line in this lane goes past the commit. */
  public boolean passes(int lane) {
    return lane != this.lane && above(lane) != Edge.NONE && below(lane) != Edge.NONE;
  }

  /** How many lanes the row needs. */
  public int width() {
    int highest = Long.SIZE - 1 - Long.numberOfLeadingZeros(above | below);
    return Math.max(lane, highest / 2) + 1;
  }

  @SuppressWarnings("EnumOrdinal") // two bits of a lane, never stored
  static long with(long lanes, int lane, Edge edge) {
    int shift = 2 * lane;
    return (lanes & ~(3L << shift)) | ((long) edge.code << shift);
  }

  static Edge edge(long lanes, int lane) {
    return Edge.BY_CODE.get((int) (lanes >>> (2 * lane)) & 3);
  }
}
