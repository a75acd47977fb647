package org.understory.app.cli;

import java.util.List;
import java.util.Optional;
import org.understory.app.home.Version;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Remotes;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.system.Deployment;
import org.understory.model.text.Sanitizer;
import org.understory.store.remote.Limits;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.Sysroot;

/**
 * What a command reads: the system alone or, only where the person asks for it, together with the
 * server of a remote.
 *
 * @param system reads what is not here from that server
 * @param far what that server has besides
 */
record Source(Session session, OpenSystem system, Optional<RemoteHistory> far)
    implements AutoCloseable {
  /**
   * The system and, if {@code remote}, the server of the remote that one of the revisions begins
   * with, else of the one that the system follows.
   */
  static Source of(Session session, OpenSystem system, boolean remote, String... revisions)
      throws StoreException {
    if (!remote) {
      return new Source(session, system, Optional.empty());
    }
    RemoteHistory far = open(session, system, chosen(system, revisions));
    return new Source(session, system.reading(far.repository()), Optional.of(far));
  }

  /** The server of this remote; of the one that the system follows if the name is empty. */
  static RemoteHistory open(Session session, OpenSystem system, String remote)
      throws StoreException {
    Remotes remotes = system.remotes();
    String name = remote.isEmpty() ? followed(system).orElse("") : remote;
    Remote found =
        remotes.find(name).orElseThrow(() -> new StoreException(new Problem.UnknownRemote(name)));
    return RemoteHistory.open(
        system.repository(),
        system.sysroot().map(Sysroot::root),
        found,
        session.terminal().folders().cache(),
        "Understory/" + Version.text(),
        Limits.USUAL,
        new Cancellation());
  }

  private static String chosen(OpenSystem system, String... revisions) {
    return List.of(revisions).stream()
        .flatMap(it -> system.remotes().list().stream().filter(remote -> remote.has(it)))
        .map(Remote::name)
        .findFirst()
        .orElse("");
  }

  private static Optional<String> followed(OpenSystem system) throws StoreException {
    return system.snapshot().deployments().stream()
        .sorted((a, b) -> Boolean.compare(b.booted(), a.booted()))
        .map(Deployment::origin)
        .flatMap(origin -> origin.refspec().stream())
        .filter(refspec -> refspec.indexOf(':') > 0)
        .map(refspec -> refspec.substring(0, refspec.indexOf(':')))
        .findFirst();
  }

  Repository repository() {
    return system.repository();
  }

  /** What the revision names on the server that was asked for, else here. */
  Checksum resolve(String revision) throws StoreException {
    Optional<Checksum> there = far.isPresent() ? far.get().resolve(revision) : Optional.empty();
    return there.isPresent() ? trusted(there.get()) : system.resolve(revision);
  }

  /** What the remote's keys do not vouch for is not shown, as it would not be deployed. */
  private Checksum trusted(Checksum commit) throws StoreException {
    RemoteHistory asked = far.orElseThrow();
    if (asked.isHere(commit)) {
      return commit;
    }
    SignatureCheck check = asked.signatures(commit);
    switch (check.verdict()) {
      case REFUSED ->
          throw new StoreException(
              new Problem.SignatureFailed(asked.remote().name(), check.detail()));
      case NOT_CHECKED -> {
        if (asked.remote().checks().commits()) {
          session.tell(session.word("signature.unchecked", Sanitizer.line(asked.remote().name())));
        }
      }
      case TRUSTED, NOT_REQUIRED -> {}
    }
    return commit;
  }

  /** A name that the system knows for what this names: of a commit on the server its checksum. */
  String named(String revision) throws StoreException {
    Optional<Checksum> there = far.isPresent() ? far.get().resolve(revision) : Optional.empty();
    // Only what has been read is known by its checksum.
    return there.isPresent()
        ? repository().commit(trusted(there.get())).checksum().hex()
        : revision;
  }

  /**
   * What a commit takes to download as its server keeps it ready, if it does. Trouble with that is
   * told, and the rest goes on.
   *
   * @param revision that named it
   */
  Optional<Download> delta(String revision, Checksum commit) {
    if (far.isEmpty()) {
      return Optional.empty();
    }
    int end = revision.indexOf('^');
    String name = end < 0 ? revision : revision.substring(0, end);
    try {
      boolean branch = far.get().remote().has(name);
      return far.get().delta(commit, branch ? List.of(name) : List.of());
    } catch (StoreException e) {
      session.report(e.problem());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    far.ifPresent(RemoteHistory::close);
  }
}
