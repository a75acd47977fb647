package org.understory.store.rpmostree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.understory.model.plan.Busy;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Contract;
import org.understory.store.bus.Questions;
import org.understory.store.bus.Variant;

/**
 * The daemon of rpm-ostree, where there is one. It is never started by asking: it ends by itself
 * when nobody uses it.
 */
public final class RpmOstree {
  private static final String NAME = "org.projectatomic.rpmostree1";
  private static final String PATH = "/org/projectatomic/rpmostree1/Sysroot";
  private static final String PART = NAME + ".Sysroot";
  private static final String BUS = "org.freedesktop.DBus";

  /** The name of a method, such as {@code upgrade}. */
  private static final Pattern METHOD = Pattern.compile("[a-zA-Z-]{1,40}");

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Path bus;
  private final Path service;

  /**
   * @param bus socket of the system bus
   * @param root of the computer, where a file says that the bus can start the daemon
   */
  public RpmOstree(Path bus, Path root) {
    this.bus = bus;
    this.service = root.resolve("usr/share/dbus-1/system-services/" + NAME + ".service");
  }

  /**
   * What it changes right now, and for which program: property {@code ActiveTransaction} (method,
   * caller's name on the bus, path; all empty where there is none). Empty where it can't be told.
   */
  public Optional<Busy> transaction() {
    if (!Files.exists(service)) {
      return Optional.empty();
    }
    try (Questions questions = Questions.on(bus)) {
      BusMessage owned = onBus("NameHasOwner", NAME);
      if (!(Questions.values(questions.ask(owned, PATIENCE), "b").getFirst()
              instanceof Boolean there)
          || !there) {
        return Optional.empty();
      }
      BusMessage get =
          BusMessage.call(NAME, PATH, Contract.PROPERTIES, "Get")
              .with("ss", PART, "ActiveTransaction");
      return Questions.values(questions.ask(get, PATIENCE), "v").getFirst()
                  instanceof Variant(String type, Object value)
              && type.equals("(sss)")
              && value instanceof List<?> fields
              && fields.getFirst() instanceof String method
              && METHOD.matcher(method).matches()
              && fields.get(1) instanceof String caller
          ? Optional.of(new Busy.Program("rpm-ostree " + method, process(questions, caller)))
          : Optional.empty();
    } catch (IOException silent) {
      return Optional.empty();
    }
  }

  /** The program that asked for it; once that is gone, the daemon. */
  private static long process(Questions questions, String caller) throws IOException {
    for (String name : List.of(caller, NAME)) {
      try {
        BusMessage ask = onBus("GetConnectionUnixProcessID", name);
        if (Questions.values(questions.ask(ask, PATIENCE), "u").getFirst()
            instanceof Long process) {
          return process;
        }
      } catch (IOException gone) {
        // The next one.
      }
    }
    throw new IOException("it has gone");
  }

  private static BusMessage onBus(String member, String name) {
    return BusMessage.call(BUS, "/org/freedesktop/DBus", BUS, member).with("s", name);
  }
}
