package org.understory.model.system;

import java.util.Optional;

/**
 * Whether systemd can go on from what runs to a deployment while the kernel keeps running ({@code
 * ostree_sysroot_deployment_can_soft_reboot}). bootc demands besides that systemd can do it at all,
 * and that both have the same policy for SELinux ({@code softRebootCapable} of its status).
 */
public enum SoftReboot {
  /** Kernel and arguments are those that run. */
  POSSIBLE,
  OTHER_KERNEL,
  OTHER_ARGUMENTS;

  /**
   * Of this deployment; empty where nothing runs, it is what runs, or the kernel of either is not
   * known.
   */
  public static Optional<SoftReboot> to(Deployment target, SystemSnapshot now) {
    Optional<Deployment> booted = now.booted().filter(it -> !it.id().equals(target.id()));
    if (booted.isEmpty()
        || booted.get().bootChecksum().isEmpty()
        || target.bootChecksum().isEmpty()) {
      return Optional.empty();
    }
    if (!booted.get().bootChecksum().equals(target.bootChecksum())) {
      return Optional.of(OTHER_KERNEL);
    }
    return Optional.of(
        booted.get().kernelArguments().own().equals(target.kernelArguments().own())
            ? POSSIBLE
            : OTHER_ARGUMENTS);
  }
}
