package org.understory.store.sysroot;

import java.nio.file.Path;

/**
 * Where the facts about the running system are.
 *
 * @param kernelCommandLine {@code /proc/cmdline} of that system
 * @param run its {@code /run}
 */
public record HostFiles(Path kernelCommandLine, Path run) {
  /** Those of this computer. */
  public static HostFiles live() {
    return new HostFiles(Path.of("/proc/cmdline"), Path.of("/run"));
  }
}
