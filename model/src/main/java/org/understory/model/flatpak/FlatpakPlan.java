package org.understory.model.flatpak;

import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;

/**
 * What a change of one application or runtime will do, known before anything is touched. Every
 * change is told as what it is to be afterwards; so is what takes it back.
 *
 * @param before as the person saw it; the change is refused in any other state
 * @param commit what is installed afterwards
 * @param held whether it stays at that afterwards
 * @param newest whether the commit is the newest that the server has
 * @param release the version that it gets; empty where that stays as it is, or is not known
 * @param change what is different in it; empty where that is not known
 * @param download bytes to fetch, about
 */
public record FlatpakPlan(
    Installed before,
    Checksum commit,
    boolean held,
    boolean newest,
    Optional<Release> release,
    Optional<VersionChange> change,
    OptionalLong download) {
  /** What it is for a person. */
  public enum Kind {
    UPDATE,
    /** To an older or any other version. */
    GO_TO,
    HOLD,
    RELEASE
  }

  /** What it is for a person. */
  public Kind kind() {
    if (changesVersion()) {
      return newest ? Kind.UPDATE : Kind.GO_TO;
    }
    return held ? Kind.HOLD : Kind.RELEASE;
  }

  /** Whether another version is installed. */
  public boolean changesVersion() {
    return !commit.equals(before.commit());
  }
}
