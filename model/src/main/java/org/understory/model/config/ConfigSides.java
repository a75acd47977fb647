package org.understory.model.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.content.ContentDiff;
import org.understory.model.content.Sample;
import org.understory.model.operation.Cancellation;

/**
 * What is at one path of {@code /etc} on each of the three sides of a merge; empty where there is
 * nothing, or a folder.
 *
 * @param old the default of the deployment that is merged from
 * @param yours its {@code /etc}
 * @param fresh the default of what comes
 */
public record ConfigSides(
    Optional<ConfigFile> old, Optional<ConfigFile> yours, Optional<ConfigFile> fresh) {
  /** Two of the sides. */
  public enum Pair {
    YOURS_AND_NEW,
    OLD_AND_YOURS,
    OLD_AND_NEW
  }

  /** The first of two. */
  public Optional<ConfigFile> before(Pair pair) {
    return pair == Pair.YOURS_AND_NEW ? yours : old;
  }

  /** The second of two. */
  public Optional<ConfigFile> after(Pair pair) {
    return pair == Pair.OLD_AND_YOURS ? yours : fresh;
  }

  /** How the content of two differs. */
  public ContentDiff diff(Pair pair, Cancellation cancellation) {
    Optional<Sample> first = before(pair).map(ConfigFile::content);
    Optional<Sample> second = after(pair).map(ConfigFile::content);
    return ContentDiff.of(first, second, cancellation);
  }

  /**
   * The pairs that tell all there is: what you changed, and what the new default changed unless it
   * came to the same. Where both did, the two against each other come first.
   */
  public List<Pair> telling() {
    boolean mine = differ(Pair.OLD_AND_YOURS);
    boolean theirs = differ(Pair.OLD_AND_NEW) && differ(Pair.YOURS_AND_NEW);
    List<Pair> telling = new ArrayList<>();
    if (mine && theirs) {
      telling.add(Pair.YOURS_AND_NEW);
    }
    if (mine) {
      telling.add(Pair.OLD_AND_YOURS);
    }
    if (theirs) {
      telling.add(Pair.OLD_AND_NEW);
    }
    return List.copyOf(telling);
  }

  private boolean differ(Pair pair) {
    Optional<ConfigFile> first = before(pair);
    Optional<ConfigFile> second = after(pair);
    if (first.isEmpty() || second.isEmpty()) {
      return first.isPresent() || second.isPresent();
    }
    return !first.get().holdsTheSame(second.get());
  }
}
