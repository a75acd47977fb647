package org.understory.model.system;

import java.util.Optional;
import org.understory.model.history.Checksum;

/**
 * The kernel that a commit brings.
 *
 * @param version as {@code uname -r} tells it: the name of its folder of modules
 * @param initramfs empty where the kernel starts without one
 */
public record Kernel(String version, BootFile image, Optional<BootFile> initramfs) {
  /**
   * A file that the boot loader loads.
   *
   * @param checksum of its object
   * @param size bytes
   */
  public record BootFile(Checksum checksum, long size) {}
}
