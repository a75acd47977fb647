package org.understory.store.helper;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.understory.store.bus.Contract;
import org.understory.store.bus.Variant;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.WorkerNote;

/** The properties of the objects, each time read anew. */
final class ObjectFacts {
  private final SystemFacts facts;
  private final Transactions transactions;
  private final WorkerTraces traces;

  ObjectFacts(SystemFacts facts, Transactions transactions, WorkerTraces traces) {
    this.facts = facts;
    this.transactions = transactions;
    this.traces = traces;
  }

  /** Those of this interface of the object at this path, if there is such a thing. */
  Optional<Map<String, Variant>> of(String path, String part) {
    if (path.equals(Contract.OBJECT)) {
      return part.equals(Contract.MANAGER) ? Optional.of(manager()) : Optional.empty();
    }
    return part.equals(Contract.TRANSACTION)
        ? transactions.at(path).map(ObjectFacts::transaction)
        : Optional.empty();
  }

  private Map<String, Variant> manager() {
    Map<String, Variant> all = new LinkedHashMap<>();
    all.put("ProtocolVersion", new Variant("u", Contract.VERSION));
    Optional<Transaction> running = transactions.running();
    String active = running.map(Transaction::path).orElse("/");
    all.put("ActiveTransaction", new Variant("o", active));
    all.put("LibostreeVersion", Variant.of(facts.libostreeVersion()));
    all.put("PowerSafe", new Variant("b", facts.isPowerSafe()));
    all.put("Running", Variant.of(running.map(ObjectFacts::note).orElse("")));
    all.put("LastOutcome", Variant.of(traces.last()));
    return all;
  }

  private static Map<String, Variant> transaction(Transaction one) {
    Map<String, Variant> all = new LinkedHashMap<>();
    all.put("State", Variant.of(one.state().word()));
    all.put("Action", Variant.of(one.request().action()));
    all.put("OwnerUid", new Variant("u", one.uid()));
    all.put("Since", new Variant("t", one.since().getEpochSecond()));
    all.put("Phase", Variant.of(one.phase()));
    all.put("RequestHash", Variant.of(one.hash()));
    all.put("Outcome", Variant.of(one.finished()));
    return all;
  }

  private static String note(Transaction one) {
    Optional<String> phase = Optional.of(one.phase()).filter(each -> !each.isEmpty());
    long since = one.since().getEpochSecond();
    WorkerNote note =
        new WorkerNote.Running(
            one.id(), one.uid(), one.request().action(), one.hash(), phase, since);
    return RecordJson.write((Record) note);
  }
}
