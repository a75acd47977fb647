package org.understory.model.history;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Who is whose parent in a list of commits that holds children before their parents, as {@code
 * Repository.history} gives them. Commits are named by their place in the list.
 */
public final class Ancestry {
  /** The commit has no parent. */
  static final int NONE = -1;

  /** The parent is not in the repository. */
  static final int MISSING = -2;

  /** The parent has not been read yet. */
  static final int UNREAD = -3;

  private final List<Commit> commits;
  private final Map<Checksum, Integer> places;
  private final int[] parents;

  private Ancestry(List<Commit> commits, int absent) {
    this.commits = List.copyOf(commits);
    this.places = HashMap.newHashMap(commits.size());
    this.parents = new int[commits.size()];
    for (int i = parents.length - 1; i >= 0; i--) {
      Commit commit = this.commits.get(i);
      // Going upwards, so that every parent in the list is known and a parent that stands above its
      // child (which no walk gives) counts as not there instead of bending the graph into a circle.
      parents[i] =
          commit.parent().isEmpty() ? NONE : places.getOrDefault(commit.parent().get(), absent);
      places.put(commit.checksum(), i);
    }
  }

  /** All commits there are: a parent that is not among them is missing. */
  public static Ancestry of(List<Commit> commits) {
    return new Ancestry(commits, MISSING);
  }

  /** The first commits of a walk that goes on: a parent that is not among them may still come. */
  public static Ancestry soFar(List<Commit> commits) {
    return new Ancestry(commits, UNREAD);
  }

  /** The commits in their order; never changes. */
  public List<Commit> commits() {
    return commits;
  }

  /** The place of a commit in the list. */
  public OptionalInt placeOf(Checksum checksum) {
    Integer place = places.get(checksum);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /** The places of these commits and of all that they descend from; unknown tips are left out. */
  public BitSet reachableFrom(Collection<Checksum> tips) {
    BitSet reached = new BitSet(parents.length);
    for (Checksum tip : tips) {
      placeOf(tip).ifPresent(reached::set);
    }
    for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
      if (parents[i] >= 0) {
        reached.set(parents[i]);
      }
    }
    return reached;
  }

  /** The place of the parent, always greater than {@code place}; or one of the constants above. */
  int parent(int place) {
    return parents[place];
  }

  /**
   * For each commit the place of the nearest shown one among itself and its ancestors, or {@link
   * #NONE}.
   */
  int[] nearest(BitSet shown) {
    int[] nearest = new int[parents.length];
    for (int i = parents.length - 1; i >= 0; i--) {
      if (shown.get(i)) {
        nearest[i] = i;
      } else {
        nearest[i] = parents[i] >= 0 ? nearest[parents[i]] : NONE;
      }
    }
    return nearest;
  }
}
