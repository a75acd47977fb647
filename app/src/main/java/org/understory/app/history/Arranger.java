package org.understory.app.history;

import java.util.BitSet;
import java.util.Collection;
import java.util.Set;
import org.understory.model.history.Ancestry;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitGraph;
import org.understory.model.history.CommitQuery;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;

/** Makes rows out of commits, ticks and filter; runs off the thread that draws. */
final class Arranger {
  private final Ancestry ancestry;
  private final BitSet reachable;
  private final Filter filter;
  private final Cancellation cancellation;
  private final BitSet matches = new BitSet();

  /**
   * @param tips where the shown history starts
   * @param deployed commits that have a deployment
   */
  Arranger(
      Ancestry ancestry,
      Collection<Checksum> tips,
      Set<Checksum> deployed,
      Filter filter,
      Cancellation cancellation) {
    this.ancestry = ancestry;
    this.filter = filter;
    this.cancellation = cancellation;
    this.reachable = ancestry.reachableFrom(tips);
    if (filter.deployedOnly()) {
      BitSet places = new BitSet();
      deployed.forEach(commit -> ancestry.placeOf(commit).ifPresent(places::set));
      reachable.and(places);
    }
    search();
  }

  /** Rows with the matches found so far. */
  Arrangement arrange() {
    boolean searching = !filter.query().isAll();
    BitSet shown = searching && filter.matchesOnly() ? matches : reachable;
    CommitGraph graph = CommitGraph.of(ancestry, shown);
    BitSet rows = new BitSet();
    for (int row = 0; searching && row < graph.size(); row++) {
      rows.set(row, matches.get(graph.place(row)));
    }
    return new Arrangement(graph, searching, rows, reachable.cardinality());
  }

  /**
   * Reads the metadata of every commit that could match by it. A commit that can't be read does not
   * match.
   *
   * @return whether there was anything to look at
   */
  boolean searchMetadata(CommitSource source) {
    boolean looked = false;
    CommitQuery query = filter.query();
    for (int place = reachable.nextSetBit(0); place >= 0; place = reachable.nextSetBit(place + 1)) {
      Commit commit = ancestry.commits().get(place);
      if (matches.get(place) || !query.needsMetadata(commit)) {
        continue;
      }
      cancellation.check();
      looked = true;
      try {
        matches.set(place, query.matches(source.details(commit.checksum())));
      } catch (StoreException unreadable) {
        matches.clear(place);
      }
    }
    return looked;
  }

  private void search() {
    CommitQuery query = filter.query();
    for (int place = reachable.nextSetBit(0); place >= 0; place = reachable.nextSetBit(place + 1)) {
      cancellation.check();
      matches.set(place, query.matches(ancestry.commits().get(place)));
    }
  }
}
