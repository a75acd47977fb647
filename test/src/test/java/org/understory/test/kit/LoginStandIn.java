package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.MalformedMessage;
import org.understory.store.bus.Variant;

/**
 * Stands in for systemd-logind, which runs only on a computer that systemd has booted: it answers
 * as its documentation says, and restarts nothing.
 */
public final class LoginStandIn implements AutoCloseable {
  private static final String NAME = "org.freedesktop.login1";
  private static final String BUS = "org.freedesktop.DBus";

  private final List<List<Object>> restarts = new CopyOnWriteArrayList<>();
  private volatile List<String> entries = List.of();
  private volatile Optional<Path> once = Optional.empty();
  private final List<Object> inhibitors = new CopyOnWriteArrayList<>();
  private volatile String permission = "yes";
  private volatile String refusal = "";
  private final BusService service;

  private LoginStandIn(Path socket) {
    service = new BusService(socket, NAME, this::answer);
  }

  /** Comes to the bus with this socket. */
  public static LoginStandIn on(Path socket) {
    return new LoginStandIn(socket);
  }

  /** What it says to who may ask: {@code yes}, {@code challenge}, {@code no} or {@code na}. */
  public void willSay(String word) {
    permission = word;
  }

  /** Ends the next wishes for a restart with this error. */
  public void willRefuse(String error) {
    refusal = error;
  }

  /** Somebody keeps the computer from something. */
  public void isInhibited(String what, String who, String why, String mode) {
    inhibitors.add(List.of(what, who, why, mode, 1000L, 4711L));
  }

  /** The arguments of each wish for a restart. */
  public List<List<Object>> restarts() {
    return List.copyOf(restarts);
  }

  /**
   * It finds these entries of systemd-boot, and keeps what to start once in this variable of the
   * firmware.
   */
  public void bootsWith(Path variable, String... known) {
    once = Optional.of(variable);
    entries = List.of(known);
  }

  private BusMessage remember(BusMessage call, String entry) {
    if (once.isEmpty() || !(entry.isEmpty() || entries.contains(entry))) {
      return call.error(BUS + ".Error.NotSupported", "Boot loader entry is not known.");
    }
    try {
      if (entry.isEmpty()) {
        Files.deleteIfExists(once.get());
      } else {
        Files.write(once.get(), EfiVariables.text(entry));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return call.answer();
  }

  private BusMessage answer(BusMessage call) {
    try {
      return switch (call.member()) {
        case "CanReboot" -> call.answer().with("s", permission);
        case "Get" -> call.answer().with("v", new Variant("as", entries));
        case "SetRebootToBootLoaderEntry" -> remember(call, (String) call.values().getFirst());
        case "ListInhibitors" -> call.answer().with("a(ssssuu)", List.copyOf(inhibitors));
        case "Reboot" -> {
          restarts.add(call.values());
          yield refusal.isEmpty() ? call.answer() : call.error(refusal, "as the test wants it");
        }
        default -> call.error(BUS + ".Error.UnknownMethod", call.member());
      };
    } catch (MalformedMessage odd) {
      throw new AssertionError(odd);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
