package org.understory.store.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.understory.store.bus.BusConnection;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.MalformedMessage;
import org.understory.store.bus.MessageKind;
import org.understory.store.bus.Variant;

/**
 * A connection to the helper. Every call waits for its answer, and the first may wait for the
 * helper to start, so none is for the thread that draws. Safe for several threads.
 */
public final class HelperClient implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final String BUS_PATH = "/org/freedesktop/DBus";

  /** A snapshot may be long: hundreds of deployments with their kernel arguments. */
  private static final int BODY_LIMIT = 8 << 20;

  private final BusConnection connection;
  private final Map<String, HelperTransaction> transactions = new ConcurrentHashMap<>();

  private HelperClient(Path socket) throws IOException {
    connection = BusConnection.open(socket, new Ears(), BODY_LIMIT);
  }

  /** Connects to the system bus at this socket. */
  public static HelperClient connect(Path socket) throws IOException {
    HelperClient client = new HelperClient(socket);
    try {
      String rules = "type='signal',sender='" + Contract.NAME + "',interface='";
      client.addMatch(rules + Contract.TRANSACTION + "'");
      client.addMatch(
          "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='"
              + Contract.NAME
              + "'");
      return client;
    } catch (IOException | HelperRefusal failure) {
      client.close();
      throw failure instanceof IOException known ? known : new IOException(failure);
    }
  }

  private void addMatch(String rule) throws IOException, HelperRefusal {
    ask(BusMessage.call(Contract.BUS, BUS_PATH, Contract.BUS, "AddMatch").with("s", rule));
  }

  /** The helper's view of the system, as JSON. */
  public String state() throws IOException, HelperRefusal {
    return text(ask(manager("GetState")), "s");
  }

  /**
   * Prepares an operation. Nothing happens before {@link HelperTransaction#start}.
   *
   * @param operation JSON
   * @param interactive whether a person may be asked for a password
   */
  public HelperTransaction begin(
      String expectedState, String operation, boolean interactive, TransactionListener listener)
      throws IOException, HelperRefusal {
    BusMessage answer = ask(manager("Begin").with("ssb", expectedState, operation, interactive));
    String path = text(answer, "o");
    HelperTransaction transaction = new HelperTransaction(this, path, answer.sender(), listener);
    transactions.put(path, transaction);
    return transaction;
  }

  /** The change that is being made, as JSON; empty where there is none. */
  public String running() throws IOException, HelperRefusal {
    return property(Contract.NAME, Contract.OBJECT, Contract.MANAGER, "Running");
  }

  /** How the last change ended, whoever made it, as JSON; empty where there was none. */
  public String lastOutcome() throws IOException, HelperRefusal {
    return property(Contract.NAME, Contract.OBJECT, Contract.MANAGER, "LastOutcome");
  }

  /**
   * Goes on hearing about a transaction whose helper has gone, from the one that took its place. If
   * it has ended already, that is told at once.
   *
   * @throws HelperRefusal where the new helper does not know of it
   */
  public void follow(HelperTransaction lost, TransactionListener listener)
      throws IOException, HelperRefusal {
    String path = lost.path();
    BusMessage answer = ask(BusMessage.call(Contract.NAME, path, Contract.TRANSACTION, "Watch"));
    HelperTransaction found = new HelperTransaction(this, path, answer.sender(), listener);
    transactions.put(path, found);
    // It may have ended before we listened.
    String end = property(answer.sender(), path, Contract.TRANSACTION, "Outcome");
    if (!end.isEmpty() && transactions.remove(path, found)) {
      listener.finished(end);
    }
  }

  private String property(String to, String path, String part, String name)
      throws IOException, HelperRefusal {
    BusMessage answer =
        ask(BusMessage.call(to, path, Contract.PROPERTIES, "Get").with("ss", part, name));
    try {
      List<Object> values = answer.signature().equals("v") ? answer.values() : List.of();
      if (values.size() == 1
          && values.getFirst() instanceof Variant variant
          && variant.value() instanceof String text) {
        return text;
      }
      throw new IOException("an answer of another kind");
    } catch (MalformedMessage odd) {
      throw new IOException(odd);
    }
  }

  private static BusMessage manager(String member) {
    return BusMessage.call(Contract.NAME, Contract.OBJECT, Contract.MANAGER, member);
  }

  private static String text(BusMessage answer, String types) throws IOException {
    try {
      List<Object> values = answer.signature().equals(types) ? answer.values() : List.of();
      if (values.size() == 1 && values.getFirst() instanceof String text) {
        return text;
      }
      throw new IOException("an answer of another kind");
    } catch (MalformedMessage odd) {
      throw new IOException(odd);
    }
  }

  BusMessage ask(BusMessage call) throws IOException, HelperRefusal {
    try {
      BusMessage answer = connection.call(call, PATIENCE).join();
      if (answer.type() == MessageKind.ERROR) {
        throw new HelperRefusal(answer.errorName());
      }
      return answer;
    } catch (CompletionException failure) {
      throw new IOException(failure.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private final class Ears implements BusConnection.Receiver {
    @Override
    public void received(BusMessage message) {
      HelperTransaction transaction = transactions.get(message.path());
      if (transaction != null && message.sender().equals(transaction.helper())) {
        if (transaction.heard(message)) {
          transactions.remove(message.path());
        }
      } else if (message.sender().equals(Contract.BUS)
          && message.is(Contract.BUS, "NameOwnerChanged", "sss")) {
        // Whoever has the name now knows nothing of these. A helper gives it back only without
        // work.
        loseAll();
      }
    }

    @Override
    public void ended(IOException cause) {
      loseAll();
    }

    private void loseAll() {
      for (String path : List.copyOf(transactions.keySet())) {
        HelperTransaction lost = transactions.remove(path);
        if (lost != null) {
          lost.lose();
        }
      }
    }
  }
}
