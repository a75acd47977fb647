package org.understory.store.sysroot;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.system.BootLoader;

/**
 * GRUB, which starts once what its variable {@code next_entry} names, where its configuration asks
 * for that ({@code 00_header} of grub-mkconfig does, bootupd's static one does not) and GRUB itself
 * can take the name away again.
 */
final class Grub {
  /** Of Fedora, and of Debian. */
  private static final List<String> FOLDERS = List.of("boot/grub2", "boot/grub");

  private static final Pattern USES = Pattern.compile("set\\s+default=\"?\\$\\{?next_entry\\b");
  private static final Pattern SAVES = Pattern.compile("save_env(?=\\s)");
  private static final Pattern NEXT_ENTRY = Pattern.compile("\\snext_entry\\b");
  private static final Pattern READS_ENTRIES = Pattern.compile("(?m)^[ \\t]*blscfg\\b");

  /**
   * What GRUB reads and can't write ({@code check_writable} of 00_header, {@code grub-reboot}): the
   * choice would be one for good.
   */
  private static final Set<String> READ_ONLY = Set.of("btrfs", "zfs", "bcachefs", "squashfs");

  private static final List<String> MAPPED = List.of("/dev/md", "/dev/mapper/", "/dev/dm-");

  /** A number would be a place, and {@code >} leads into a menu (get_entry_number). */
  private static final Pattern NAME = Pattern.compile("[\\p{L}][^\\p{Cntrl}>\\\\]{0,300}");

  private Grub() {}

  /** Where its variables may be. */
  static List<Path> variables(Path sysroot) {
    return FOLDERS.stream().map(sysroot::resolve).map(grub -> grub.resolve("grubenv")).toList();
  }

  static BootMenu read(Path sysroot, List<FoundDeployment> deployments) {
    Attempts attempts = new Attempts();
    for (String folder : FOLDERS) {
      Path grub = sysroot.resolve(folder);
      Optional<String> config =
          attempts.run(() -> SysrootFiles.text(grub.resolve("grub.cfg"))).flatMap(text -> text);
      if (config.isPresent()) {
        return read(grub.resolve("grubenv"), config.get(), deployments);
      }
    }
    return BootMenu.UNKNOWN;
  }

  private static BootMenu read(Path file, String config, List<FoundDeployment> deployments) {
    Optional<String> variables =
        new Attempts().run(() -> SysrootFiles.text(file)).flatMap(text -> text);
    boolean entries = READS_ENTRIES.matcher(config).find();
    boolean able =
        USES.matcher(config).find()
            && config.lines().anyMatch(Grub::forgets)
            && variables.isPresent()
            && canBeWritten(file);
    if (!able) {
      return BootMenu.of(new BootLoader(BootLoader.GRUB, false, entries));
    }
    return new BootMenu(
        new BootLoader(BootLoader.GRUB, true, entries),
        Optional.of(file),
        names(config, entries, deployments),
        variables.flatMap(Grub::next));
  }

  /** Whether a line saves the variable; in one expression that took the square of its length. */
  private static boolean forgets(String line) {
    Matcher saves = SAVES.matcher(line);
    return saves.find() && NEXT_ENTRY.matcher(line).find(saves.end());
  }

  private static boolean canBeWritten(Path file) {
    try {
      FileStore store = Files.getFileStore(file);
      return canBeWritten(store.type(), store.name());
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Whether GRUB writes to file systems of this type on this device. */
  static boolean canBeWritten(String type, String device) {
    return !READ_ONLY.contains(type) && MAPPED.stream().noneMatch(device::startsWith);
  }

  /**
   * Titles, for libostree's own menu entries have no id. A title names the version and the place of
   * a deployment, so that after a change of the list it mostly names nothing; then GRUB starts the
   * first.
   */
  private static Map<String, String> names(
      String config, boolean entries, List<FoundDeployment> deployments) {
    Map<String, String> names = new HashMap<>();
    for (FoundDeployment each : deployments) {
      each.entry()
          .flatMap(BootEntry::title)
          .filter(title -> NAME.matcher(title).matches())
          .filter(title -> entries || config.contains("'" + title + "'"))
          .ifPresent(title -> names.put(each.name().id(), title));
    }
    return BootMenu.unique(names);
  }

  /** The value of {@code next_entry}, as {@code grub-editenv list} gives it. */
  static Optional<String> next(String variables) {
    return variables
        .lines()
        .filter(line -> line.startsWith("next_entry="))
        .map(line -> line.substring("next_entry=".length()).replaceAll("\\\\(.)", "$1"))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
