package org.understory.store.rpmostree;

import static org.understory.test.fuzz.Target.require;

import java.util.List;
import org.understory.store.variant.Made;
import org.understory.test.fuzz.Target;

/** What rpm-ostree says of itself, and writes into files. */
public final class RpmOstreeTargets {
  private RpmOstreeTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("rpmostree-client", RpmOstreeTargets::client, ClientName.class),
        Target.of(
            "update-driver", Made.also("a{sv}", RpmOstreeTargets::driver), DriverReader.class));
  }

  private static void client(byte[] input) {
    String name = ClientName.parse(Target.text(input));
    require(name.length() <= 300 && !name.contains(" "), "one name");
  }

  private static void driver(byte[] input) {
    DriverReader.parse(input)
        .ifPresent(
            it -> {
              require(it.name().length() <= 1000 && it.unit().length() <= 1000, "short");
              require(it.active().isEmpty() && it.status().isEmpty(), "only systemd knows");
            });
  }
}
