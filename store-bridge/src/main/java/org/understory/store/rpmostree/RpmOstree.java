package org.understory.store.rpmostree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Outcome;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.rpmostree.UpdateDriver;
import org.understory.store.bus.BusAddress;
import org.understory.store.bus.BusConnection;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.MalformedMessage;
import org.understory.store.bus.MessageKind;
import org.understory.store.bus.Questions;
import org.understory.store.bus.Variant;

/**
 * The daemon of rpm-ostree, where there is one. Asking what it does never starts it, for it ends by
 * itself when nobody uses it; asking it to do something does. Calls wait, so none is for the thread
 * that draws.
 */
public final class RpmOstree {
  private static final Logger LOG = LoggerFactory.getLogger(RpmOstree.class);
  static final String TOOL = "rpm-ostree";
  static final String NAME = "org.projectatomic.rpmostree1";
  static final String PATH = "/org/projectatomic/rpmostree1/Sysroot";
  static final String PART = NAME + ".Sysroot";

  private static final String PEER_ERRORS = "org.projectatomic.rpmostreed.Error.";

  /** {@code G_IO_ERROR_BUSY}, which has no name on the bus. */
  private static final String BUSY =
      "org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code26";

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The daemon may have to start first, and to load all deployments. */
  private static final Duration PATIENCE_OF_START = Duration.ofMinutes(1);

  /** Somebody may have to look for a password first. */
  private static final Duration PATIENCE_OF_PEOPLE = Duration.ofMinutes(10);

  /** How long somebody else's transaction may be silent and still be listened to. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** Bytes of all that it tells; with the metadata of images that is some megabytes. */
  private static final int REPORT_LIMIT = 32 << 20;

  private final Path bus;
  private final Path service;
  private final DriverReader driver;
  private final Duration quiet;

  /**
   * @param bus socket of the system bus
   * @param root of the computer, where a file says that the bus can start the daemon
   */
  public RpmOstree(Path bus, Path root) {
    this(bus, root, QUIET);
  }

  /**
   * As above.
   *
   * @param quiet how long somebody else's transaction may be silent and still be listened to
   */
  public RpmOstree(Path bus, Path root, Duration quiet) {
    this.quiet = quiet;
    this.bus = bus;
    this.service = root.resolve("usr/share/dbus-1/system-services/" + NAME + ".service");
    this.driver = new DriverReader(root.resolve("run/rpm-ostree/update-driver.gv"));
  }

  /** What may still keep it from being started. */
  @FunctionalInterface
  public interface Check {
    /**
     * Looks.
     *
     * @throws StoreException why it is not to be started
     */
    void run() throws StoreException;
  }

  /** Whether this computer has it, running or not. */
  public boolean installed() {
    return Files.exists(service);
  }

  /**
   * Has it do something and waits for the end; whoever may be asked for a password is asked by the
   * desktop.
   *
   * @param stateroot that is changed
   * @param check looks once more whether the system is as it should be before: the daemon holds its
   *     lock then, and has not begun
   * @param events hears what it says, on any thread; never {@link Event.Finished}
   */
  public Outcome carryOut(
      String stateroot,
      DaemonCall wanted,
      Check check,
      Consumer<Event> events,
      Cancellation cancellation) {
    try (GivenFiles files = GivenFiles.open(wanted.files());
        Questions questions = files.questions(bus)) {
      events.accept(new Event.Authorizing());
      // Until it is started, to leave is to give it up.
      try (var _ = cancellation.onCancel(() -> leave(questions))) {
        String address = begin(questions, stateroot, wanted, files.descriptors());
        check.run();
        return follow(address, events, cancellation);
      }
    } catch (StoreException e) {
      return new Outcome.Failed(busy(e.problem()));
    } catch (IOException e) {
      LOG.info("rpm-ostree can't be asked", e);
      return cancellation.isCancelled()
          ? new Outcome.Cancelled()
          : new Outcome.Failed(new Problem.ServiceSilent(TOOL));
    }
  }

  private static String begin(Questions questions, String stateroot, DaemonCall wanted, int[] files)
      throws IOException, StoreException {
    register(questions);
    // So that it sees what others have changed.
    ask(questions, sysroot("Reload"), PATIENCE_OF_START, "");
    String path = path(questions, stateroot);
    BusMessage call =
        BusMessage.call(NAME, path, NAME + ".OS", wanted.member())
            .with(wanted.types(), wanted.values().toArray());
    BusMessage answer = questions.ask(call, PATIENCE_OF_PEOPLE, files);
    return (String) values(answer, wanted.answer()).getLast();
  }

  /**
   * Says who comes, so that it does not end meanwhile. Who is not at the computer may be refused,
   * for about this nobody is asked for a password (sysroot_authorize_method); all else is as
   * before.
   */
  private static void register(Questions questions) throws IOException {
    Map<String, Variant> client = Map.of("id", Variant.of("understory"));
    BusMessage answer =
        questions.ask(sysroot("RegisterClient").with("a{sv}", client), PATIENCE_OF_START);
    if (answer.type() == MessageKind.ERROR
        && problem(answer) instanceof Problem.MissingTool missing) {
      throw new IOException(missing.tool());
    }
  }

  private static String path(Questions questions, String stateroot)
      throws IOException, StoreException {
    BusMessage find = sysroot("GetOS").with("s", stateroot);
    return (String) ask(questions, find, PATIENCE_OF_START, "o").getFirst();
  }

  /**
   * What it tells of itself and of a stateroot, for which it is started where it does not run.
   * Nobody is asked for a password.
   *
   * @throws StoreException ServiceSilent, and what it says that is wrong
   */
  public DaemonReport report(String stateroot) throws StoreException {
    try (Questions questions = Questions.on(bus, REPORT_LIMIT)) {
      register(questions);
      ask(questions, sysroot("Reload"), PATIENCE_OF_START, "");
      String path = path(questions, stateroot);
      Map<?, ?> all = properties(questions, PATH, PART);
      Map<?, ?> os = properties(questions, path, NAME + ".OS");
      questions.ask(sysroot("UnregisterClient").with("a{sv}", Map.of()), PATIENCE);
      return ReportReader.of(all, os, driver.read(questions));
    } catch (IOException e) {
      LOG.info("rpm-ostree can't be asked", e);
      throw new StoreException(new Problem.ServiceSilent(TOOL), e);
    }
  }

  /** Who has it update the system, as far as that can be told; it is not asked itself. */
  public Optional<UpdateDriver> driver() {
    try (Questions questions = Questions.on(bus)) {
      return driver.read(questions);
    } catch (IOException silent) {
      return Optional.empty();
    }
  }

  private static Map<?, ?> properties(Questions questions, String path, String part)
      throws IOException, StoreException {
    BusMessage all = BusMessage.call(NAME, path, Contract.PROPERTIES, "GetAll").with("s", part);
    return (Map<?, ?>) ask(questions, all, PATIENCE_OF_START, "a{sv}").getFirst();
  }

  private static BusMessage sysroot(String member) {
    return BusMessage.call(NAME, PATH, PART, member);
  }

  private static List<Object> ask(
      Questions questions, BusMessage call, Duration patience, String types)
      throws IOException, StoreException {
    return values(questions.ask(call, patience), types);
  }

  private static List<Object> values(BusMessage answer, String types)
      throws IOException, StoreException {
    if (answer.type() == MessageKind.ERROR) {
      throw new StoreException(problem(answer));
    }
    return Questions.values(answer, types);
  }

  private static Outcome follow(String address, Consumer<Event> events, Cancellation cancellation)
      throws IOException {
    Path socket =
        BusAddress.socket(address).orElseThrow(() -> new IOException("an address of another kind"));
    try (PeerTransaction transaction = new PeerTransaction(socket, events)) {
      return transaction.run(cancellation);
    }
  }

  private static void leave(Questions questions) {
    try {
      questions.close();
    } catch (IOException gone) {
      LOG.debug("It has gone", gone);
    }
  }

  /** Who is in the way, where that can still be told. */
  private Problem busy(Problem problem) {
    return problem instanceof Problem.SysrootLocked
        ? transaction().map(Busy::problem).orElse(problem)
        : problem;
  }

  /** What an error of the daemon, or of the bus in its place, means to a person. */
  static Problem problem(BusMessage error) {
    return switch (error.errorName()) {
      case "org.freedesktop.DBus.Error.AccessDenied", PEER_ERRORS + "NotAuthorized" ->
          new Problem.NotAuthorized();
      case BUSY, PEER_ERRORS + "UpdateInProgress" -> new Problem.SysrootLocked("/");
      case "org.freedesktop.DBus.Error.ServiceUnknown" -> new Problem.MissingTool(TOOL);
      case "org.freedesktop.DBus.Error.NoReply",
          "org.freedesktop.DBus.Error.TimedOut",
          "org.freedesktop.DBus.Error.Timeout" ->
          new Problem.ServiceSilent(TOOL);
      default -> failed(text(error));
    };
  }

  /** It failed with these words. */
  static Problem failed(String words) {
    return new Problem.ToolFailed(TOOL, words);
  }

  private static String text(BusMessage error) {
    try {
      return error.signature().startsWith("s") ? (String) error.values().getFirst() : "";
    } catch (MalformedMessage odd) {
      return "";
    }
  }

  /** What it changes right now, and for which program; empty where it can't be told. */
  public Optional<Busy> transaction() {
    if (!installed()) {
      return Optional.empty();
    }
    try (Questions questions = Questions.on(bus)) {
      Optional<ActiveTransaction> active = ActiveTransaction.find(questions);
      return active.isPresent() ? Optional.of(active.get().busy(questions)) : Optional.empty();
    } catch (IOException silent) {
      return Optional.empty();
    }
  }

  /**
   * Tells when it says that something it knows has changed, for as long as this is open. Nothing is
   * told once the bus has gone.
   *
   * @param changed called on another thread; quick
   */
  public Closeable watch(Runnable changed) {
    try {
      BusConnection connection = BusConnection.open(bus, new Ear(changed));
      String rule = "type='signal',sender='" + NAME + "',interface='" + Contract.PROPERTIES + "'";
      BusMessage match =
          BusMessage.call(
              "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch");
      connection.send(match.with("s", rule));
      return connection;
    } catch (IOException silent) {
      LOG.info("rpm-ostree can't be watched", silent);
      return () -> {};
    }
  }

  private record Ear(Runnable changed) implements BusConnection.Receiver {
    @Override
    public void received(BusMessage message) {
      if (message.is(Contract.PROPERTIES, "PropertiesChanged", "sa{sv}as") || message.cut()) {
        changed.run();
      }
    }

    @Override
    public void ended(IOException cause) {
      LOG.debug("rpm-ostree is watched no longer", cause);
    }
  }

  /**
   * Listens to what it does for somebody else; empty where it does nothing or can't be heard.
   *
   * @param events hears what it says, on another thread; never {@link Event.Finished}
   */
  public Optional<Ongoing> attend(Consumer<Event> events) {
    if (!installed()) {
      return Optional.empty();
    }
    try (Questions questions = Questions.on(bus)) {
      Optional<ActiveTransaction> active = ActiveTransaction.find(questions);
      Optional<Path> socket = ActiveTransaction.socket(questions);
      return active.isPresent() && socket.isPresent()
          ? Optional.of(
              AttendedTransaction.join(socket.get(), active.get().busy(questions), quiet, events))
          : Optional.empty();
    } catch (IOException silent) {
      LOG.info("What rpm-ostree does can't be heard", silent);
      return Optional.empty();
    }
  }
}
