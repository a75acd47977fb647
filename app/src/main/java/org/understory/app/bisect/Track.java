package org.understory.app.bisect;

import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.understory.model.history.Bisection;
import org.understory.model.history.Checksum;

/**
 * All versions from the good to the bad one in a row, the oldest at the left: which are known to
 * work, which may be the first broken one, and which is next. Of very many several share a cell.
 */
final class Track extends HBox {
  private static final int CELLS = 60;

  /**
   * @param spoken what a screen reader says of it
   */
  Track(Bisection search, Optional<Checksum> subject, String spoken) {
    getStyleClass().add("bisect-track");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(spoken);
    List<Checksum> versions = search.versions();
    int good = versions.indexOf(search.good());
    int bad = versions.indexOf(search.bad());
    int next = subject.map(versions::indexOf).orElse(-1);
    int cells = Math.min(CELLS, versions.size());
    for (int i = 0; i < cells; i++) {
      int from = (int) ((long) i * versions.size() / cells);
      int to = (int) ((long) (i + 1) * versions.size() / cells);
      Region cell = new Region();
      cell.getStyleClass().addAll("track-cell", kind(search, from, to, good, bad, next));
      cell.setMinWidth(2);
      HBox.setHgrow(cell, Priority.ALWAYS);
      getChildren().add(cell);
    }
  }

  private static String kind(Bisection search, int from, int to, int good, int bad, int next) {
    if (next >= from && next < to) {
      return "next";
    }
    if (to - 1 <= good) {
      return "good";
    }
    if (from >= bad) {
      return "bad";
    }
    return search.skipped().containsAll(search.versions().subList(from, to)) ? "skipped" : "open";
  }
}
