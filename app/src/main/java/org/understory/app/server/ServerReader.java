package org.understory.app.server;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.understory.app.server.ServerVersions.Version;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Branch;
import org.understory.model.remote.BranchList;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.system.Deployment;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.remote.Together;

/** Looks on a server for versions that are not here; waits for it, so never where one draws. */
final class ServerReader {
  private static final int MAX_TEXT = 400;

  private final OpenSystem system;
  private final RemoteHistory far;
  private final Cancellation cancellation;
  private final IntConsumer progress;
  private final Map<Checksum, Set<String>> found = new ConcurrentHashMap<>();
  private final Map<Checksum, Commit> commits = new ConcurrentHashMap<>();
  private final List<Problem> problems = new CopyOnWriteArrayList<>();
  private volatile boolean more;

  /**
   * @param progress hears, on several threads, how many versions were found so far
   */
  ServerReader(
      OpenSystem system, RemoteHistory far, Cancellation cancellation, IntConsumer progress) {
    this.system = system;
    this.far = far;
    this.cancellation = cancellation;
    this.progress = progress;
  }

  /**
   * Looks at the branches that are here, and at some others.
   *
   * @param others names of branches that are not here
   * @param limit how many versions of one branch are looked for
   * @throws StoreException where the server does not even say which branches it has
   */
  ServerVersions read(Set<String> others, int limit) throws StoreException {
    Map<String, Set<Checksum>> here = here();
    Set<String> wanted = new HashSet<>(here.keySet());
    wanted.addAll(others);
    BranchList list = far.branches(wanted);
    problems.addAll(list.problems());
    Together.all(
        wanted.stream()
            .map(
                name ->
                    () -> {
                      Set<Checksum> starts = new HashSet<>(here.getOrDefault(name, Set.of()));
                      list.find(name).map(Branch::newest).ifPresent(starts::add);
                      walk(far.remote().name() + ":" + name, starts, limit);
                    }),
        cancellation);
    Map<Checksum, Version> versions = new ConcurrentHashMap<>();
    Together.all(
        found.entrySet().stream()
            .map(
                each ->
                    () ->
                        versions.put(
                            each.getKey(),
                            new Version(
                                Optional.ofNullable(commits.get(each.getKey())).orElseThrow(),
                                each.getValue().stream().sorted().toList(),
                                check(each.getKey())))),
        cancellation);
    return new ServerVersions(list, wanted, versions, versions.keySet(), more, problems, far);
  }

  /** The branches of this remote that are known here, with the commits that are theirs. */
  private Map<String, Set<Checksum>> here() throws StoreException {
    record Known(String refspec, Checksum commit) {}
    Stream<Known> refs =
        system.repository().refs().stream()
            .filter(ref -> ref.remote().isPresent())
            .map((Ref ref) -> new Known(ref.refspec(), ref.checksum()));
    Stream<Known> deployed =
        system.snapshot().deployments().stream()
            .flatMap(
                (Deployment each) ->
                    each.origin().refspec().stream().map(it -> new Known(it, each.checksum())));
    int prefix = far.remote().name().length() + 1;
    return Stream.concat(refs, deployed)
        .filter(known -> far.remote().has(known.refspec()))
        .collect(
            Collectors.groupingBy(
                known -> known.refspec().substring(prefix),
                Collectors.mapping(Known::commit, Collectors.toSet())));
  }

  /** A line of history can only be followed one commit after the other: each names the next. */
  private void walk(String refspec, Set<Checksum> starts, int limit) {
    Set<Checksum> passed = new HashSet<>();
    int count = 0;
    for (Checksum start : starts) {
      Optional<Checksum> at = Optional.of(start);
      while (at.isPresent() && passed.add(at.get())) {
        cancellation.check();
        boolean whole = system.repository().isWhole(at.get());
        if (!whole && count == limit) {
          more = true;
          break;
        }
        Optional<Commit> commit = commit(at.get());
        if (commit.isPresent() && !whole) {
          count++;
          add(commit.get(), refspec);
        }
        at = commit.flatMap(Commit::parent);
      }
    }
  }

  private void add(Commit commit, String refspec) {
    commits.put(commit.checksum(), brief(commit));
    found.computeIfAbsent(commit.checksum(), _ -> ConcurrentHashMap.newKeySet()).add(refspec);
    progress.accept(found.size());
  }

  /**
   * What is kept of one for as long as the window is open must not be as long as a server likes.
   */
  private static Commit brief(Commit commit) {
    return new Commit(
        commit.checksum(),
        commit.parent(),
        commit.timestamp(),
        start(commit.subject()),
        "",
        commit.version().map(ServerReader::start),
        commit.kind(),
        commit.rootTree(),
        commit.rootMeta());
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), MAX_TEXT));
  }

  /** A version that the server does not keep any more ends the line. */
  private Optional<Commit> commit(Checksum checksum) {
    try {
      return Optional.of(far.repository().commit(checksum));
    } catch (StoreException e) {
      boolean cut =
          e.problem() instanceof Problem.MissingObject
              || e.problem() instanceof Problem.DeletedCommit;
      if (!cut) {
        problems.add(e.problem());
      }
      return Optional.empty();
    }
  }

  private SignatureCheck check(Checksum commit) {
    try {
      return far.signatures(commit);
    } catch (StoreException e) {
      problems.add(e.problem());
      return SignatureCheck.NOT_CHECKED;
    }
  }
}
