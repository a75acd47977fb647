package org.understory.store.remote;

import java.nio.file.Path;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.libostree.SignatureChecker;
import org.understory.store.repo.Repository;

/**
 * Who signed what comes from the remotes of one repository. libostree says so, with the keys that
 * it would go by itself; where it may not be called nothing is checked, and that is said. For use
 * by several threads, one after the other.
 */
public final class Signatures implements AutoCloseable {
  private final Path repository;
  private final Optional<Path> sysroot;
  private Optional<SignatureChecker> checker = Optional.empty();

  /**
   * Those of a repository; nothing is opened yet.
   *
   * @param sysroot the system that it belongs to, if any
   */
  public Signatures(Path repository, Optional<Path> sysroot) {
    this.repository = repository;
    this.sysroot = sysroot;
  }

  /**
   * Checks one commit as a remote demands it.
   *
   * @param from where the commit and its signatures are read
   * @throws StoreException what keeps these from being read, or the repository from being opened
   */
  public synchronized SignatureCheck check(Remote remote, Repository from, Checksum commit)
      throws StoreException {
    byte[] object = from.commitObject(commit);
    byte[] detached = from.detachedMetadata(commit);
    return SignatureChecker.isPossible()
        ? opened().check(remote, object, detached)
        : SignatureCheck.NOT_CHECKED;
  }

  /**
   * Checks a list of branches where the remote demands a signature of it.
   *
   * @param signatures {@code summary.sig}, if there is one
   * @throws StoreException SignatureFailed
   */
  synchronized Verdict summary(Remote remote, byte[] summary, Optional<byte[]> signatures)
      throws StoreException {
    if (!remote.checks().summary()) {
      return Verdict.NOT_REQUIRED;
    }
    if (signatures.isEmpty()) {
      throw new StoreException(new Problem.SignatureFailed(remote.name(), "summary.sig"));
    }
    // libostree has no call for the other kind (sign-verify-summary) but a whole download.
    if (!SignatureChecker.isPossible() || !remote.settings().contains("gpg-verify-summary")) {
      return Verdict.NOT_CHECKED;
    }
    opened().checkSummary(remote, summary, signatures.get());
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
