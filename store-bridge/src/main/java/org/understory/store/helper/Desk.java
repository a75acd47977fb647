package org.understory.store.helper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.ErrorName;
import org.understory.store.bus.MessageKind;
import org.understory.store.bus.Variant;

/**
 * Where calls come in: finds what each wants by path, interface, member and signature together, and
 * refuses everything else. What the bus's policy lets through is not believed.
 */
final class Desk {
  private static final String UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";
  private static final String UNKNOWN_OBJECT = "org.freedesktop.DBus.Error.UnknownObject";
  private static final String UNKNOWN_PROPERTY = "org.freedesktop.DBus.Error.UnknownProperty";
  private static final int STATE_ID_LIMIT = 256;

  /** Refusals of these are written down. */
  private static final Set<String> CHANGING = Set.of("Begin", "Start", "Cancel");

  private final Bus bus;
  private final Requests requests;
  private final Snapshots snapshots;
  private final Transactions transactions;
  private final ObjectFacts properties;
  private final Audit audit;

  /** For each caller, of what needs no permission. */
  private final Rate rate = new Rate(60, 60);

  private boolean closing;

  Desk(
      Bus bus,
      Requests requests,
      Snapshots snapshots,
      Transactions transactions,
      ObjectFacts properties,
      Audit audit) {
    this.bus = bus;
    this.requests = requests;
    this.snapshots = snapshots;
    this.transactions = transactions;
    this.properties = properties;
    this.audit = audit;
  }

  /** Nothing new is begun from now on. */
  void close() {
    closing = true;
  }

  /** A call or a signal. */
  void received(BusMessage message) {
    if (message.type() == MessageKind.SIGNAL) {
      String leaver = Bus.leaver(message);
      if (!leaver.isEmpty()) {
        transactions.left(leaver);
      }
      return;
    }
    if (message.cut() || !rate.allows(message.sender(), System.nanoTime())) {
      error(message, ErrorName.LIMITS_EXCEEDED.wireName()); // not read, and so not written down
      return;
    }
    try {
      if (message.path().equals(Contract.OBJECT)) {
        manager(message);
      } else {
        Optional<Transaction> one = transactions.at(message.path());
        if (one.isPresent()) {
          transaction(message, one.get());
        } else {
          error(message, UNKNOWN_OBJECT);
        }
      }
    } catch (Refusal refusal) {
      refuse(message, refusal.name());
    }
  }

  private void manager(BusMessage call) throws Refusal {
    if (call.is(Contract.MANAGER, "GetState", "")) {
      state(call);
    } else if (call.is(Contract.MANAGER, "Begin", "ssb")) {
      begin(call);
    } else {
      common(call, Introspection.MANAGER);
    }
  }

  private void state(BusMessage call) throws Refusal {
    boolean asked =
        snapshots.ask(
            snapshot -> {
              if (snapshot.isPresent()) {
                answer(call, call.answer().with("s", snapshot.get()));
              } else {
                refuse(call, ErrorName.INTERNAL);
              }
            });
    if (!asked) {
      throw new Refusal(ErrorName.LIMITS_EXCEEDED);
    }
  }

  private void begin(BusMessage call) throws Refusal {
    List<Object> values = Bus.values(call, "ssb");
    if (values.size() != 3
        || !(values.get(0) instanceof String state)
        || !(values.get(1) instanceof String operation)
        || !(values.get(2) instanceof Boolean interactive)
        || state.length() > STATE_ID_LIMIT
        || operation.getBytes(StandardCharsets.UTF_8).length > Contract.OPERATION_LIMIT) {
      throw new Refusal(ErrorName.INVALID_ARGUMENT);
    }
    if (closing) {
      throw new Refusal(ErrorName.BUSY);
    }
    FrozenRequest request = requests.read(state, operation);
    bus.user(
        call.sender(),
        uid -> {
          try {
            // Nobody is there any more, so nobody hears a refusal.
            if (uid >= 0) {
              Transaction one =
                  transactions.begin(new Caller(call.sender(), uid), request, interactive);
              answer(call, call.answer().with("o", one.path()));
            }
          } catch (Refusal refusal) {
            refuse(call, refusal.name());
          }
        });
  }

  private void transaction(BusMessage call, Transaction one) throws Refusal {
    if (call.is(Contract.TRANSACTION, "Start", "")) {
      transactions.start(one, new Caller(call.sender(), one.uid()));
      answer(call, call.answer());
    } else if (call.is(Contract.TRANSACTION, "Watch", "")) {
      if (!one.watch(call.sender())) {
        throw new Refusal(ErrorName.LIMITS_EXCEEDED);
      }
      answer(call, call.answer());
    } else if (call.is(Contract.TRANSACTION, "Cancel", "")) {
      bus.user(call.sender(), uid -> cancel(call, one, new Caller(call.sender(), uid)));
    } else {
      common(call, Introspection.TRANSACTION);
    }
  }

  private void cancel(BusMessage call, Transaction one, Caller caller) {
    try {
      if (caller.uid() >= 0) {
        transactions.cancel(
            one,
            caller,
            call.isInteractive(),
            no ->
                no.ifPresentOrElse(name -> refuse(call, name), () -> answer(call, call.answer())));
      }
    } catch (Refusal refusal) {
      refuse(call, refusal.name());
    }
  }

  /** What every object can do. */
  private void common(BusMessage call, String introspection) {
    if (call.is(Contract.PEER, "Ping", "")) {
      answer(call, call.answer());
    } else if (call.is(Contract.INTROSPECTABLE, "Introspect", "")) {
      answer(call, call.answer().with("s", introspection));
    } else if (call.is(Contract.PROPERTIES, "GetAll", "s")) {
      property(call, Bus.values(call, "s"));
    } else if (call.is(Contract.PROPERTIES, "Get", "ss")) {
      property(call, Bus.values(call, "ss"));
    } else {
      error(call, UNKNOWN_METHOD);
    }
  }

  private void property(BusMessage call, List<Object> names) {
    Map<String, Variant> all =
        names.isEmpty()
            ? Map.of()
            : properties.of(call.path(), names.getFirst().toString()).orElse(Map.of());
    Optional<Variant> wanted =
        names.size() == 2
            ? Optional.ofNullable(all.get(names.get(1).toString()))
            : Optional.empty();
    if (wanted.isPresent()) {
      answer(call, call.answer().with("v", wanted.get()));
    } else if (names.size() == 1 && !all.isEmpty()) {
      answer(call, call.answer().with("a{sv}", all));
    } else {
      error(call, UNKNOWN_PROPERTY);
    }
  }

  private void answer(BusMessage call, BusMessage answer) {
    if (call.wantsAnswer()) {
      bus.send(answer);
    }
  }

  private void refuse(BusMessage call, ErrorName name) {
    error(call, name.wireName());
    if (CHANGING.contains(call.member())) {
      bus.user(
          call.sender(),
          uid -> audit.refused(new Caller(call.sender(), uid), call.path(), call.member(), name));
    }
  }

  private void error(BusMessage call, String name) {
    answer(call, call.error(name, ""));
  }
}
