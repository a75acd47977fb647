package org.understory.store.logind;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.MessageKind;
import org.understory.store.bus.Questions;
import org.understory.store.bus.Variant;

/**
 * The login service of the computer, systemd-logind or one that speaks as it does. Calls wait for
 * an answer, so none is for the thread that draws.
 *
 * @see <a
 *     href="https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html">its
 *     interface</a>
 */
public final class Logind {
  private static final Logger LOG = LoggerFactory.getLogger(Logind.class);

  private static final String NAME = "org.freedesktop.login1";
  private static final String PATH = "/org/freedesktop/login1";
  private static final String PART = "org.freedesktop.login1.Manager";
  private static final String ERRORS = "org.freedesktop.login1.";

  private static final Duration PATIENCE = Duration.ofSeconds(25);

  /** Somebody may have to look for a password first. */
  private static final Duration PATIENCE_OF_PEOPLE = Duration.ofMinutes(5);

  private final Path bus;

  /**
   * @param bus the socket of the system bus
   */
  public Logind(Path bus) {
    this.bus = bus;
  }

  /**
   * Asks for a restart, as gently as there is: nobody who blocks it is overruled, and whoever may
   * be asked for a password is asked by the desktop. Returns once it has begun.
   *
   * @throws StoreException RestartUnavailable, RestartNotAllowed, RestartInhibited
   */
  public void restart() throws StoreException {
    try (Questions questions = Questions.on(bus)) {
      String answer = permission(questions.ask(call("CanReboot"), PATIENCE));
      // Before it is asked: to be asked for a password and then be refused is no help.
      Optional<Blocker> blocker = blocker(questions.ask(call("ListInhibitors"), PATIENCE));
      if (blocker.isPresent()) {
        throw inhibited(blocker.get());
      }
      switch (answer) {
        case "na" -> throw new StoreException(new Problem.RestartUnavailable());
        case "no" -> throw new StoreException(new Problem.RestartNotAllowed());
        default -> {
          // "yes", "challenge", and what newer versions may say: logind itself decides.
        }
      }
      BusMessage reboot = call("Reboot").with("b", true);
      refused(questions.ask(reboot, PATIENCE_OF_PEOPLE), questions);
    } catch (IOException failure) {
      throw new StoreException(new Problem.RestartUnavailable(), failure);
    }
  }

  /**
   * Has the boot loader start an entry the next time only, for which root needs no password.
   *
   * @param entry its file name; empty for nothing but what starts anyway
   * @return whether there is such an entry, and a boot loader that can
   */
  public boolean startOnce(Optional<String> entry) {
    try (Questions questions = Questions.on(bus)) {
      Optional<String> known = Optional.of("");
      if (entry.isPresent()) {
        BusMessage get =
            BusMessage.call(NAME, PATH, Contract.PROPERTIES, "Get")
                .with("ss", PART, "BootLoaderEntries");
        known = entry(questions.ask(get, PATIENCE), entry.get());
      }
      return known.isPresent()
          && questions
                  .ask(call("SetRebootToBootLoaderEntry").with("s", known.get()), PATIENCE)
                  .type()
              == MessageKind.RETURN;
    } catch (IOException failure) {
      LOG.warn("The login service can't be asked", failure);
      return false;
    }
  }

  /** As the service writes it, which left out {@code .conf} for some time. */
  private static Optional<String> entry(BusMessage answer, String wanted) throws IOException {
    return Questions.values(answer, "v").getFirst() instanceof Variant(String type, Object value)
            && type.equals("as")
            && value instanceof List<?> names
        ? names.stream()
            .map(String.class::cast)
            .filter(
                each -> wanted.equalsIgnoreCase(each) || wanted.equalsIgnoreCase(each + ".conf"))
            .findFirst()
        : Optional.empty();
  }

  private static BusMessage call(String member) {
    return BusMessage.call(NAME, PATH, PART, member);
  }

  private static String permission(BusMessage answer) throws IOException {
    return Questions.values(answer, "s").getFirst() instanceof String word ? word : "";
  }

  private static Optional<Blocker> blocker(BusMessage answer) throws IOException {
    List<?> all =
        Questions.values(answer, "a(ssssuu)").getFirst() instanceof List<?> list ? list : List.of();
    return all.stream()
        .filter(List.class::isInstance)
        .flatMap(entry -> Blocker.of((List<?>) entry).stream())
        .findFirst();
  }

  private static void refused(BusMessage answer, Questions questions)
      throws IOException, StoreException {
    if (answer.type() != MessageKind.ERROR) {
      return;
    }
    switch (answer.errorName()) {
      // Somebody else was faster, which comes to the same.
      case ERRORS + "OperationInProgress" -> {}
      case "org.freedesktop.DBus.Error.AccessDenied",
          "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired" ->
          throw new StoreException(new Problem.RestartNotAllowed());
      case ERRORS + "BlockedByInhibitorLock" -> {
        BusMessage blockers = questions.ask(call("ListInhibitors"), PATIENCE);
        throw inhibited(blocker(blockers).orElse(new Blocker("", "")));
      }
      default -> throw new IOException(answer.errorName());
    }
  }

  private static StoreException inhibited(Blocker blocker) {
    return new StoreException(new Problem.RestartInhibited(blocker.who(), blocker.why()));
  }
}
