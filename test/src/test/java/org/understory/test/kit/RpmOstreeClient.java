package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.understory.store.bus.BusAddress;
import org.understory.store.bus.BusConnection;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.MalformedMessage;
import org.understory.store.bus.Questions;
import org.understory.store.bus.Variant;

/** Another program that has rpm-ostree upgrade the system, beside the one that is tested. */
public final class RpmOstreeClient implements AutoCloseable, BusConnection.Receiver {
  private static final String NAME = "org.projectatomic.rpmostree1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** See PeerTransaction. */
  private static final int CONNECT_TRIES = 5;

  private final Questions questions;
  private final CompletableFuture<List<Object>> end = new CompletableFuture<>();
  private final BusConnection transaction;

  private RpmOstreeClient(Path bus, String id, String stateroot, String title) throws IOException {
    questions = Questions.on(bus);
    ask("Sysroot", ".Sysroot", "RegisterClient", "a{sv}", "", Map.of("id", Variant.of(id)));
    Map<String, Variant> options = Map.of("initiating-command-line", Variant.of(title));
    String address =
        (String)
            ask(stateroot, ".OS", "UpdateDeployment", "a{sv}a{sv}", "s", Map.of(), options)
                .getFirst();
    transaction = connect(BusAddress.socket(address).orElseThrow());
  }

  private BusConnection connect(Path socket) throws IOException {
    for (int i = 1; ; i++) {
      try {
        return BusConnection.peer(socket, this, 1 << 20);
      } catch (IOException refused) {
        if (i == CONNECT_TRIES) {
          throw refused;
        }
      }
    }
  }

  /** Begins an upgrade, which is not started yet. */
  public static RpmOstreeClient upgrading(Path bus, String id, String stateroot, String title) {
    try {
      return new RpmOstreeClient(bus, id, stateroot, title);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Object> ask(
      String object, String part, String member, String types, String answer, Object... values)
      throws IOException {
    String path = "/org/projectatomic/rpmostree1/" + object;
    BusMessage call = BusMessage.call(NAME, path, NAME + part, member).with(types, values);
    return Questions.values(questions.ask(call, PATIENCE), answer);
  }

  /** Starts it. */
  public RpmOstreeClient start() {
    transaction.call(BusMessage.call("", "/", NAME + ".Transaction", "Start"), PATIENCE).join();
    return this;
  }

  /** Whether it came to a good end. */
  public boolean succeeded() {
    return end.join().getFirst().equals(true);
  }

  @Override
  public void received(BusMessage message) {
    try {
      if (message.is(NAME + ".Transaction", "Finished", "bs")) {
        end.complete(message.values());
      }
    } catch (MalformedMessage odd) {
      end.completeExceptionally(odd);
    }
  }

  @Override
  public void ended(IOException cause) {
    end.completeExceptionally(cause);
  }

  @Override
  public void close() {
    try {
      transaction.close();
      questions.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
