package org.understory.app.state;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a person asked to look at. */
public sealed interface SystemChoice {
  /** The computer that this program runs on, booted from OSTree. */
  record Live() implements SystemChoice {}

  /** A sysroot in a folder. */
  record Folder(Path root) implements SystemChoice {}

  /** The demo system, made on first use in this folder. */
  record Demo(Path folder) implements SystemChoice {}

  /** A repository alone, without deployments. */
  record BareRepository(Path directory) implements SystemChoice {}

  /**
   * What a folder holds that a person picked: a sysroot where it has {@code ostree/repo}, a
   * repository where it has {@code objects}; else taken for a sysroot, which opening will refuse.
   */
  static SystemChoice of(Path folder) {
    boolean repository =
        !Files.isDirectory(folder.resolve("ostree/repo"))
            && Files.isDirectory(folder.resolve("objects"));
    return repository ? new BareRepository(folder) : new Folder(folder);
  }
}
