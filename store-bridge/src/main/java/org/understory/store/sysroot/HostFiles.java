package org.understory.store.sysroot;

import java.nio.file.Path;

/**
 * Where the facts about the running system are.
 *
 * @param root its {@code /}; of the demo system a link to the deployment that plays running
 * @param sysroot the path by which libostree there finds its own sysroot: {@code /} again, in which
 *     {@code /ostree} leads to the disk; of the demo system, which is not mounted, the disk itself
 * @param kernelCommandLine {@code /proc/cmdline} of that system
 * @param run its {@code /run}
 */
public record HostFiles(Path root, Path sysroot, Path kernelCommandLine, Path run) {
  /** Those of this computer. */
  public static HostFiles live() {
    Path root = Path.of("/");
    return new HostFiles(root, root, Path.of("/proc/cmdline"), Path.of("/run"));
  }
}
