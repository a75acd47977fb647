package org.understory.store.rpmostree;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.ServiceTask;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Outcome;
import org.understory.store.bus.Variant;

/**
 * A transaction that another program began, and starts: here it is only heard.
 *
 * @param quiet how long nothing may be heard of it
 */
record AttendedTransaction(Busy.Service busy, PeerTransaction transaction, Duration quiet)
    implements Ongoing {
  private static final Logger LOG = LoggerFactory.getLogger(AttendedTransaction.class);

  /** Characters of a title that are passed on; it may be a whole command line. */
  private static final int MAX_TITLE = 200;

  /** {@code rpmostreed_transaction_new_...}: an automatic update that is only looked for. */
  private static final String LOOKS = "automatic (check)";

  /**
   * Listens to it.
   *
   * @param known what the bus knows of it
   */
  static AttendedTransaction join(
      Path socket, Busy.Service known, Duration quiet, Consumer<Event> events) throws IOException {
    PeerTransaction transaction = new PeerTransaction(socket, events);
    try {
      Map<?, ?> told = transaction.properties();
      String title = text(told, "Title");
      String client = ClientName.parse(text(told, "InitiatingClientDescription"));
      return new AttendedTransaction(
          new Busy.Service(
              title.equals(LOOKS) ? ServiceTask.CHECK : known.task(),
              client.isEmpty() ? known.client() : client,
              title.substring(0, Math.min(title.length(), MAX_TITLE))),
          transaction,
          quiet);
    } catch (IOException | RuntimeException failure) {
      transaction.close();
      throw failure;
    }
  }

  private static String text(Map<?, ?> told, String name) {
    return told.get(name) instanceof Variant(String type, Object text) && type.equals("s")
        ? (String) text
        : "";
  }

  @Override
  public Outcome await() {
    return transaction.attend(quiet);
  }

  @Override
  public void cancel() throws StoreException {
    transaction.giveUp();
  }

  @Override
  public void close() {
    try {
      transaction.close();
    } catch (IOException gone) {
      LOG.debug("It has gone", gone);
    }
  }
}
