package org.understory.app.history;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.understory.model.history.Commit;
import org.understory.model.history.GraphRow;

/** One row of the screen; made when it is drawn. */
record HistoryRow(Arrangement rows, Badges badges, int index) {
  /** Its commit. */
  Commit commit() {
    return rows.graph().commit(index);
  }

  /** Its lanes. */
  GraphRow lanes() {
    return rows.graph().row(index);
  }

  /** Its marks. */
  List<Badge> marks() {
    return badges.of(commit().checksum());
  }

  /** Whether it answers what is looked for. */
  boolean matches() {
    return rows.matches(index);
  }

  /** All rows of an arrangement; takes no memory for those that are not drawn. */
  static List<HistoryRow> list(Arrangement rows, Badges badges) {
    return new Rows(rows, badges);
  }

  private static final class Rows extends AbstractList<HistoryRow> implements RandomAccess {
    private final Arrangement rows;
    private final Badges badges;

    Rows(Arrangement rows, Badges badges) {
      this.rows = rows;
      this.badges = badges;
    }

    @Override
    public HistoryRow get(int index) {
      return new HistoryRow(rows, badges, index);
    }

    @Override
    public int size() {
      return rows.graph().size();
    }
  }
}
