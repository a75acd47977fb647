package org.understory.store.rpmostree;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.store.bus.BusConnection;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.MalformedMessage;
import org.understory.store.bus.MessageKind;
import org.understory.store.bus.Questions;

/**
 * A transaction of rpm-ostree, heard on a connection of its own to the daemon. It ends only when
 * the last who listens has left ({@code transaction_maybe_emit_closed} in
 * rpmostreed-transaction.cxx), so whoever opens one closes it at once when it is over.
 */
final class PeerTransaction implements BusConnection.Receiver, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerTransaction.class);

  private static final String PART = "org.projectatomic.rpmostree1.Transaction";
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  /**
   * GLib's servers learn from the first byte who sends it, and only if it is sent before they
   * accept the connection or after they have asked for it (SO_PASSCRED, unix(7)); between the two,
   * for some microseconds, they refuse whoever does not say it by himself, which takes native code.
   */
  private static final int CONNECT_TRIES = 5;

  private static final Duration CONNECT_PAUSE = Duration.ofMillis(50);

  /** Bytes of one message; errors of a package solver run to some kilobytes. */
  private static final int BODY_LIMIT = 1 << 20;

  /** Characters of an error that are passed on. */
  private static final int MAX_ERROR = 2000;

  private final Consumer<Event> events;
  private final CompletableFuture<Outcome> end = new CompletableFuture<>();
  private final BusConnection connection;

  /** Only the reading thread looks. */
  private boolean downloading;

  private volatile boolean heard;
  private volatile boolean givenUp;

  /**
   * Comes to the one that listens there.
   *
   * @param events hears what it says, on another thread
   */
  PeerTransaction(Path socket, Consumer<Event> events) throws IOException {
    this.events = events;
    connection = connect(socket);
  }

  private BusConnection connect(Path socket) throws IOException {
    for (int i = 1; ; i++) {
      try {
        return BusConnection.peer(socket, this, BODY_LIMIT);
      } catch (IOException refused) {
        if (i == CONNECT_TRIES) {
          throw refused;
        }
        LockSupport.parkNanos(CONNECT_PAUSE.toNanos());
      }
    }
  }

  /** Starts it, where nobody has, and waits for its end. */
  Outcome run(Cancellation cancellation) {
    try {
      BusMessage answer = connection.call(call("Start"), PATIENCE).join();
      if (answer.type() == MessageKind.ERROR) {
        return new Outcome.Failed(RpmOstree.problem(answer));
      }
      try (var _ = cancellation.onCancel(this::cancel)) {
        Outcome outcome = end.join();
        return cancellation.isCancelled() && outcome instanceof Outcome.Failed
            ? new Outcome.Cancelled()
            : outcome;
      }
    } catch (CompletionException gone) {
      LOG.info("The transaction has gone", gone);
      return new Outcome.Lost();
    }
  }

  /**
   * Waits for the end of one that somebody else starts, which is never started here.
   *
   * @param quiet how long nothing may be heard of it: it may be over, and then says nothing more,
   *     and who listens would hold up its end
   */
  Outcome attend(Duration quiet) {
    try {
      Outcome outcome = end.get(quiet.toMillis(), TimeUnit.MILLISECONDS);
      return givenUp && outcome instanceof Outcome.Failed ? new Outcome.Cancelled() : outcome;
    } catch (TimeoutException nothing) {
      return heard ? attend(quiet) : new Outcome.Lost();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Outcome.Lost();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Asks the daemon to give it up.
   *
   * @throws StoreException what it answers, ServiceSilent
   */
  void giveUp() throws StoreException {
    // Before the end, which may be heard at once.
    givenUp = true;
    try {
      BusMessage answer = connection.call(call("Cancel"), PATIENCE).join();
      if (answer.type() == MessageKind.ERROR) {
        givenUp = false;
        throw new StoreException(RpmOstree.problem(answer));
      }
    } catch (CompletionException gone) {
      throw new StoreException(new Problem.ServiceSilent(RpmOstree.TOOL), gone);
    }
  }

  /** What it tells of itself. */
  Map<?, ?> properties() throws IOException {
    try {
      BusMessage all = BusMessage.call("", "/", Contract.PROPERTIES, "GetAll").with("s", PART);
      BusMessage answer = connection.call(all, PATIENCE).join();
      return (Map<?, ?>) Questions.values(answer, "a{sv}").getFirst();
    } catch (CompletionException gone) {
      throw new IOException(gone.getCause());
    }
  }

  private void cancel() {
    try {
      connection.send(call("Cancel"));
    } catch (IOException tooLate) {
      LOG.info("It can't be cancelled", tooLate);
    }
  }

  private static BusMessage call(String member) {
    return BusMessage.call("", "/", PART, member);
  }

  @Override
  public void received(BusMessage message) {
    heard = true;
    try {
      if (message.is(PART, "Finished", "bs")) {
        List<Object> values = message.values();
        end.complete(
            (boolean) values.get(0)
                ? new Outcome.Succeeded(new Outcome.Result.Done())
                : new Outcome.Failed(RpmOstree.failed(brief((String) values.get(1)))));
      } else if (message.is(PART, "TaskBegin", "s") || message.is(PART, "Message", "s")) {
        note((String) message.values().getFirst(), OptionalLong.empty());
      } else if (message.is(PART, "PercentProgress", "su")) {
        List<Object> values = message.values();
        long percent = (long) values.get(1);
        note((String) values.get(0), OptionalLong.of(Math.min(percent, 100)));
      } else if (message.is(PART, "DownloadProgress", "(tt)(uu)(uuu)(uuut)(uu)(tt)")) {
        download(message.values());
      }
    } catch (MalformedMessage odd) {
      LOG.info("The transaction says something odd", odd);
    }
  }

  private void note(String text, OptionalLong percent) {
    downloading = false;
    events.accept(new Event.Note(brief(text), percent));
  }

  /** The fields are those of {@code OstreeAsyncProgress}, as libostree's pull sets them. */
  private void download(List<Object> values) {
    if (!downloading) {
      downloading = true;
      events.accept(new Event.Phase(Event.Step.DOWNLOADING));
    }
    long deltaBytes = (long) ((List<?>) values.get(3)).get(3);
    List<?> content = (List<?>) values.get(4);
    long bytes = (long) ((List<?>) values.get(5)).getFirst();
    events.accept(
        new Event.Progress(
            bytes,
            deltaBytes > 0 ? OptionalLong.of(deltaBytes) : OptionalLong.empty(),
            (long) content.get(0),
            (long) content.get(1)));
  }

  private static String brief(String text) {
    return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) : text;
  }

  @Override
  public void ended(IOException cause) {
    end.complete(new Outcome.Lost());
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
