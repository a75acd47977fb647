package org.understory.model.flatpak;

import java.util.Optional;
import java.util.OptionalInt;
import org.understory.model.history.Checksum;

/**
 * A change of an application or runtime that Flatpak has written into the journal. Texts are not
 * safe to show until sanitized.
 *
 * @param time in seconds since 1970
 * @param installation id of where it is
 * @param name what people call it; its id where that is not known
 * @param commit what was installed then; empty where nothing was
 * @param uid of who asked for it, where somebody did
 * @param program which did it, or had it done
 * @param command its command line, where that is known
 */
public record FlatpakEvent(
    long time,
    What what,
    FlatpakRef ref,
    String installation,
    String name,
    Optional<Checksum> commit,
    OptionalInt uid,
    String program,
    Optional<String> command) {
  /** What was done. */
  public enum What {
    INSTALLED,
    UPDATED,
    REMOVED
  }

  /** The same of what people call so. */
  public FlatpakEvent named(String known) {
    return new FlatpakEvent(time, what, ref, installation, known, commit, uid, program, command);
  }
}
