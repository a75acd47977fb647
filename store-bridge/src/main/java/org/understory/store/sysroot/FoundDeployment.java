package org.understory.store.sysroot;

import java.util.List;
import java.util.Optional;
import org.understory.model.system.KernelArguments;

/**
 * A deployment as a boot entry, the staged data or a folder name it; what its own files say is read
 * afterwards.
 *
 * @param arguments those of {@code inherits} where that is known and these are empty
 * @param inherits whose kernel arguments it takes over once it is finished, where it has none
 * @param entry what names it to the boot loader; empty where that is not known
 * @param bootChecksum of kernel, initramfs and device trees, where it is known
 * @param finalizationLocked staged, and held back until somebody unlocks it
 */
record FoundDeployment(
    DeploymentName name,
    KernelArguments arguments,
    Optional<DeploymentName> inherits,
    Optional<BootEntry> entry,
    Optional<String> bootChecksum,
    boolean staged,
    boolean finalizationLocked) {

  /** One of which no more than its folder is known. */
  static FoundDeployment byFolder(DeploymentName name) {
    return new FoundDeployment(
        name,
        new KernelArguments(List.of()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false);
  }

  FoundDeployment withArguments(KernelArguments known) {
    return new FoundDeployment(
        name, known, inherits, entry, bootChecksum, staged, finalizationLocked);
  }

  FoundDeployment locked() {
    return new FoundDeployment(name, arguments, inherits, entry, bootChecksum, staged, true);
  }
}
