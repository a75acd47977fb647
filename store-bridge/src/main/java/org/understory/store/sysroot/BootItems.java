package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
  private static final String SYSTEMD = "systemd-boot";

  /**
   * GRUB sorts by file name, the highest version first (blscfg, bls_cmp). What sorts by nothing is
   * in the order in which libostree writes it.
   */
  private static final Comparator<BootEntry> GRUB =
      Comparator.comparing(BootItems::name, VersionOrder.ASCENDING.reversed());

  /** Entries with a key to sort by come first (boot_entry_compare). */
  private static final Comparator<BootEntry> SYSTEMD_BOOT =
      Comparator.comparing((BootEntry entry) -> entry.sortKey().isEmpty())
          .thenComparing(entry -> entry.sortKey().orElse(""))
          .thenComparing(
              entry -> entry.sortKey().isEmpty() ? "" : entry.version().orElse(""),
              VersionOrder.ASCENDING.reversed())
          .thenComparing(BootItems::name, VersionOrder.ASCENDING.reversed());

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
    entries.sort(order(menu.loader()));
    Optional<String> first =
        entries.stream()
            .filter(entry -> BootOrder.isEntry(entry.file()))
            .min(BootEntry.BOOT_ORDER)
            .map(BootItems::name);
    List<BootItem> items = new ArrayList<>();
    for (BootEntry entry : entries) {
      Optional<String> deployment =
          attempts.run(() -> deployment(sysroot, entry)).flatMap(it -> it);
      items.add(
          new BootItem(
              name(entry),
              entry.title(),
              entry.version(),
              entry.linux(),
              entry.initrds(),
              entry.options(),
              deployment,
              first.filter(name(entry)::equals).isPresent(),
              deployment.isPresent() && deployment.equals(menu.once())));
    }
    return new BootItems(menu.loader(), items, attempts.problems());
  }

  private static Comparator<BootEntry> order(BootLoader loader) {
    if (loader.name().toLowerCase(Locale.ROOT).equals(SYSTEMD)) {
      return SYSTEMD_BOOT;
    }
    return loader.name().equals(BootLoader.GRUB) && loader.readsEntries()
        ? GRUB
        : BootEntry.BOOT_ORDER;
  }

  private static String name(BootEntry entry) {
    return entry.file().getFileName().toString();
  }

  private static Optional<String> deployment(Path sysroot, BootEntry entry) throws StoreException {
    Optional<BootLink> link =
        KernelArguments.parse(entry.options().orElse("")).value("ostree").flatMap(BootLink::parse);
    return link.isPresent()
        ? link.get().deployment(sysroot).map(DeploymentName::id)
        : Optional.empty();
  }
}
