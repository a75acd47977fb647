package org.understory.app.history;

/**
 * Where the columns of the list stand, in pixels, for one width of it. Where room is short the
 * checksum gives way first, then the date, then the version.
 *
 * @param subject left edge of the subject and its marks
 * @param version left edge; the same as {@code date} where it is not shown
 * @param date left edge; the same as {@code commit} where it is not shown
 * @param commit left edge; the same as {@code end} where it is not shown
 */
record Columns(double subject, double version, double date, double commit, double end) {
  private static final double VERSION = 130;
  private static final double DATE = 120;
  private static final double COMMIT = 110;
  private static final double MIN_SUBJECT = 320;
  private static final double RIGHT_MARGIN = 8;

  /** Lays out columns beside a graph of this width. */
  static Columns of(double width, double graph) {
    double end = Math.max(width - RIGHT_MARGIN, graph);
    double room = end - graph - MIN_SUBJECT;
    double version = room >= VERSION ? VERSION : 0;
    double date = room >= VERSION + DATE ? DATE : 0;
    double commit = room >= VERSION + DATE + COMMIT ? COMMIT : 0;
    return new Columns(
        graph, end - commit - date - version, end - commit - date, end - commit, end);
  }
}
