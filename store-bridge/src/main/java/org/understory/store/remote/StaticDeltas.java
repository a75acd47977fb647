package org.understory.store.remote;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.operation.ServerFault;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.model.remote.Remote;
import org.understory.store.remote.DeltaList.Sums;
import org.understory.store.repo.Repository;
import org.understory.store.repo.RepositoryMode;
import org.understory.store.variant.VariantException;

/**
 * What a server has ready for whoever has one version and wants another (static deltas), and which
 * of it libostree would take. One that no list names is not looked for, though libostree tries one
 * where the server lists none at all. Before 2023.7 libostree may get objects of a delta singly as
 * well (ostree #2053), which nobody can tell beforehand. For use by several threads.
 */
final class StaticDeltas {
  private final Remote remote;
  private final RemoteServer server;
  private final Repository here;
  private final Repository repository;
  private final Map<Checksum, DeltaList> indexes = new ConcurrentHashMap<>();

  /**
   * @param repository keeps what is fetched
   */
  StaticDeltas(Remote remote, RemoteServer server, Repository here, Repository repository) {
    this.remote = remote;
    this.server = server;
    this.here = here;
    this.repository = repository;
  }

  /** Whether libostree takes any from there (ostree_repo_pull_with_options). */
  boolean areUsed() {
    return here.mode() != RepositoryMode.ARCHIVE
        && remote.address().url().filter(url -> url.startsWith("file:")).isEmpty();
  }

  /**
   * What the one that libostree would take has to be downloaded of (initiate_delta_request); empty
   * where it would take none.
   *
   * @param listed what the summary says
   * @param followed whether the branch that is updated is here: what begins with nothing is not
   *     taken then
   * @throws StoreException ServerFailed or DamagedDownload
   */
  Optional<Download> find(Checksum to, DeltaList listed, boolean followed) throws StoreException {
    if (!areUsed() || here.isWhole(to)) {
      return Optional.empty();
    }
    Sums sums = listed.to(to);
    if (listed.indexed()) {
      sums = sums.and(index(to).to(to));
    }
    Optional<Checksum> from = newest(sums.from().keySet());
    Optional<Checksum> sum = sums.of(from).filter(_ -> from.isPresent() || !followed);
    return sum.isPresent() ? download(from, to, sum.get()) : Optional.empty();
  }

  /** The newest of those that are whole here (get_best_static_delta_start_for). */
  private Optional<Checksum> newest(Set<Checksum> starts) throws StoreException {
    Optional<Commit> newest = Optional.empty();
    for (Checksum start : new TreeSet<>(starts)) {
      if (here.isWhole(start)) {
        Commit commit = here.commit(start);
        if (newest.isEmpty() || commit.timestamp() > newest.get().timestamp()) {
          newest = Optional.of(commit);
        }
      }
    }
    return newest.map(Commit::checksum);
  }

  private DeltaList index(Checksum to) throws StoreException {
    DeltaList known = indexes.get(to);
    if (known != null) {
      return known;
    }
    Optional<byte[]> bytes = server.deltaIndex(to);
    try {
      DeltaList read = bytes.isPresent() ? DeltaList.parseIndex(bytes.get()) : DeltaList.NONE;
      indexes.put(to, read);
      return read;
    } catch (VariantException e) {
      throw server.damaged(DeltaList.index(to));
    }
  }

  private Optional<Download> download(Optional<Checksum> from, Checksum to, Checksum sum)
      throws StoreException {
    try {
      byte[] bytes = repository.asking(server.superblock(from, to)).commitObject(sum);
      Superblock read = Superblock.parse(bytes);
      if (!read.from().equals(from) || !read.to().equals(to)) {
        throw server.damaged(DeltaList.folder(from, to));
      }
      return Optional.of(read.download(here::has));
    } catch (VariantException e) {
      throw server.damaged(DeltaList.folder(from, to));
    } catch (StoreException e) {
      if (isNone(e.problem())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What is too large to look at is taken for none, though libostree would take it. */
  private static boolean isNone(Problem problem) {
    return problem instanceof Problem.MissingObject
        || (problem instanceof Problem.ServerFailed failed
            && failed.fault() == ServerFault.TOO_LARGE);
  }
}
