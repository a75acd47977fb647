package org.understory.store.endless;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.ServiceReport.Stage;
import org.understory.store.bus.BusConnection;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.MalformedMessage;
import org.understory.store.bus.MessageKind;
import org.understory.store.bus.Variant;

/**
 * Somebody who has the updater do one step after the other, and hears how it goes. A method only
 * begins a step; the state says when it has ended. The state is told at once and what belongs to it
 * a moment later, so that all of it is read anew when the state changes.
 */
public final class UpdaterSession implements BusConnection.Receiver, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpdaterSession.class);

  private static final String BUS_PATH = "/org/freedesktop/DBus";

  /** It may have to start first. */
  private static final Duration PATIENCE_OF_START = Duration.ofMinutes(1);

  /** Bytes of one message; what a publisher says about a version may be long. */
  private static final int BODY_LIMIT = 1 << 20;

  /** What it can be asked to do. */
  public static final class Step {
    /** Looks for a newer version, and has its description. */
    public static final Step POLL = new Step(Stage.LOOKING, Event.Step.CHECKING, method("Poll"));

    /**
     * Downloads it, also over a connection that may cost money: whoever calls this was asked by a
     * person ({@code force}, see {@code FetchFull} in com.endlessm.Updater.xml).
     */
    public static final Step FETCH =
        new Step(
            Stage.DOWNLOADING,
            Event.Step.DOWNLOADING,
            method("FetchFull").with("a{sv}", Map.of("force", new Variant("b", true))));

    /** Has it start next. */
    public static final Step APPLY =
        new Step(Stage.DEPLOYING, Event.Step.DEPLOYING, method("Apply"));

    private final Stage stage;
    private final Event.Step told;
    private final BusMessage call;

    private Step(Stage stage, Event.Step told, BusMessage call) {
      this.stage = stage;
      this.told = told;
      this.call = call;
    }

    /**
     * Looks for a newer version on the drive that is mounted there; what it finds is fetched from
     * there too.
     */
    public static Step poll(Path volume) {
      return new Step(
          Stage.LOOKING, Event.Step.CHECKING, method("PollVolume").with("s", volume.toString()));
    }
  }

  private final BusConnection connection;
  private final Duration patience;

  /** All below are guarded by this. */
  private String owner = "";

  private boolean moved;
  private boolean gone;
  private OptionalLong fetched = OptionalLong.empty();

  private UpdaterSession(Path socket, Duration patience) throws IOException {
    this.patience = patience;
    connection = BusConnection.open(socket, this, BODY_LIMIT);
  }

  /**
   * @param patience for an answer, and until one that is silent while it works is asked
   */
  static UpdaterSession open(Path socket, Duration patience) throws StoreException {
    try {
      UpdaterSession session = new UpdaterSession(socket, patience);
      try {
        session.listen("sender='" + EndlessUpdater.NAME + "',path='" + EndlessUpdater.PATH + "'");
        session.listen(
            "sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='"
                + EndlessUpdater.NAME
                + "'");
        session.report(PATIENCE_OF_START);
        return session;
      } catch (StoreException failure) {
        session.close();
        throw failure;
      }
    } catch (IOException e) {
      LOG.info("The bus can't be reached", e);
      throw new StoreException(new Problem.ServiceSilent(UpdaterProperties.TOOL), e);
    }
  }

  private void listen(String rule) throws StoreException {
    ask(
        BusMessage.call(Contract.BUS, BUS_PATH, Contract.BUS, "AddMatch")
            .with("s", "type='signal'," + rule),
        patience);
  }

  /**
   * What it says of itself now.
   *
   * @throws StoreException ServiceSilent, WorkerLost, NotAuthorized, MissingTool
   */
  public ServiceReport report() throws StoreException {
    return report(patience);
  }

  private ServiceReport report(Duration most) throws StoreException {
    BusMessage answer = ask(EndlessUpdater.allProperties(), most);
    synchronized (this) {
      if (owner.isEmpty()) {
        owner = answer.sender();
      } else if (!owner.equals(answer.sender())) {
        gone = true;
      }
    }
    requireThere();
    try {
      if (answer.signature().equals("a{sv}") && !answer.cut()) {
        return UpdaterProperties.report((Map<?, ?>) answer.values().getFirst());
      }
    } catch (MalformedMessage odd) {
      LOG.info("It says something odd", odd);
    }
    throw new StoreException(new Problem.ServiceSilent(UpdaterProperties.TOOL));
  }

  /** It, as the one that is in the way of somebody. */
  public Busy busy() throws StoreException {
    BusMessage ask =
        BusMessage.call(Contract.BUS, BUS_PATH, Contract.BUS, "GetConnectionUnixProcessID")
            .with("s", EndlessUpdater.NAME);
    try {
      BusMessage answer = ask(ask, patience);
      return new Busy.Program(
          UpdaterProperties.TOOL,
          answer.signature().equals("u") ? (long) answer.values().getFirst() : 0);
    } catch (MalformedMessage odd) {
      throw new StoreException(new Problem.ServiceSilent(UpdaterProperties.TOOL), odd);
    }
  }

  /**
   * Has it do this and waits for the end.
   *
   * @param events hears how far it is, on this thread
   * @return what it says then
   * @throws StoreException StateChanged where it is in no state to do that, what it says itself,
   *     and as {@link #report}
   * @throws java.util.concurrent.CancellationException where it was stopped
   */
  public ServiceReport run(Step step, Consumer<Event> events, Cancellation cancellation)
      throws StoreException {
    cancellation.check();
    synchronized (this) {
      moved = false;
      fetched = OptionalLong.empty();
    }
    events.accept(new Event.Phase(step.told));
    ask(step.call, patience);
    // Before it has answered, it would refuse to stop.
    try (var _ = cancellation.onCancel(this::cancel)) {
      ServiceReport report = report();
      OptionalLong total =
          report.offer().map(ServiceReport.Offer::download).orElse(OptionalLong.empty());
      while (report.stage() == step.stage) {
        if (await()) {
          report = report();
        }
        tell(total, events);
      }
      if (!report.stage().offers()) {
        cancellation.check();
      }
      return report;
    }
  }

  /** Waits until it tells something, or has been silent for long; whether its state may differ. */
  private synchronized boolean await() throws StoreException {
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toNanos(); left > 0; left = end - System.nanoTime()) {
        if (moved || gone || fetched.isPresent()) {
          break;
        }
        wait(left / 1_000_000 + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(new Problem.WorkerLost(), e);
    }
    boolean news = moved || gone || fetched.isEmpty();
    moved = false;
    return news;
  }

  private void tell(OptionalLong total, Consumer<Event> events) {
    OptionalLong bytes;
    synchronized (this) {
      bytes = fetched;
      fetched = OptionalLong.empty();
    }
    if (bytes.isPresent() && bytes.getAsLong() >= 0) {
      events.accept(new Event.Progress(bytes.getAsLong(), total, 0, 0));
    }
  }

  private void cancel() {
    try {
      connection.send(method("Cancel"));
    } catch (IOException tooLate) {
      LOG.info("It can't be stopped", tooLate);
    }
  }

  private static BusMessage method(String member) {
    return BusMessage.call(EndlessUpdater.NAME, EndlessUpdater.PATH, EndlessUpdater.NAME, member);
  }

  private BusMessage ask(BusMessage call, Duration most) throws StoreException {
    BusMessage answer;
    try {
      answer = connection.call(call, most).join();
    } catch (CompletionException silent) {
      requireThere();
      throw new StoreException(new Problem.ServiceSilent(UpdaterProperties.TOOL), silent);
    }
    if (answer.type() == MessageKind.ERROR) {
      throw new StoreException(problem(answer));
    }
    return answer;
  }

  private Problem problem(BusMessage error) {
    synchronized (this) {
      if (!owner.isEmpty() && error.sender().equals(Contract.BUS)) {
        // Whoever was there does not answer any more, and the bus says so.
        gone = gone || error.errorName().equals("org.freedesktop.DBus.Error.NoReply");
      }
      if (gone) {
        return new Problem.WorkerLost();
      }
    }
    return switch (error.errorName()) {
      case "org.freedesktop.DBus.Error.AccessDenied" -> new Problem.NotAuthorized();
      case "org.freedesktop.DBus.Error.ServiceUnknown" ->
          new Problem.MissingTool(UpdaterProperties.TOOL);
      case "org.freedesktop.DBus.Error.NoReply",
          "org.freedesktop.DBus.Error.TimedOut",
          "org.freedesktop.DBus.Error.Timeout" ->
          new Problem.ServiceSilent(UpdaterProperties.TOOL);
      default -> UpdaterProperties.problem(error.errorName(), text(error));
    };
  }

  private static String text(BusMessage error) {
    try {
      return error.signature().startsWith("s") ? (String) error.values().getFirst() : "";
    } catch (MalformedMessage odd) {
      return "";
    }
  }

  private synchronized void requireThere() throws StoreException {
    if (gone) {
      throw new StoreException(new Problem.WorkerLost());
    }
  }

  @Override
  public synchronized void received(BusMessage message) {
    try {
      if (message.sender().equals(Contract.BUS)
          && message.is(Contract.BUS, "NameOwnerChanged", "sss")) {
        gone = gone || (!owner.isEmpty() && message.values().get(1).equals(owner));
        notifyAll();
      } else if (!message.sender().equals(owner) || !message.path().equals(EndlessUpdater.PATH)) {
        // Anybody may send such signals.
        LOG.debug("Somebody else says something");
      } else if (message.is(EndlessUpdater.NAME, "StateChanged", "u")) {
        moved = true;
        notifyAll();
      } else if (message.is(Contract.PROPERTIES, "PropertiesChanged", "sa{sv}as")) {
        List<Object> values = message.values();
        if (((Map<?, ?>) values.get(1)).get("DownloadedBytes")
            instanceof Variant(String _, Long bytes)) {
          fetched = OptionalLong.of(bytes);
          notifyAll();
        }
      }
    } catch (MalformedMessage odd) {
      LOG.info("It says something odd", odd);
    }
  }

  @Override
  public synchronized void ended(IOException cause) {
    gone = true;
    notifyAll();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("The bus has gone", e);
    }
  }
}
