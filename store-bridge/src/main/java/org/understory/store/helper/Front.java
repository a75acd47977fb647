package org.understory.store.helper;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.understory.store.bus.BusConnection;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.MessageKind;

/**
 * The part of the helper that speaks D-Bus: a process that is started when somebody calls and ends
 * when nobody does.
 */
public final class Front {
  /** What comes after the name was given back is still answered, for this long. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private final Settings settings;
  private final Loop loop;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Bus bus;
  private final Desk desk;
  private final Snapshots snapshots;
  private final Transactions transactions;
  private final BusConnection connection;
  private long lastCall = System.nanoTime();

  /** Before that nothing can come but greetings of the bus. */
  private volatile boolean open;

  private Front(
      Settings settings,
      Loop loop,
      Requests requests,
      SystemFacts facts,
      Worker worker,
      Audit audit)
      throws IOException {
    this.settings = settings;
    this.loop = loop;
    connection = BusConnection.open(settings.bus(), new Ears());
    bus = new Bus(connection, loop);
    snapshots = new Snapshots(facts, loop);
    Authority authority = new Authority(bus, settings);
    WorkerTraces traces = new WorkerTraces(settings);
    transactions =
        new Transactions(settings, loop, bus, authority, worker, traces, audit, snapshots::forget);
    ObjectFacts properties = new ObjectFacts(facts, transactions, traces);
    desk = new Desk(bus, requests, snapshots, transactions, properties, audit);
  }

  /**
   * Serves until nobody has called for a while. Does not return when something is wrong: the
   * process ends at once.
   *
   * @throws IOException when the bus can't be reached or another has the name
   */
  public static void run(Settings settings, Requests requests, SystemFacts facts, Worker worker)
      throws IOException, InterruptedException {
    Fatal.watch();
    try (Audit audit = new Audit();
        Loop loop = new Loop()) {
      Front front = new Front(settings, loop, requests, facts, worker, audit);
      front.open = true;
      front.bus.enter();
      Heartbeat.start(front.connection, settings.heartbeat());
      loop.execute(front::rest);
      front.end.await();
    }
  }

  /** Looks whether there is still something to do here. */
  private void rest() {
    long left = lastCall + settings.idle().toNanos() - System.nanoTime();
    if (!transactions.isQuiet() || !snapshots.isQuiet()) {
      lastCall = System.nanoTime();
      loop.after(settings.idle(), this::rest);
    } else if (left > 0) {
      loop.after(Duration.ofNanos(left).plusMillis(1), this::rest);
    } else {
      desk.close();
      bus.leave(() -> loop.after(DRAIN, end::countDown));
    }
  }

  private final class Ears implements BusConnection.Receiver {
    @Override
    public void received(BusMessage message) {
      if (!open) {
        return;
      }
      loop.bring(
          () -> {
            if (message.type() == MessageKind.CALL && !message.sender().equals(connection.name())) {
              lastCall = System.nanoTime();
            }
            desk.received(message);
          });
    }

    @Override
    public void ended(IOException cause) {
      Fatal.end(cause);
    }
  }
}
