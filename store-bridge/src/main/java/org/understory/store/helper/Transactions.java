package org.understory.store.helper;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.ErrorName;
import org.understory.store.helper.Transaction.Stage;
import org.understory.store.wire.WorkerNote;

/**
 * All requests on their way: any number may be asked about, one at a time is done. After its start
 * a transaction goes on whatever becomes of who started it; before, it ends with them. Everything
 * here happens on the loop.
 */
final class Transactions {
  private static final int ID_BYTES = 16;

  /** How often it is looked how the worker of another front goes on. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Settings settings;
  private final Loop loop;
  private final Bus bus;
  private final Authority authority;
  private final Worker worker;
  private final WorkerTraces traces;
  private final Audit audit;
  private final Runnable changed;
  private final Quota quota = new Quota();
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Transaction> all = new LinkedHashMap<>();
  private final Map<String, String> cancelling = new HashMap<>();

  /**
   * None yet.
   *
   * @param changed is told when the system may be another than before
   */
  Transactions(
      Settings settings,
      Loop loop,
      Bus bus,
      Authority authority,
      Worker worker,
      WorkerTraces traces,
      Audit audit,
      Runnable changed) {
    this.settings = settings;
    this.loop = loop;
    this.bus = bus;
    this.authority = authority;
    this.worker = worker;
    this.traces = traces;
    this.audit = audit;
    this.changed = changed;
  }

  private static Logger log() {
    return LoggerFactory.getLogger(Transactions.class);
  }

  /** The one at this path. */
  Optional<Transaction> at(String path) {
    if (!all.containsKey(path)) {
      adopt();
    }
    return Optional.ofNullable(all.get(path));
  }

  /** The one that is being done, whichever front started it. */
  Optional<Transaction> running() {
    Optional<Transaction> own = all.values().stream().filter(Transaction::isRunning).findFirst();
    return own.or(this::adopt);
  }

  /** Takes over what a front started that is gone: its worker goes on without it. */
  private Optional<Transaction> adopt() {
    Optional<Transaction> found = traces.running().map(Transaction::new).filter(this::isStrange);
    found.ifPresent(
        one -> {
          audit.adopted(one);
          all.put(one.path(), one);
          loop.after(LOOK, () -> look(one));
        });
    return found;
  }

  /** Not known here, or given up because it could not be heard any more. */
  private boolean isStrange(Transaction one) {
    Transaction known = all.get(one.path());
    return known == null || !known.isActive();
  }

  private void look(Transaction one) {
    Optional<WorkerNote.Running> still =
        traces.running().filter(running -> running.id().equals(one.id()));
    if (still.isPresent()) {
      still.get().phase().ifPresent(one::phase);
      loop.after(LOOK, () -> look(one));
    } else {
      String end = traces.end(one.id()).orElse(WorkerLine.failed(ErrorName.WORKER_CRASHED));
      finish(one, end);
    }
  }

  /** Whether nothing is being asked, done or remembered. */
  boolean isQuiet() {
    return all.isEmpty() && cancelling.isEmpty();
  }

  /** A transaction for this request; the same one for the same request of the same user. */
  Transaction begin(Caller caller, FrozenRequest request, boolean interactive) throws Refusal {
    String hash = request.hash();
    for (Transaction one : all.values()) {
      boolean same = one.hash().equals(hash) && one.interactive() == interactive;
      if (same && one.isActive() && one.uid() == caller.uid()) {
        one.join(caller.name());
        return one;
      }
    }
    if (running().isPresent()) {
      throw new Refusal(ErrorName.BUSY);
    }
    quota.checkNew(all.values(), caller);
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Transaction made = new Transaction(HexFormat.of().formatHex(id), request, interactive, caller);
    all.put(made.path(), made);
    audit.requested(made, caller);
    loop.after(
        settings.unstarted(),
        () -> {
          if (made.state() == Stage.NEW) {
            all.remove(made.path());
          }
        });
    return made;
  }

  /**
   * Asks whether it may be done, and does it. Answers at once; how it goes on is told by signals.
   */
  void start(Transaction one, Caller caller) throws Refusal {
    if (!one.isOwner(caller.name())) {
      throw new Refusal(ErrorName.NOT_AUTHORIZED);
    }
    if (one.state() != Stage.NEW) {
      throw new Refusal(ErrorName.INVALID_STATE);
    }
    if (running().isPresent()) {
      throw new Refusal(ErrorName.BUSY);
    }
    quota.open(caller);
    one.authorize(caller.name());
    tell(one, WorkerLine.object("type", "authorizing"));
    Map<String, String> details = new HashMap<>(one.request().details());
    details.put("request", one.hash());
    authority.check(
        caller.name(),
        one.request().action(),
        details,
        one.interactive(),
        one.id(),
        decision -> {
          quota.close(caller);
          audit.decided(one, one.request().action(), caller, decision);
          if (one.state() == Stage.AUTHORIZING) {
            decided(one, decision);
          }
        });
  }

  private void decided(Transaction one, Decision decision) {
    Optional<ErrorName> no = decision.error().or(() -> running().map(other -> ErrorName.BUSY));
    if (no.isPresent()) {
      finish(one, WorkerLine.failed(no.get()));
      return;
    }
    one.run();
    EventFeed feed = new EventFeed(loop, text -> tell(one, text));
    try {
      one.workedOnBy(worker.start(one.request().action(), workerRequest(one), listener(one, feed)));
    } catch (IOException failure) {
      log().error("No worker for {}", one.id(), failure);
      finish(one, WorkerLine.failed(ErrorName.WORKER_CRASHED));
    }
  }

  private static String workerRequest(Transaction one) {
    return WorkerLine.object(
        "type", "request",
        "id", one.id(),
        "uid", Long.toString(one.uid()),
        "action", one.request().action(),
        "hash", one.hash(),
        "request", one.request().text());
  }

  private Worker.Listener listener(Transaction one, EventFeed feed) {
    return new Worker.Listener() {
      @Override
      public void line(String json) {
        loop.bring(() -> said(one, feed, json));
      }

      @Override
      public void ended() {
        loop.bring(
            () -> {
              if (one.isActive()) {
                feed.flush();
                finish(one, WorkerLine.failed(ErrorName.WORKER_CRASHED));
              }
            });
      }
    };
  }

  private void said(Transaction one, EventFeed feed, String json) {
    Optional<WorkerLine> read = WorkerLine.read(json);
    if (read.isEmpty() || !one.isActive()) {
      log().warn("{}: a line of the worker is not used", one.id());
      return;
    }
    WorkerLine line = read.get();
    if (line.type().equals(WorkerLine.FINISHED)) {
      feed.flush();
      finish(one, json);
      return;
    }
    if (line.type().equals(WorkerLine.COMMITTING) && one.state() == Stage.RUNNING) {
      one.commit();
    }
    if (!line.phase().isEmpty()) {
      one.phase(line.phase());
    }
    feed.add(json, line.type().equals(WorkerLine.PROGRESS));
  }

  /** Stops it if it can still be stopped; others than its user must be allowed to. */
  void cancel(
      Transaction one, Caller caller, boolean interactive, Consumer<Optional<ErrorName>> then)
      throws Refusal {
    if (one.uid() == caller.uid()) {
      then.accept(stop(one));
      return;
    }
    refuseUnstoppable(one);
    quota.open(caller);
    String question = one.id() + "-" + caller.name();
    cancelling.put(question, caller.name());
    authority.check(
        caller.name(),
        "org.understory.cancel-others",
        Map.of("request", one.hash()),
        interactive,
        question,
        decision -> {
          cancelling.remove(question);
          quota.close(caller);
          audit.decided(one, "org.understory.cancel-others", caller, decision);
          then.accept(decision.error().or(() -> stop(one)));
        });
  }

  private static void refuseUnstoppable(Transaction one) throws Refusal {
    Optional<ErrorName> why = unstoppable(one);
    if (why.isPresent()) {
      throw new Refusal(why.get());
    }
  }

  private static Optional<ErrorName> unstoppable(Transaction one) {
    return switch (one.state()) {
      case NEW, AUTHORIZING -> Optional.empty();
      case RUNNING -> one.isAdopted() ? Optional.of(ErrorName.NOT_CANCELLABLE) : Optional.empty();
      case COMMITTING -> Optional.of(ErrorName.NOT_CANCELLABLE);
      case DONE -> Optional.of(ErrorName.INVALID_STATE);
    };
  }

  private Optional<ErrorName> stop(Transaction one) {
    Optional<ErrorName> why = unstoppable(one);
    if (why.isEmpty() && one.state() == Stage.RUNNING) {
      one.work().cancel();
    } else if (why.isEmpty()) {
      withdraw(one);
    }
    return why;
  }

  /** Ends one that no worker has yet. */
  private void withdraw(Transaction one) {
    if (one.state() == Stage.AUTHORIZING) {
      authority.cancel(one.id());
    }
    finish(one, WorkerLine.cancelled());
  }

  /** Somebody has left the bus: their prompts are taken back, what runs goes on. */
  void left(String name) {
    for (Transaction one : new ArrayList<>(all.values())) {
      one.forget(name);
      boolean unwanted = one.state() == Stage.NEW && !one.hasOwner();
      boolean unanswerable = one.state() == Stage.AUTHORIZING && one.starter().equals(name);
      if (unwanted || unanswerable) {
        withdraw(one);
      }
    }
    cancelling.forEach(
        (question, caller) -> {
          if (caller.equals(name)) {
            authority.cancel(question);
          }
        });
  }

  private void finish(Transaction one, String line) {
    String forAll = WorkerLine.forAll(line);
    one.finish(forAll);
    changed.run();
    audit.finished(one, forAll);
    for (String watcher : one.watchers()) {
      String told = one.isOwner(watcher) ? line : forAll;
      bus.send(
          BusMessage.signal(watcher, one.path(), Contract.TRANSACTION, "Finished").with("s", told));
    }
    loop.after(settings.lingering(), () -> all.remove(one.path(), one));
  }

  private void tell(Transaction one, String text) {
    for (String watcher : one.watchers()) {
      bus.send(
          BusMessage.signal(watcher, one.path(), Contract.TRANSACTION, "Event").with("s", text));
    }
  }
}
