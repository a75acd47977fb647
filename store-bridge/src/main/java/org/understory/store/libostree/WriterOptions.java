package org.understory.store.libostree;

/**
 * How libostree treats a sysroot.
 *
 * @param mutableDeployments do not make deployments immutable ({@code chattr +i}), so that who owns
 *     the folder can throw it away ({@code OSTREE_SYSROOT_DEBUG=mutable-deployments})
 * @param withoutSync do not wait for the disk ({@code OSTREE_SYSROOT_OPTS=skip-sync}, which
 *     versions after 2023-08 ignore)
 * @param privateMounts this process has a mount name space of its own, made before the JVM started,
 *     in which libostree may remount {@code /sysroot} and {@code /boot} for writing
 */
public record WriterOptions(
    boolean mutableDeployments, boolean withoutSync, boolean privateMounts) {
  /** For a folder that is somebody's own and is not what the computer runs. */
  public static WriterOptions ownFolder() {
    return new WriterOptions(true, true, false);
  }

  /** For the running system. */
  public static WriterOptions system(boolean privateMounts) {
    return new WriterOptions(false, false, privateMounts);
  }
}
