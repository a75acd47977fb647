package org.understory.store.bus;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Addresses of D-Bus servers, as the specification writes them: several, to be tried in order. */
public final class BusAddress {
  private static final String UNIX = "unix:";
  private static final String PATH = "path=";

  private BusAddress() {}

  /**
   * The first socket with a path among them, the only kind that Java can connect to.
   *
   * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html#addresses">its form</a>
   */
  public static Optional<Path> socket(String addresses) {
    return Arrays.stream(addresses.split(";", -1))
        .filter(one -> one.startsWith(UNIX))
        .flatMap(one -> Arrays.stream(one.substring(UNIX.length()).split(",", -1)))
        .filter(pair -> pair.startsWith(PATH))
        .flatMap(pair -> path(pair.substring(PATH.length())).stream())
        .findFirst();
  }

  private static Optional<Path> path(String escaped) {
    try {
      // A plus stands for itself here.
      String plain = URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
      Path path = Path.of(plain);
      return path.isAbsolute() ? Optional.of(path) : Optional.empty();
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }
}
