package org.understory.store.helper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.understory.store.bus.Contract;
import org.understory.store.bus.Variant;

/** The properties of the objects, each time read anew. */
final class ObjectFacts {
  private static final int OUTCOME_LIMIT = 64 << 10;

  private final SystemFacts facts;
  private final Transactions transactions;
  private final Path outcome;

  ObjectFacts(SystemFacts facts, Transactions transactions, Path outcome) {
    this.facts = facts;
    this.transactions = transactions;
    this.outcome = outcome;
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
    String active = transactions.running().map(Transaction::path).orElse("/");
    all.put("ActiveTransaction", new Variant("o", active));
    all.put("LibostreeVersion", Variant.of(facts.libostreeVersion()));
    all.put("PowerSafe", new Variant("b", facts.isPowerSafe()));
    all.put("LastOutcome", Variant.of(lastOutcome()));
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

  /** What the last worker left, also when the front that started it is gone. */
  private String lastOutcome() {
    try (InputStream in = Files.newInputStream(outcome)) {
      String text = new String(in.readNBytes(OUTCOME_LIMIT), StandardCharsets.UTF_8).strip();
      return WorkerLine.read(text).isPresent() ? text : "";
    } catch (NoSuchFileException none) {
      return "";
    } catch (IOException failure) {
      LoggerFactory.getLogger(ObjectFacts.class).warn("No last outcome", failure);
      return "";
    }
  }
}
