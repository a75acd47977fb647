package org.understory.store.sysroot;

import java.nio.file.Path;

/**
 * Where the facts about the running system are.
 *
 * @param root its {@code /}; of the demo system a link to the deployment that plays running
 * @param kernelCommandLine {@code /proc/cmdline} of that system
 * @param run its {@code /run}
 */
public record HostFiles(Path root, Path kernelCommandLine, Path run) {
  /** Those of this computer. */
  public static HostFiles live() {
    return new HostFiles(Path.of("/"), Path.of("/proc/cmdline"), Path.of("/run"));
  }
}
