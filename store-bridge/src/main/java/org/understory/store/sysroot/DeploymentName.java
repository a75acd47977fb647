package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.understory.model.history.Checksum;

/** A deployment's folder {@code ostree/deploy/STATEROOT/deploy/CHECKSUM.SERIAL}. */
record DeploymentName(String stateroot, Checksum checksum, int serial) {
  /** From the last part of the folder's path; empty where it is not one. */
  static Optional<DeploymentName> parse(String stateroot, String folder) {
    int dot = folder.indexOf('.');
    if (dot < 0 || !safe(stateroot)) {
      return Optional.empty();
    }
    OptionalInt serial = number(folder.substring(dot + 1));
    return serial.isEmpty()
        ? Optional.empty()
        : Checksum.parse(folder.substring(0, dot))
            .map(checksum -> new DeploymentName(stateroot, checksum, serial.getAsInt()));
  }

  /** The last part of the folder's path. */
  String folder() {
    return checksum.hex() + "." + serial;
  }

  /** {@link org.understory.model.system.Deployment#id}. */
  String id() {
    return stateroot + "-" + folder();
  }

  Path folder(Path sysroot) {
    return deployments(sysroot, stateroot).resolve(folder());
  }

  Path origin(Path sysroot) {
    return deployments(sysroot, stateroot).resolve(folder() + ".origin");
  }

  static Path deployments(Path sysroot, String stateroot) {
    return sysroot.resolve("ostree/deploy").resolve(stateroot).resolve("deploy");
  }

  /** A decimal number of an {@code int}'s size; empty for any other text. */
  static OptionalInt number(String digits) {
    if (digits.isEmpty()
        || digits.length() > 9
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(digits));
  }

  /** Whether this can be one part of a path and nothing else. */
  static boolean safe(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0;
  }
}
