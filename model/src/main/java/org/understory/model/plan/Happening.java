package org.understory.model.plan;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.understory.model.flatpak.FlatpakEvent;

/**
 * One thing that happened to a system. Texts come from the journal and are not safe to show until
 * sanitized.
 */
public sealed interface Happening {
  /** When, seconds since 1970: a change by its end, a start by its beginning. */
  long time();

  /** A change that was made with this program. */
  record Own(Activity activity) implements Happening {
    @Override
    public long time() {
      return activity.time();
    }
  }

  /**
   * A change that another program made.
   *
   * @param program {@code rpm-ostree}, {@code ostree}, or who had rpm-ostree do it
   * @param command the command line, or else what the program calls it; where that is known
   * @param uid of who asked for it, where somebody did
   * @param version which it is about, where it is about one
   */
  record Other(
      long time,
      What what,
      String program,
      Optional<String> command,
      OptionalInt uid,
      Optional<Version> version)
      implements Happening {}

  /**
   * The computer was started.
   *
   * @param end when the last was heard of it; empty while it runs
   * @param version what it ran, where that was written down
   * @param kernel otherwise the {@link org.understory.model.system.Deployment#bootChecksum} of what
   *     it ran, where that is known
   */
  record Start(
      long time,
      OptionalLong end,
      Ending ending,
      Optional<Version> version,
      Optional<String> kernel)
      implements Happening {}

  /**
   * Applications that were changed with this program.
   *
   * @param canBeUndone whether it is the last such change, and something of it is still so
   */
  record OwnApplications(ApplicationActivity activity, boolean canBeUndone) implements Happening {
    @Override
    public long time() {
      return activity.time();
    }
  }

  /** An application that another program changed, as Flatpak tells. */
  record OtherApplication(FlatpakEvent event) implements Happening {
    @Override
    public long time() {
      return event.time();
    }
  }

  /** What another program did. */
  enum What {
    /** It installed a version. */
    DEPLOYED,
    /** A staged version was made bootable while the computer was shut down. */
    FINISHED,
    /** It changed the list of deployments, one cannot tell how. */
    CHANGED
  }

  /** How a run of the computer ended. */
  enum Ending {
    /** It runs. */
    RUNNING,
    /** It was shut down. */
    SHUT_DOWN,
    /** Its record breaks off, as by a power cut. */
    BROKEN_OFF
  }

  /**
   * A version of the system, whether it is still there or not.
   *
   * @param id of its deployment
   * @param name that its publisher gave it, where that was written down
   */
  record Version(String id, Optional<String> name) {}
}
