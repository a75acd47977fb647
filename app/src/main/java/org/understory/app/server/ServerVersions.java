package org.understory.app.server;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Branch;
import org.understory.model.remote.BranchList;
import org.understory.model.remote.Download;
import org.understory.model.remote.Remote;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Repository;

/**
 * What a look on the server of a remote found.
 *
 * @param list the branches there
 * @param looked names of those whose versions were looked for
 * @param versions of these, what was not here, or not whole
 * @param away which of them still are not
 * @param more whether there may be older ones beyond those that were looked for
 * @param problems what could not be read; the rest is still true
 * @param far to read them from; closed by whoever made the look
 */
public record ServerVersions(
    BranchList list,
    Set<String> looked,
    Map<Checksum, Version> versions,
    Set<Checksum> away,
    boolean more,
    List<Problem> problems,
    RemoteHistory far) {
  public ServerVersions {
    looked = Set.copyOf(looked);
    versions = Map.copyOf(versions);
    away = Set.copyOf(away);
    problems = List.copyOf(problems);
  }

  /**
   * One version.
   *
   * @param commit without its body
   * @param branches refspecs of the branches that lead to it
   * @param check who signed it
   */
  public record Version(Commit commit, List<String> branches, SignatureCheck check) {
    public Version {
      branches = List.copyOf(branches);
    }

    /** Whether it is not signed as it has to be. */
    public boolean isRefused() {
      return check.verdict() == Verdict.REFUSED;
    }
  }

  /** Whose server it is. */
  public Remote remote() {
    return far.remote();
  }

  /** Commits that are here, and those that were found; asks nobody. */
  public Repository known() {
    return far.fetched();
  }

  /** A version that is there and not here; empty for any other. */
  public Optional<Version> find(Checksum commit) {
    return Optional.ofNullable(versions.get(commit)).filter(_ -> away.contains(commit));
  }

  /** Those that are there and not here and can be looked into, newest first. */
  public List<Commit> open() {
    return away.stream()
        .flatMap(commit -> find(commit).stream())
        .filter(version -> !version.isRefused())
        .map(Version::commit)
        .sorted(
            Comparator.comparingLong(Commit::timestamp).reversed().thenComparing(Commit::checksum))
        .toList();
  }

  /**
   * The branch to move to for a version that the branch that is followed does not lead to; empty
   * for one that can be deployed as it is.
   */
  public Optional<String> otherBranch(Checksum commit, Predicate<String> followed) {
    return find(commit)
        .filter(version -> version.branches().stream().noneMatch(followed))
        .flatMap(version -> version.branches().stream().findFirst());
  }

  /** The newest commit there of a branch that was looked at, by its refspec. */
  public Optional<Checksum> newest(String refspec) {
    return remote().has(refspec)
        ? Optional.of(refspec.substring(remote().name().length() + 1))
            .filter(looked::contains)
            .flatMap(list::find)
            .map(Branch::newest)
        : Optional.empty();
  }

  /**
   * Nothing is shown of what would not be deployed.
   *
   * @throws StoreException SignatureFailed
   */
  void requireTrusted(Checksum commit) throws StoreException {
    Optional<Version> version = find(commit);
    if (version.isPresent() && version.get().isRefused()) {
      throw new StoreException(
          new Problem.SignatureFailed(remote().name(), version.get().check().detail()));
    }
  }

  /**
   * What a version takes to download as the server keeps it ready for those who have another; empty
   * where it comes in single files, and for one that is not to be used. Asks the server.
   *
   * @throws StoreException ServerFailed or DamagedDownload
   */
  public Optional<Download> delta(Checksum commit) throws StoreException {
    Optional<Version> version = find(commit).filter(it -> !it.isRefused());
    return version.isPresent() ? far.delta(commit, version.get().branches()) : Optional.empty();
  }

  /** The same after the system has changed: what has come here since is no longer away. */
  ServerVersions asOfNow(Repository here) {
    Set<Checksum> still = new HashSet<>(versions.keySet());
    still.removeIf(here::isWhole);
    return new ServerVersions(list, looked, versions, still, more, problems, far);
  }
}
