package org.understory.store.helper;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.understory.store.bus.Contract;
import org.understory.store.wire.WorkerNote;

/**
 * One request on its way; only the loop's thread looks at it. What is done with it is decided by
 * {@link Transactions}.
 */
final class Transaction {
  /** Where it is; it only ever goes on, and {@link #DONE} is the end. */
  enum Stage {
    NEW,
    AUTHORIZING,
    RUNNING,
    COMMITTING,
    DONE;

    String word() {
      return switch (this) {
        case NEW -> "new";
        case AUTHORIZING -> "authorizing";
        case RUNNING -> "running";
        case COMMITTING -> "committing";
        case DONE -> "done";
      };
    }
  }

  /** Beyond this nobody else can watch. */
  private static final int WATCHER_LIMIT = 32;

  private final String id;
  private final FrozenRequest request;
  private final String hash;
  private final boolean interactive;
  private final long uid;
  private final boolean adopted;
  private final Instant since;
  private final Set<String> owners = new LinkedHashSet<>();
  private final Set<String> watchers = new LinkedHashSet<>();
  private Stage state = Stage.NEW;
  private String starter = "";
  private String phase = "";
  private String finished = "";
  private Worker.Work work = () -> {};

  Transaction(String id, FrozenRequest request, boolean interactive, Caller owner) {
    this.id = id;
    this.request = request;
    this.hash = request.hash();
    this.interactive = interactive;
    this.uid = owner.uid();
    this.adopted = false;
    this.since = Instant.now();
    join(owner.name());
  }

  /** One that another front started; this one can only see that it goes on. */
  Transaction(WorkerNote.Running running) {
    this.id = running.id();
    this.request = new FrozenRequest(running.action(), Map.of(), "", "");
    this.hash = running.hash();
    this.interactive = false;
    this.uid = running.uid();
    this.adopted = true;
    this.since = Instant.ofEpochSecond(running.since());
    this.phase = running.phase().orElse("");
    this.state = Stage.RUNNING;
  }

  /** Whether another front started it, so that nobody here can reach its worker. */
  boolean isAdopted() {
    return adopted;
  }

  String id() {
    return id;
  }

  String path() {
    return Contract.TRANSACTIONS + id;
  }

  FrozenRequest request() {
    return request;
  }

  String hash() {
    return hash;
  }

  boolean interactive() {
    return interactive;
  }

  long uid() {
    return uid;
  }

  Instant since() {
    return since;
  }

  Stage state() {
    return state;
  }

  String phase() {
    return phase;
  }

  /** Its last line, or empty. */
  String finished() {
    return finished;
  }

  /** Who started it; their password prompt it is. */
  String starter() {
    return starter;
  }

  boolean isOwner(String name) {
    return owners.contains(name);
  }

  boolean hasOwner() {
    return !owners.isEmpty();
  }

  boolean isActive() {
    return state != Stage.DONE;
  }

  boolean isRunning() {
    return state == Stage.RUNNING || state == Stage.COMMITTING;
  }

  void join(String name) {
    owners.add(name);
    watchers.add(name);
  }

  /** False when too many watch already. */
  boolean watch(String name) {
    return watchers.contains(name) || (watchers.size() < WATCHER_LIMIT && watchers.add(name));
  }

  Set<String> watchers() {
    return watchers;
  }

  void forget(String name) {
    owners.remove(name);
    watchers.remove(name);
  }

  void authorize(String by) {
    move(Stage.NEW, Stage.AUTHORIZING);
    starter = by;
  }

  void run() {
    move(Stage.AUTHORIZING, Stage.RUNNING);
  }

  void workedOnBy(Worker.Work itsWork) {
    work = itsWork;
  }

  Worker.Work work() {
    return work;
  }

  void phase(String name) {
    phase = name;
  }

  void commit() {
    move(Stage.RUNNING, Stage.COMMITTING);
  }

  void finish(String line) {
    if (!isActive()) {
      throw new IllegalStateException("finished twice");
    }
    state = Stage.DONE;
    finished = line;
  }

  private void move(Stage from, Stage to) {
    if (state != from) {
      throw new IllegalStateException(state + " to " + to);
    }
    state = to;
  }
}
