package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.StoreException;
import org.understory.model.system.KernelArguments;
import org.understory.store.sysroot.SysrootFiles.DeviceInode;

/**
 * What runs on a host, as far as it concerns sysroots. libostree compares the device and inode of
 * {@code /} with those of each deployment's folder (parse_deployment of ostree-sysroot.c); where a
 * file system lies over the deployment, as composefs does, that tells nothing and the kernel
 * argument {@code ostree=} decides.
 *
 * @param root device and inode of {@code /}; empty where the host was not booted from OSTree
 * @param arguments the kernel command line that it was started with
 */
record RunningSystem(Optional<DeviceInode> root, KernelArguments arguments) {
  /** A host that was not booted from OSTree. */
  static final RunningSystem NONE =
      new RunningSystem(Optional.empty(), new KernelArguments(List.of()));

  static RunningSystem read(HostFiles host) throws StoreException {
    if (!SysrootFiles.exists(host.run().resolve("ostree-booted"))) {
      return NONE;
    }
    String line = SysrootFiles.text(host.kernelCommandLine()).orElse("");
    return new RunningSystem(
        SysrootFiles.identity(host.root()), KernelArguments.parse(line.stripTrailing()));
  }

  /** Whether this deployment of that sysroot is what runs. */
  boolean runs(Path sysroot, DeploymentName deployment) throws StoreException {
    if (root.isEmpty()) {
      return false;
    }
    return root.equals(SysrootFiles.identity(deployment.folder(sysroot)))
        || linked(sysroot).filter(deployment::equals).isPresent();
  }

  /** What {@code ostree=} leads to; nothing once the boot links have been changed since. */
  private Optional<DeploymentName> linked(Path sysroot) throws StoreException {
    Optional<BootLink> link = arguments.value("ostree").flatMap(BootLink::parse);
    return link.isEmpty() ? Optional.empty() : link.get().deployment(sysroot);
  }
}
