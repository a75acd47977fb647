package org.understory.model.rpmostree;

import java.util.Optional;

/**
 * A program that has rpm-ostree update the system, such as Zincati ({@code --register-driver}).
 *
 * @param unit of systemd that it is
 * @param active whether that runs; empty where nobody says
 * @param status what it says that it is doing ({@code StatusText}); empty where it says nothing
 */
public record UpdateDriver(
    String name, String unit, Optional<Boolean> active, Optional<String> status) {
  /** Whether it may update the system: rpm-ostree as well passes over one that does not run. */
  public boolean drives() {
    return active.orElse(true);
  }
}
