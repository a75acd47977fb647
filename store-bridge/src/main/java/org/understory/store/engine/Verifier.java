package org.understory.store.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Event.Step;
import org.understory.model.plan.Outcome.Result;
import org.understory.store.libostree.PullRequest;
import org.understory.store.libostree.SysrootWriter;
import org.understory.store.repo.Repository;

/**
 * Has libostree read every object, looks for those that are missing, and fetches both again where a
 * branch of a remote has them. What no remote has is left as it is: a damaged file is more than
 * none.
 */
final class Verifier {
  /** How often progress is told: objects. */
  private static final int EVERY = 500;

  private final Repository repository;
  private final Set<Checksum> deployed;
  private final SysrootWriter writer;
  private final Consumer<Event> events;
  private final Cancellation cancellation;

  /**
   * @param deployed commits that have to be whole even where they are marked as partial
   */
  Verifier(
      Repository repository,
      Set<Checksum> deployed,
      SysrootWriter writer,
      Consumer<Event> events,
      Cancellation cancellation) {
    this.repository = repository;
    this.deployed = deployed;
    this.writer = writer;
    this.events = events;
    this.cancellation = cancellation;
  }

  Result run(boolean repair) throws StoreException {
    Set<String> objects = repository.objects();
    Map<String, Problem> damaged = verify(objects);
    missing(objects).forEach(name -> damaged.put(name, new Problem.MissingObject(name)));
    if (!repair || damaged.isEmpty()) {
      return new Result.Verified(objects.size(), report(damaged), 0);
    }
    fetch(damaged);
    Map<String, Problem> left = verify(damaged.keySet());
    return new Result.Verified(objects.size(), report(left), damaged.size() - left.size());
  }

  private static List<Problem> report(Map<String, Problem> damaged) {
    return damaged.values().stream().limit(Result.Verified.MAX_DAMAGED).toList();
  }

  private Map<String, Problem> verify(Collection<String> objects) throws StoreException {
    return writer.verifyObjects(
        objects,
        done -> {
          if (done % EVERY == 0) {
            events.accept(new Event.Progress(0, OptionalLong.empty(), done, objects.size()));
          }
        },
        cancellation);
  }

  /** What commits that should be whole need, and is not here (ostree fsck looks for it too). */
  private List<String> missing(Set<String> here) throws StoreException {
    List<Checksum> commits = new ArrayList<>();
    for (String name : here) {
      if (name.endsWith(".commit")) {
        Checksum commit = Checksum.parse(name.substring(0, name.indexOf('.'))).orElseThrow();
        if (deployed.contains(commit) || isWhole(commit)) {
          commits.add(commit);
        }
      }
    }
    return repository.reachable(commits, _ -> {}, cancellation).stream()
        .filter(name -> !here.contains(name) && !repository.has(name))
        .sorted()
        .toList();
  }

  /**
   * Deletes what some remote has and gets it anew. Every branch that misses something meanwhile is
   * marked before, so that nobody takes it for whole if this ends in the middle.
   */
  private void fetch(Map<String, Problem> damaged) throws StoreException {
    Map<Ref, Set<String>> holders = new LinkedHashMap<>();
    Set<String> deleted = new LinkedHashSet<>();
    for (Ref ref : repository.refs()) {
      Set<String> held = held(ref.checksum(), damaged.keySet());
      if (!held.isEmpty()) {
        holders.put(ref, held);
        if (ref.remote().isPresent()) {
          deleted.addAll(held);
        }
      }
    }
    holders.values().forEach(held -> held.retainAll(deleted));
    holders.values().removeIf(Set::isEmpty);
    Set<Checksum> whole = new LinkedHashSet<>();
    for (Ref ref : holders.keySet()) {
      if (isWhole(ref.checksum())) {
        whole.add(ref.checksum());
      }
      writer.markCommitPartial(ref.checksum(), true);
    }
    for (String object : deleted) {
      if (!(damaged.get(object) instanceof Problem.MissingObject)) {
        writer.deleteObject(object, cancellation);
      }
    }
    for (Ref ref : holders.keySet()) {
      if (ref.remote().isPresent()) {
        pull(ref);
      }
    }
    for (Map.Entry<Ref, Set<String>> holder : holders.entrySet()) {
      // A pull takes away the mark of its own commit only.
      Checksum commit = holder.getKey().checksum();
      if (whole.contains(commit) && verify(holder.getValue()).isEmpty()) {
        writer.markCommitPartial(commit, false);
      }
    }
  }

  /** Where its description is damaged nobody knows, and a pull of it will tell. */
  private boolean isWhole(Checksum commit) throws StoreException {
    try {
      return !repository.details(commit).partial();
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.CorruptObject) {
        return false;
      }
      throw e;
    }
  }

  private void pull(Ref ref) throws StoreException {
    events.accept(new Event.Phase(Step.DOWNLOADING));
    writer.pull(
        new PullRequest(
            ref.remote().orElseThrow(),
            List.of(ref.name()),
            Optional.of(ref.checksum()),
            false,
            0,
            Optional.empty()),
        _ -> {},
        cancellation);
  }

  /** Which of the damaged objects a commit needs, as far as its tree can still be read. */
  private Set<String> held(Checksum commit, Set<String> damaged) throws StoreException {
    Set<String> held = new HashSet<>();
    Consumer<String> look =
        object -> {
          if (damaged.contains(object)) {
            held.add(object);
          }
        };
    look.accept(commit.hex() + ".commit");
    Consumer<Problem> broken =
        problem -> {
          switch (problem) {
            case Problem.CorruptObject(String object, var _) -> look.accept(object);
            case Problem.MissingObject(String object) -> look.accept(object);
            default -> {}
          }
        };
    try {
      repository.walk(
          commit,
          "/",
          entry -> {
            look.accept(entry.checksum().hex() + ".file");
            look.accept(entry.checksum().hex() + ".dirtree");
            entry.metaChecksum().ifPresent(meta -> look.accept(meta.hex() + ".dirmeta"));
          },
          broken,
          cancellation);
    } catch (StoreException e) {
      broken.accept(e.problem());
    }
    return held;
  }
}
