package org.understory.app.history;

import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.server.ServerVersions;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Navigation;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;

/** Where one can go from a commit. */
final class HistoryActions {
  private final HistoryViewModel model;
  private final Navigation navigation;
  private final ChangeViewModel changes;

  HistoryActions(HistoryViewModel model, Navigation navigation, ChangeViewModel changes) {
    this.model = model;
    this.navigation = navigation;
    this.changes = changes;
  }

  /** Whether a commit can be looked into: not where its remote’s keys do not vouch for it. */
  boolean canOpen(Checksum commit) {
    return model.known().onServer(commit).filter(ServerVersions.Version::isRefused).isEmpty();
  }

  /**
   * Whether a commit can be deployed as it is: one that is on a server is downloaded from the
   * branch that is followed, and from others by moving there.
   */
  boolean canDeploy(Checksum commit) {
    return canOpen(commit) && model.known().otherBranch(commit, changes::follows).isEmpty();
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
    return canOpen(commit)
        && model.known().running().filter(running -> !running.equals(commit)).isPresent();
  }

  /** Shows what would be different if this commit ran. */
  void compareWithRunning(Checksum commit) {
    model
        .known()
        .running()
        .ifPresent(running -> navigation.go(Destination.compare(running, commit)));
  }

  /** Shows the difference between two commits given in the order of the list: newest first. */
  void compareTwo(List<Checksum> two) {
    navigation.go(Destination.compare(two.get(1), two.get(0)));
  }

  /** Shows what would be different if an image ran that only its registry has. */
  void compareWithImage(ImageReference image) {
    navigation.go(new Destination.CompareImage(image));
  }

  /** Why nothing can be deployed; empty where something can. */
  ObservableValue<Optional<String>> reasonProperty() {
    return changes.reasonProperty();
  }

  /** Shows what deploying a commit would do. */
  void deploy(Checksum commit) {
    changes.deploy(commit);
  }

  /**
   * The branches that a commit is the newest of, without the one that is followed already; of one
   * on a server all that lead to it.
   */
  List<String> otherBranches(Checksum commit) {
    return canOpen(commit)
        ? model.known().branchesAt(commit).stream().filter(this::canRebase).toList()
        : List.of();
  }

  /** Whether this branch is another one than the one that is followed already. */
  boolean canRebase(String branch) {
    return !changes.follows(branch);
  }

  /** Shows what moving to a branch would do. */
  void rebase(String refspec, Checksum commit) {
    changes.rebase(refspec, commit);
  }

  /** Selects a commit in the graph. */
  void go(Checksum commit) {
    model.reveal(commit);
  }
}
