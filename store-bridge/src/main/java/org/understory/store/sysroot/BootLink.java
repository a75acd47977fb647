package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.understory.model.operation.StoreException;

/**
 * The kernel argument {@code ostree=/ostree/boot.VERSION/STATEROOT/BOOTCHECKSUM/SERIAL}: a link to
 * the deployment that it boots ({@code _ostree_sysroot_parse_bootlink}).
 */
record BootLink(int bootVersion, String stateroot, String bootChecksum, int serial) {
  static Optional<BootLink> parse(String argument) {
    String[] parts = argument.split("/", -1);
    if (parts.length != 6 || !parts[0].isEmpty() || !parts[1].equals("ostree")) {
      return Optional.empty();
    }
    OptionalInt serial = DeploymentName.number(parts[5]);
    boolean version = parts[2].equals("boot.0") || parts[2].equals("boot.1");
    if (!version
        || serial.isEmpty()
        || !DeploymentName.safe(parts[3])
        || !DeploymentName.safe(parts[4])) {
      return Optional.empty();
    }
    return Optional.of(
        new BootLink(parts[2].charAt(5) - '0', parts[3], parts[4], serial.getAsInt()));
  }

  Path path(Path sysroot) {
    return sysroot
        .resolve("ostree/boot." + bootVersion)
        .resolve(stateroot)
        .resolve(bootChecksum)
        .resolve(Integer.toString(serial));
  }

  /** The deployment that the link leads to; empty where there is none. */
  Optional<DeploymentName> deployment(Path sysroot) throws StoreException {
    return SysrootFiles.link(path(sysroot))
        .flatMap(target -> Optional.ofNullable(target.getFileName()))
        .flatMap(name -> DeploymentName.parse(stateroot, name.toString()));
  }
}
