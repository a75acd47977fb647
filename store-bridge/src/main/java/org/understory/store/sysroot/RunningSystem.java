package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Variant;
import org.understory.model.operation.StoreException;
import org.understory.model.system.KernelArguments;
import org.understory.store.sysroot.SysrootFiles.DeviceInode;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantReader;
import org.understory.store.variant.VariantType;

/**
 * What a host runs from a sysroot, told apart by device and inode as {@code parse_deployment} of
 * ostree-sysroot.c does. Never by the kernel argument {@code ostree=}: another disk may have the
 * same, and a soft reboot leaves it behind.
 *
 * @param folder of the deployment; empty where it can't be read
 * @param etc its {@code /etc}; empty where {@code folder} is certain
 * @param arguments the kernel command line that the host was started with
 */
record RunningSystem(
    Optional<DeviceInode> folder, Optional<DeviceInode> etc, KernelArguments arguments) {
  private static final VariantType NOTE = VariantType.of("a{sv}");

  /**
   * What runs from this sysroot; empty where the host runs from another or was not booted from
   * OSTree. What is wrong goes to {@code attempts}.
   */
  static Optional<RunningSystem> read(Path sysroot, HostFiles host, Attempts attempts) {
    if (!attempts.run(() -> isSysrootOf(sysroot, host)).orElse(false)) {
      return Optional.empty();
    }
    KernelArguments arguments =
        KernelArguments.parse(
            attempts
                .run(() -> SysrootFiles.text(host.kernelCommandLine()))
                .flatMap(text -> text)
                .orElse("")
                .stripTrailing());
    Optional<DeviceInode> noted = attempts.run(() -> noted(note(host))).flatMap(id -> id);
    if (noted.isPresent()) {
      return Optional.of(new RunningSystem(noted, Optional.empty(), arguments));
    }
    return Optional.of(
        new RunningSystem(
            attempts.run(() -> SysrootFiles.identity(host.root())).flatMap(id -> id),
            attempts.run(() -> SysrootFiles.identity(host.root().resolve("etc"))).flatMap(id -> id),
            arguments));
  }

  /**
   * Whether the host was booted from OSTree and has this folder as its sysroot ({@code
   * root_is_ostree_booted} of {@code ostree_sysroot_initialize}). If not, neither what the host
   * runs nor what it has staged belongs to this sysroot.
   */
  static boolean isSysrootOf(Path sysroot, HostFiles host) throws StoreException {
    return SysrootFiles.exists(note(host))
        && same(SysrootFiles.identity(host.sysroot()), SysrootFiles.identity(sysroot));
  }

  /**
   * Whether this deployment is what runs. Without a note of the folder {@code /} is compared, or
   * else {@code /etc}, which is the deployment's own even where composefs lies over all the rest
   * (libostree 2023.4 to 2024.1).
   */
  boolean runs(Path sysroot, DeploymentName deployment) throws StoreException {
    Path candidate = deployment.folder(sysroot);
    return same(folder, SysrootFiles.identity(candidate))
        || same(etc, SysrootFiles.identity(candidate.resolve("etc")));
  }

  private static Path note(HostFiles host) {
    return host.run().resolve("ostree-booted");
  }

  /**
   * The deployment's folder before anything was mounted over it, which ostree-prepare-root notes
   * since 2024.2 ({@code OTCORE_RUN_BOOTED_KEY_BACKING_ROOTDEVINO}, {@code (tt)}); older ones leave
   * it out or leave the file empty.
   */
  private static Optional<DeviceInode> noted(Path note) throws StoreException {
    try {
      byte[] bytes = SysrootFiles.bytes(note).orElse(new byte[0]);
      Variant value =
          VariantReader.dictionary(Serialized.of(NOTE, bytes)).get("backing-root-device-inode");
      return value instanceof Variant.Tuple(List<Variant> items)
              && items.size() == 2
              && items.getFirst() instanceof Variant.Int(var device)
              && items.getLast() instanceof Variant.Int(var inode)
          ? Optional.of(new DeviceInode(device.longValue(), inode.longValue()))
          : Optional.empty();
    } catch (VariantException e) {
      throw e.inFile(note.toString());
    }
  }

  private static boolean same(Optional<DeviceInode> one, Optional<DeviceInode> other) {
    return one.isPresent() && one.equals(other);
  }
}
