package org.understory.app.server;

import java.util.Optional;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;

/**
 * From where commits of a system are read: out of its own repository, and only those that somebody
 * found on a server from there as well. Safe for several threads; what it gives reads files or asks
 * the server, so never on the thread that draws.
 */
public interface Reach {
  /** The system, reading its own repository alone. */
  OpenSystem system();

  /**
   * The system as it has to be read for these commits.
   *
   * @throws StoreException SignatureFailed for one that its remote's keys do not vouch for
   */
  OpenSystem of(Checksum... commits) throws StoreException;

  /** The system with all that was found on a server; empty where nobody has looked. */
  Optional<OpenSystem> beyond();

  /** Whether this commit, or files of it, are on a server and not here. */
  boolean isAway(Checksum commit);

  /**
   * What this commit takes to download as the server keeps it ready; empty where that is not known.
   */
  Optional<Download> delta(Checksum commit) throws StoreException;

  /** Of a system of which no server is looked at. */
  static Reach of(OpenSystem system) {
    return new Near(system);
  }

  /** Reaches no further than the system itself. */
  record Near(OpenSystem system) implements Reach {
    @Override
    public OpenSystem of(Checksum... commits) {
      return system;
    }

    @Override
    public Optional<OpenSystem> beyond() {
      return Optional.empty();
    }

    @Override
    public boolean isAway(Checksum commit) {
      return false;
    }

    @Override
    public Optional<Download> delta(Checksum commit) {
      return Optional.empty();
    }
  }
}
