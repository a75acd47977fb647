package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.BootItem;
import org.understory.model.system.BootLoader;
import org.understory.model.system.KernelArguments;

/**
 * The boot entries as the boot loader lists them, those of other systems among them.
 *
 * @param items in the order of the menu
 * @param problems what could not be read; the rest is still true
 */
public record BootItems(BootLoader loader, List<BootItem> items, List<Problem> problems) {
  public BootItems {
    items = List.copyOf(items);
    problems = List.copyOf(problems);
  }

  /**
   * Reads them.
   *
   * @throws StoreException NotPermitted where this user may not look into /boot, CorruptFile
   */
  static BootItems read(Path sysroot, BootMenu menu) throws StoreException {
    Attempts attempts = new Attempts();
    List<BootEntry> entries = new ArrayList<>();
    for (Path file : BootOrder.entryFiles(sysroot)) {
      if (file.toString().endsWith(".conf")) {
        attempts
            .run(() -> SysrootFiles.text(file))
            .flatMap(text -> text)
            .ifPresent(text -> entries.add(BootEntry.parse(file, text)));
      }
    }
    entries.sort(BootMenuOrder.of(menu.loader()));
    Optional<String> first =
        entries.stream()
            .filter(entry -> BootOrder.isEntry(entry.file()))
            .min(BootEntry.BOOT_ORDER)
            .map(BootEntry::name);
    List<BootItem> items = new ArrayList<>();
    for (BootEntry entry : entries) {
      Optional<String> deployment =
          attempts.run(() -> deployment(sysroot, entry)).flatMap(it -> it);
      items.add(
          new BootItem(
              entry.name(),
              entry.title(),
              entry.version(),
              entry.linux(),
              entry.initrds(),
              entry.options(),
              deployment,
              first.filter(entry.name()::equals).isPresent(),
              deployment.isPresent() && deployment.equals(menu.once())));
    }
    return new BootItems(menu.loader(), items, attempts.problems());
  }

  private static Optional<String> deployment(Path sysroot, BootEntry entry) throws StoreException {
    Optional<BootLink> link =
        KernelArguments.parse(entry.options().orElse("")).value("ostree").flatMap(BootLink::parse);
    return link.isPresent()
        ? link.get().deployment(sysroot).map(DeploymentName::id)
        : Optional.empty();
  }
}
