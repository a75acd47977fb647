package org.understory.store.endless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.system.ServiceReport;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.Questions;

/**
 * The updater of Endless OS (eos-updater), where there is one. Asking what it does never starts it;
 * having it do something does. Calls wait, so none is for the thread that draws.
 */
public final class EndlessUpdater {
  static final String NAME = "com.endlessm.Updater";
  static final String PATH = "/com/endlessm/Updater";

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** With one that is to do something: for an answer, and while it says nothing. */
  private static final Duration PATIENCE_AT_WORK = Duration.ofSeconds(15);

  private final Path bus;
  private final Path root;
  private final Path service;
  private final Duration atWork;

  /**
   * @param bus socket of the system bus
   * @param root of the computer, where a file says that the bus can start it
   */
  public EndlessUpdater(Path bus, Path root) {
    this(bus, root, PATIENCE_AT_WORK);
  }

  /** As above, waiting so long with one that is to do something. */
  public EndlessUpdater(Path bus, Path root, Duration atWork) {
    this.bus = bus;
    this.root = root;
    this.service = root.resolve("usr/share/dbus-1/system-services/" + NAME + ".service");
    this.atWork = atWork;
  }

  /** Whether this computer has it, running or not. */
  public boolean installed() {
    return Files.exists(service);
  }

  /**
   * Comes to it to have it do something, and starts it where it does not run.
   *
   * @throws StoreException what keeps it from being asked
   */
  public UpdaterSession open() throws StoreException {
    return UpdaterSession.open(bus, atWork);
  }

  /**
   * Where drives are mounted that have a repository where it looks for one ({@code
   * poll_volume_internal} in eos-updater/poll.c). Looks at the drives, which may be slow.
   */
  public List<Path> volumes() {
    return Volumes.here(root);
  }

  /**
   * Whether it would find a repository on a drive.
   *
   * @param volume absolute
   * @throws StoreException NotARepository
   */
  public void requireRepository(Path volume) throws StoreException {
    if (!Volumes.hasRepository(root, volume)) {
      // It would only say that there is nothing newer.
      throw new StoreException(
          new Problem.NotARepository(volume.resolve(Volumes.REPOSITORY).toString()));
    }
  }

  /** What it says of itself; empty where it does not run, or can't be asked. */
  public Optional<ServiceReport> report() {
    return asked(questions -> Optional.of(report(questions)));
  }

  /** What it does right now, for whomever. */
  public Optional<Busy> busy() {
    return asked(
        questions ->
            report(questions).stage().busy()
                ? Optional.of(new Busy.Program(UpdaterProperties.TOOL, process(questions)))
                : Optional.empty());
  }

  /** What is asked of it on a connection for this alone. */
  @FunctionalInterface
  private interface Question<T> {
    Optional<T> ask(Questions questions) throws IOException;
  }

  private <T> Optional<T> asked(Question<T> question) {
    if (!installed()) {
      return Optional.empty();
    }
    try (Questions questions = Questions.on(bus)) {
      BusMessage owned = onBus("NameHasOwner");
      return Questions.values(questions.ask(owned, PATIENCE), "b").getFirst()
                  instanceof Boolean there
              && there
          ? question.ask(questions)
          : Optional.empty();
    } catch (IOException silent) {
      return Optional.empty();
    }
  }

  private static ServiceReport report(Questions questions) throws IOException {
    BusMessage answer = questions.ask(allProperties(), PATIENCE);
    return UpdaterProperties.report((Map<?, ?>) Questions.values(answer, "a{sv}").getFirst());
  }

  static BusMessage allProperties() {
    return BusMessage.call(NAME, PATH, Contract.PROPERTIES, "GetAll").with("s", NAME);
  }

  private static long process(Questions questions) throws IOException {
    BusMessage ask = onBus("GetConnectionUnixProcessID");
    return Questions.values(questions.ask(ask, PATIENCE), "u").getFirst() instanceof Long process
        ? process
        : 0;
  }

  private static BusMessage onBus(String member) {
    return BusMessage.call(Contract.BUS, "/org/freedesktop/DBus", Contract.BUS, member)
        .with("s", NAME);
  }
}
