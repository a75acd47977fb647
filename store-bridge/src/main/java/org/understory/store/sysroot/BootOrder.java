package org.understory.store.sysroot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.model.system.KernelArguments;

/**
 * The deployments that are written for the boot loader.
 *
 * @param known whether they are in boot order; if not, the entries could not be read and the
 *     deployments were found by their folders
 */
record BootOrder(List<FoundDeployment> deployments, boolean known) {
  /**
   * Reads the boot entries, or the folders below {@code ostree/deploy} where the user may not read
   * the entries: on many systems only root may look into {@code /boot}.
   */
  static BootOrder read(Path sysroot, Attempts attempts) {
    Attempts own = new Attempts();
    Optional<List<Path>> files = own.run(() -> entryFiles(sysroot));
    own.problems().forEach(attempts::add);
    if (files.isEmpty() && own.problems().getFirst() instanceof Problem.NotPermitted) {
      return new BootOrder(folders(sysroot, attempts), false);
    }
    List<BootEntry> entries = new ArrayList<>();
    for (Path file : files.orElse(List.of())) {
      if (!isEntry(file)) {
        continue;
      }
      attempts
          .run(() -> SysrootFiles.text(file))
          .ifPresent(text -> text.ifPresent(t -> entries.add(BootEntry.parse(file, t))));
    }
    entries.sort(BootEntry.BOOT_ORDER);
    List<FoundDeployment> found = new ArrayList<>();
    for (BootEntry entry : entries) {
      attempts.run(() -> deployment(sysroot, entry)).ifPresent(found::add);
    }
    return new BootOrder(found, true);
  }

  /** {@code boot/loader} tells which of two sets of entries counts ({@code bootversion}). */
  static List<Path> entryFiles(Path sysroot) throws StoreException {
    Path link = sysroot.resolve("boot/loader");
    String loader = SysrootFiles.link(link).map(Path::toString).orElse("loader.0");
    if (!loader.equals("loader.0") && !loader.equals("loader.1")) {
      throw SysrootFiles.corrupt(link, Flaw.MALFORMED);
    }
    return SysrootFiles.names(sysroot.resolve("boot").resolve(loader).resolve("entries"));
  }

  /** Whether this is an entry of libostree. */
  static boolean isEntry(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("ostree-") && name.endsWith(".conf");
  }

  private static FoundDeployment deployment(Path sysroot, BootEntry entry) throws StoreException {
    KernelArguments arguments = KernelArguments.parse(entry.options().orElse(""));
    BootLink link =
        arguments
            .value("ostree")
            .flatMap(BootLink::parse)
            .orElseThrow(() -> SysrootFiles.corrupt(entry.file(), Flaw.MALFORMED));
    DeploymentName name =
        link.deployment(sysroot)
            .orElseThrow(() -> SysrootFiles.corrupt(link.path(sysroot), Flaw.MALFORMED));
    if (!Files.isDirectory(name.folder(sysroot))) {
      throw SysrootFiles.corrupt(link.path(sysroot), Flaw.MALFORMED);
    }
    return new FoundDeployment(
        name,
        arguments,
        Optional.empty(),
        Optional.of(entry),
        Optional.of(link.bootChecksum()),
        false,
        false);
  }

  private static List<FoundDeployment> folders(Path sysroot, Attempts attempts) {
    List<FoundDeployment> found = new ArrayList<>();
    Path stateroots = sysroot.resolve("ostree/deploy");
    for (Path stateroot : attempts.run(() -> SysrootFiles.names(stateroots)).orElse(List.of())) {
      String os = stateroot.getFileName().toString();
      Path folder = DeploymentName.deployments(sysroot, os);
      for (Path each : attempts.run(() -> SysrootFiles.names(folder)).orElse(List.of())) {
        DeploymentName.parse(os, each.getFileName().toString())
            .map(FoundDeployment::byFolder)
            .ifPresent(found::add);
      }
    }
    return found;
  }
}
