package org.understory.app.history;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.MenuItem;
import org.understory.app.bisect.BisectViewModel;
import org.understory.model.history.Bisection.Verdict;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.resources.Messages;

/** What somebody can say of a version who searches for the one in which something broke. */
final class BisectItems {
  private final BisectViewModel bisect;
  private final HistoryActions actions;
  private final Messages messages;

  BisectItems(BisectViewModel bisect, HistoryActions actions, Messages messages) {
    this.bisect = bisect;
    this.actions = actions;
    this.messages = messages;
  }

  /** Of one; none where it would tell nothing. */
  List<MenuItem> of(Commit commit) {
    List<MenuItem> items = new ArrayList<>();
    // One that is not signed as it has to be can't be started, but may be in the way of others.
    boolean known = actions.canOpen(commit.checksum());
    if (bisect.wants(commit.checksum()) && known) {
      items.add(item("history.bisect.good", () -> bisect.mark(commit, Verdict.GOOD)));
      items.add(item("history.bisect.bad", () -> bisect.mark(commit, Verdict.BAD)));
    }
    if (bisect.wants(commit.checksum()) && bisect.isSearching()) {
      items.add(item("history.bisect.skip", () -> bisect.mark(commit, Verdict.SKIP)));
    }
    return items;
  }

  /** Of two, in the order of the list: newest first. */
  List<MenuItem> of(List<Checksum> two) {
    boolean known = two.stream().allMatch(actions::canOpen);
    return known && bisect.isPossible() && !bisect.isSearching()
        ? List.of(item("history.bisect.two", () -> bisect.begin(two.get(1), two.get(0))))
        : List.of();
  }

  private MenuItem item(String key, Runnable action) {
    MenuItem item = new MenuItem(messages.get(key));
    item.setOnAction(event -> action.run());
    return item;
  }
}
