package org.understory.model.history;

import java.util.Arrays;
import java.util.Optional;
import org.understory.model.history.GraphRow.Edge;

/**
 * A row of the commit graph drawn with characters, two columns a lane. A terminal prints {@code
 * join} on its own line, {@code commit} before the first line of the commit's text, {@code more}
 * before each further line of it, and {@code end} on its own line.
 *
 * @param join how lines from other lanes reach the commit; empty where there are none
 * @param commit the commit's mark between the lines that pass it
 * @param more the lines below the commit's mark, as wide as {@code commit}
 * @param end that the line is cut here or goes on unseen; empty where it does neither
 */
@SuppressWarnings("EnumOrdinal") // Symbols lists its characters in the order of the edges
public record GraphText(Optional<String> join, String commit, String more, Optional<String> end) {

  /** The characters to draw with. */
  public enum Symbols {
    /** Box drawings. */
    UNICODE(" │╎┊", " ─╌┈", "●◇", "├┤┼╭╮┬╯╰┴"),
    /** For terminals that can show nothing else. */
    ASCII(" |!:", " ---", "*o", "||+,.+''+");

    /** For each {@link Edge} by its code. */
    private final String vertical;

    private final String horizontal;

    /** Of a release, and of a commit that stands apart. */
    private final String marks;

    /** For lines to the right, to the left, to both sides: passing, from below, from above. */
    private final String corners;

    Symbols(String vertical, String horizontal, String marks, String corners) {
      this.vertical = vertical;
      this.horizontal = horizontal;
      this.marks = marks;
      this.corners = corners;
    }
  }

  private static final int PASSING = 0;
  private static final int FROM_BELOW = 3;
  private static final int FROM_ABOVE = 6;
  private static final char CUT = '~';

  /** Draws one row of a graph. */
  public static GraphText of(CommitGraph graph, int index, Symbols symbols) {
    GraphRow row = graph.row(index);
    boolean apart = graph.commit(index).kind() != Commit.Kind.RELEASE;
    // The lanes that end in this commit ended in the line above.
    int lanes = new GraphRow(row.lane(), 0, row.below(), row.end()).width();
    char[] commit = blank(lanes);
    char[] more = blank(lanes);
    for (int lane = 0; lane < lanes; lane++) {
      more[2 * lane] = symbols.vertical.charAt(row.below(lane).code());
      if (row.passes(lane)) {
        commit[2 * lane] = more[2 * lane];
      }
    }
    commit[2 * row.lane()] = symbols.marks.charAt(apart ? 1 : 0);
    return new GraphText(
        join(row, symbols), new String(commit), new String(more), end(row, more, symbols));
  }

  private static Optional<String> join(GraphRow row, Symbols symbols) {
    char[] line = blank(row.width());
    boolean right = reach(line, row, 1, symbols);
    boolean left = reach(line, row, -1, symbols);
    if (!right && !left) {
      return Optional.empty();
    }
    for (int lane = 0; lane < row.width(); lane++) {
      if (row.passes(lane)) {
        line[2 * lane] = symbols.vertical.charAt(row.above(lane).code());
      }
    }
    int from = row.above(row.lane()) == Edge.NONE ? FROM_BELOW : PASSING;
    line[2 * row.lane()] = symbols.corners.charAt(from + (right && left ? 2 : left ? 1 : 0));
    return Optional.of(new String(line).stripTrailing());
  }

  /**
   * Draws the lines that reach the commit from one side, from the farthest inwards; false if none.
   */
  private static boolean reach(char[] line, GraphRow row, int step, Symbols symbols) {
    Edge carried = Edge.NONE;
    int first = step > 0 ? row.width() - 1 : 0;
    for (int lane = first; lane != row.lane(); lane -= step) {
      if (row.joins(lane)) {
        int shape = carried != Edge.NONE ? 2 : step > 0 ? 0 : 1;
        line[2 * lane] = symbols.corners.charAt(FROM_ABOVE + shape);
        carried = carried == Edge.LINE ? Edge.LINE : row.above(lane);
      } else {
        line[2 * lane] = symbols.horizontal.charAt(carried.code());
      }
      line[2 * lane - step] = symbols.horizontal.charAt(carried.code());
    }
    return carried != Edge.NONE;
  }

  private static Optional<String> end(GraphRow row, char[] more, Symbols symbols) {
    if (row.end() == GraphRow.End.NONE) {
      return Optional.empty();
    }
    char[] line = more.clone();
    line[2 * row.lane()] =
        row.end() == GraphRow.End.CUT ? CUT : symbols.vertical.charAt(Edge.SKIPPED.code());
    return Optional.of(new String(line).stripTrailing());
  }

  private static char[] blank(int lanes) {
    char[] line = new char[2 * lanes - 1];
    Arrays.fill(line, ' ');
    return line;
  }
}
