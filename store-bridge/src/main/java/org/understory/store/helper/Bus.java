package org.understory.store.helper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.understory.store.bus.BusConnection;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.MalformedMessage;
import org.understory.store.bus.MessageKind;

/** What the front asks of the bus itself. Answers come on the loop; none is waited for. */
final class Bus {
  /** The bus answers at once or not at all. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String PATH = "/org/freedesktop/DBus";
  private static final long DO_NOT_QUEUE = 4;

  /** With the sender, because anybody can send a signal of this name. */
  private static final String GONE =
      "type='signal',sender='org.freedesktop.DBus',path='/org/freedesktop/DBus',"
          + "interface='org.freedesktop.DBus',member='NameOwnerChanged'";

  private final BusConnection connection;
  private final Loop loop;

  Bus(BusConnection connection, Loop loop) {
    this.connection = connection;
    this.loop = loop;
  }

  /** Takes the name and hears who leaves; waits for both. */
  void enter() throws IOException {
    demand(ask("AddMatch").with("s", GONE));
    BusMessage answer = demand(ask("RequestName").with("su", Contract.NAME, DO_NOT_QUEUE));
    if (!values(answer, "u").equals(List.of(1L))) {
      throw new IOException("another has the name");
    }
  }

  /** Gives the name back; what comes later goes to a new front. */
  void leave(Runnable then) {
    ask(ask("ReleaseName").with("s", Contract.NAME), PATIENCE, answer -> then.run());
  }

  /** Tells who somebody on the bus is, by number; -1 when nobody is there any more. */
  void user(String name, Consumer<Long> then) {
    ask(
        ask("GetConnectionUnixUser").with("s", name),
        PATIENCE,
        answer -> {
          List<Object> values = values(answer, "u");
          boolean known = answer.type() == MessageKind.RETURN && !values.isEmpty();
          then.accept(known && values.getFirst() instanceof Long uid ? uid : -1L);
        });
  }

  /** Who has left the bus, if this signal says so and is the bus's own. */
  static String leaver(BusMessage signal) {
    boolean real =
        signal.sender().equals(Contract.BUS)
            && signal.path().equals(PATH)
            && signal.is(Contract.BUS, "NameOwnerChanged", "sss");
    List<Object> values = real ? values(signal, "sss") : List.of();
    return values.size() == 3 && values.get(2).equals("") ? values.getFirst().toString() : "";
  }

  /** Calls somebody; a missing answer is told as an error. */
  void ask(BusMessage call, Duration limit, Consumer<BusMessage> then) {
    CompletableFuture<BusMessage> _ =
        connection
            .call(call, limit)
            .whenComplete(
                (answer, failure) ->
                    loop.execute(
                        () -> then.accept(answer == null ? call.error("timeout", "") : answer)));
  }

  void send(BusMessage message) {
    try {
      connection.send(message);
    } catch (IOException gone) {
      LoggerFactory.getLogger(Bus.class).debug("Not sent", gone);
    }
  }

  private static BusMessage ask(String member) {
    return BusMessage.call(Contract.BUS, PATH, Contract.BUS, member);
  }

  private BusMessage demand(BusMessage call) throws IOException {
    BusMessage answer = connection.call(call, PATIENCE).join();
    if (answer.type() != MessageKind.RETURN) {
      throw new IOException(call.member() + ": " + answer.errorName());
    }
    return answer;
  }

  /** The values, none when they are not of these types. */
  static List<Object> values(BusMessage message, String types) {
    try {
      return message.signature().equals(types) && !message.cut() ? message.values() : List.of();
    } catch (MalformedMessage odd) {
      return List.of();
    }
  }
}
