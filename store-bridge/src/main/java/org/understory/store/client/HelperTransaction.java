package org.understory.store.client;

import java.io.IOException;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.MalformedMessage;

/** An operation that the helper has before it. */
public final class HelperTransaction {
  private final HelperClient client;
  private final String path;
  private final String helper;
  private final TransactionListener listener;

  HelperTransaction(HelperClient client, String path, String helper, TransactionListener listener) {
    this.client = client;
    this.path = path;
    this.helper = helper;
    this.listener = listener;
  }

  /** Asks for permission and then has it done; the listener hears the rest. Once. */
  public void start() throws IOException, HelperRefusal {
    client.ask(call("Start"));
  }

  /** Asks it to stop. */
  public void cancel() throws IOException, HelperRefusal {
    client.ask(call("Cancel"));
  }

  /** Its path, which ends with its id. */
  String path() {
    return path;
  }

  /** Its id. */
  public String id() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Who may speak about it: anybody on the bus can send such signals. */
  String helper() {
    return helper;
  }

  /** Passes a signal on; true when it was the last. */
  boolean heard(BusMessage signal) {
    if (signal.is(Contract.TRANSACTION, "Event", "s")) {
      text(signal).lines().forEach(listener::event);
    } else if (signal.is(Contract.TRANSACTION, "Finished", "s")) {
      listener.finished(text(signal));
      return true;
    }
    return false;
  }

  void lose() {
    listener.lost();
  }

  private static String text(BusMessage signal) {
    try {
      return signal.values().getFirst().toString();
    } catch (MalformedMessage odd) {
      return "";
    }
  }

  private BusMessage call(String member) {
    return BusMessage.call(helper, path, Contract.TRANSACTION, member);
  }
}
