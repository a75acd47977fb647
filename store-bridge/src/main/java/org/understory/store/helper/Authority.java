package org.understory.store.helper;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.MessageKind;
import org.understory.store.bus.Variant;

/**
 * Asks polkit. The subject is always the caller's name on the bus, which the bus wrote: a process
 * id could be another process's by now (CVE-2013-4288). Whatever is not a clear yes is a no: an
 * error, no answer, an answer of another shape (CVE-2021-3560).
 *
 * @see <a
 *     href="https://polkit.pages.freedesktop.org/polkit/eggdbus-interface-org.freedesktop.PolicyKit1.Authority.html">its
 *     interface</a>
 */
final class Authority {
  private static final String NAME = "org.freedesktop.PolicyKit1";
  private static final String PATH = "/org/freedesktop/PolicyKit1/Authority";
  private static final String INTERFACE = NAME + ".Authority";
  private static final long ALLOW_INTERACTION = 1;

  private final Bus bus;
  private final Duration prompt;
  private final Duration quiet;

  Authority(Bus bus, Settings settings) {
    this.bus = bus;
    prompt = settings.prompt();
    quiet = settings.quiet();
  }

  /**
   * Asks whether this caller may do this; the answer comes on the loop.
   *
   * @param interactive whether the person may be asked for a password
   * @param id names the question for {@link #cancel}
   */
  void check(
      String caller,
      String action,
      Map<String, String> details,
      boolean interactive,
      String id,
      Consumer<Decision> then) {
    Object subject = List.of("system-bus-name", Map.of("name", Variant.of(caller)));
    BusMessage call =
        BusMessage.call(NAME, PATH, INTERFACE, "CheckAuthorization")
            .with(
                "(sa{sv})sa{ss}us",
                subject,
                action,
                details,
                interactive ? ALLOW_INTERACTION : 0,
                id);
    bus.ask(
        call,
        interactive ? prompt : quiet,
        answer -> {
          if (answer.errorName().equals("timeout")) {
            cancel(id);
          }
          then.accept(decision(answer, interactive));
        });
  }

  /** Takes a question back; polkit then takes its prompt away. */
  void cancel(String id) {
    bus.ask(
        BusMessage.call(NAME, PATH, INTERFACE, "CancelCheckAuthorization").with("s", id),
        quiet,
        answer -> {});
  }

  static Decision decision(BusMessage answer, boolean interactive) {
    List<Object> values = Bus.values(answer, "(bba{ss})");
    if (answer.type() != MessageKind.RETURN
        || values.isEmpty()
        || !(values.getFirst() instanceof List<?> result)
        || !(result.get(2) instanceof Map<?, ?> details)) {
      return Decision.UNAVAILABLE;
    }
    if (result.get(0).equals(true)) {
      return Decision.ALLOWED;
    }
    if (details.containsKey("polkit.dismissed")) {
      return Decision.DISMISSED;
    }
    // Somebody was to be asked, and was not: there is nobody to ask with.
    boolean couldBeAsked = result.get(1).equals(true);
    return couldBeAsked && interactive ? Decision.UNAVAILABLE : Decision.DENIED;
  }
}
