package org.understory.app.desktop;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Where the person's session bus is.
 *
 * @param address an address of a socket that has a path, the only kind that Java can connect to;
 *     empty when there is none
 */
public record SessionBus(Optional<String> address) {
  /** No bus at all. */
  public static final SessionBus NONE = new SessionBus(Optional.empty());

  /** The bus that this environment names, or the one that systemd gives every person. */
  public static SessionBus of(Map<String, String> environment) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    String usual = runtime.startsWith("/") ? "unix:path=" + runtime + "/bus" : "";
    // A list of addresses, to be tried in order.
    String[] named = environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", usual).split(";", -1);
    return new SessionBus(
        Arrays.stream(named).filter(one -> one.startsWith("unix:path=/")).findFirst());
  }
}
