package org.understory.app.history;

import java.util.List;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Navigation;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;

/** Where one can go from a commit. */
final class HistoryActions {
  private final HistoryViewModel model;
  private final Navigation navigation;

  HistoryActions(HistoryViewModel model, Navigation navigation) {
    this.model = model;
    this.navigation = navigation;
  }

  /** Shows the files of a commit. */
  void browse(Checksum commit) {
    navigation.go(Destination.browse(commit, "/"));
  }

  /** Shows what a commit changed against its parent or base; nothing happens if it has none. */
  void compareWithParent(Commit commit) {
    commit
        .parent()
        .ifPresent(parent -> navigation.go(Destination.compare(parent, commit.checksum())));
  }

  /** Whether there is a running commit other than this one. */
  boolean canCompareWithRunning(Checksum commit) {
    return model.running().filter(running -> !running.equals(commit)).isPresent();
  }

  /** Shows what would be different if this commit ran. */
  void compareWithRunning(Checksum commit) {
    model.running().ifPresent(running -> navigation.go(Destination.compare(running, commit)));
  }

  /** Shows the difference between two commits given in the order of the list: newest first. */
  void compareTwo(List<Checksum> two) {
    navigation.go(Destination.compare(two.get(1), two.get(0)));
  }

  /** Selects a commit in the graph. */
  void go(Checksum commit) {
    model.reveal(commit);
  }
}
