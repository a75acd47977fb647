package org.understory.store.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.SignApi;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.libostree.SignatureChecker;
import org.understory.store.repo.Repository;

/**
 * Who signed what comes from the remotes of one repository. Of OpenPGP libostree says so, with the
 * keys that it would go by itself; where it may not be called that is not checked, and that is
 * said. Of the other kinds it is found out here. For use by several threads.
 */
public final class Signatures implements AutoCloseable {
  private static final String GPG = "ostree.gpgsigs"; // _OSTREE_METADATA_GPGSIGS_NAME

  private final Path repository;
  private final Optional<Path> sysroot;
  private final SignApiCheck signApi;
  private Optional<SignatureChecker> checker = Optional.empty();

  /**
   * Those of a repository; nothing is opened yet.
   *
   * @param sysroot the system that it belongs to, if any
   */
  public Signatures(Path repository, Optional<Path> sysroot) {
    this(repository, sysroot, SignKeys.SYSTEM);
  }

  /** The same with other folders for the keys of other kinds that the system trusts. */
  public Signatures(Path repository, Optional<Path> sysroot, List<Path> keyFolders) {
    this.repository = repository;
    this.sysroot = sysroot;
    this.signApi = new SignApiCheck(keyFolders);
  }

  /**
   * Checks one commit as a remote demands it.
   *
   * @param from where the commit and its signatures are read
   * @throws StoreException what keeps these from being read, or the repository from being opened
   */
  public SignatureCheck check(Remote remote, Repository from, Checksum commit)
      throws StoreException {
    byte[] object = from.commitObject(commit);
    byte[] detached = from.detachedMetadata(commit);
    Detached signatures = Detached.parse(detached);
    SignApi api = remote.checks().api();
    return openPgp(remote, object, detached, signatures.of(GPG))
        .and(signApi.check(api, api.commits(), object, signatures));
  }

  /** libostree is asked by one thread at a time; a server is not. */
  private synchronized SignatureCheck openPgp(
      Remote remote, byte[] object, byte[] detached, List<byte[]> packets) throws StoreException {
    if (packets.isEmpty() && !remote.checks().gpg()) {
      return new SignatureCheck(Verdict.NOT_REQUIRED, List.of(), "");
    }
    if (SignatureChecker.isPossible()) {
      return opened().check(remote, object, detached, packets);
    }
    return remote.checks().gpg()
        ? SignatureCheck.NOT_CHECKED
        : new SignatureCheck(Verdict.NOT_REQUIRED, List.of(), "");
  }

  /**
   * Checks a list of branches where the remote demands a signature of it; where it demands two
   * kinds both have to be there.
   *
   * @param summary if there is one
   * @param signatures {@code summary.sig}, if there is one
   * @throws StoreException UnsignedList, SignatureFailed
   */
  Verdict summary(Remote remote, Optional<byte[]> summary, Optional<byte[]> signatures)
      throws StoreException {
    if (!remote.checks().summary()) {
      return Verdict.NOT_REQUIRED;
    }
    if (summary.isEmpty() || signatures.isEmpty()) {
      throw new StoreException(new Problem.UnsignedList(remote.name()));
    }
    SignApi api = remote.checks().api();
    SignatureCheck check =
        signApi.check(api, api.summary(), summary.get(), Detached.parse(signatures.get()));
    if (check.verdict() == Verdict.REFUSED) {
      throw new StoreException(new Problem.SignatureFailed(remote.name(), check.detail()));
    }
    return check.verdict().and(openPgpSummary(remote, summary.get(), signatures.get()));
  }

  private synchronized Verdict openPgpSummary(Remote remote, byte[] summary, byte[] signatures)
      throws StoreException {
    if (!remote.settings().contains("gpg-verify-summary")) {
      return Verdict.NOT_REQUIRED;
    }
    if (!SignatureChecker.isPossible()) {
      return Verdict.NOT_CHECKED;
    }
    opened().checkSummary(remote, summary, signatures);
    return Verdict.TRUSTED;
  }

  private SignatureChecker opened() throws StoreException {
    if (checker.isEmpty()) {
      checker = Optional.of(SignatureChecker.open(repository, sysroot));
    }
    return checker.get();
  }

  @Override
  public synchronized void close() {
    checker.ifPresent(SignatureChecker::close);
    checker = Optional.empty();
  }
}
