package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.model.system.BootLoader;
import org.understory.store.file.KeyFile;

/**
 * What the boot loader knows of the deployments of a sysroot.
 *
 * @param loader what it is, and whether it can start one of them once
 * @param grubenv GRUB's file of variables; empty for any other
 * @param names what it calls each deployment that it can be told to start once, by id
 * @param next the name that it is told to start once; empty where it is told nothing
 */
public record BootMenu(
    BootLoader loader, Optional<Path> grubenv, Map<String, String> names, Optional<String> next) {
  /** What else libostree can write for, by its name there. */
  private static final Set<String> OTHERS = Set.of("syslinux", "uboot", "zipl", "aboot");

  /** What shows those that it finds by itself. */
  private static final Map<String, String> FILES =
      Map.of("syslinux", "boot/syslinux/syslinux.cfg", "uboot", "boot/loader/uEnv.txt");

  /** Nothing is known of it. */
  static final BootMenu UNKNOWN = of(BootLoader.UNKNOWN);

  public BootMenu {
    names = Map.copyOf(names);
  }

  /** One that can't start anything once, and reads a file of its own. */
  private static BootMenu of(String name) {
    return of(new BootLoader(name, false, false));
  }

  /** One that is told nothing. */
  static BootMenu of(BootLoader loader) {
    return new BootMenu(loader, Optional.empty(), Map.of(), Optional.empty());
  }

  /** Reads it; what can't be read leaves it unknown. */
  static BootMenu read(
      Path sysroot, HostFiles host, boolean runs, List<FoundDeployment> deployments) {
    Optional<BootMenu> systemd =
        runs ? SystemdBoot.read(host.root(), deployments) : Optional.empty();
    return systemd.or(() -> others(sysroot)).orElseGet(() -> Grub.read(sysroot, deployments));
  }

  /**
   * Those that libostree knows besides GRUB: it is told, or looks for their files ({@code
   * _ostree_sysroot_query_bootloader}).
   */
  private static Optional<BootMenu> others(Path sysroot) {
    Attempts attempts = new Attempts();
    Optional<String> told =
        attempts
            .run(() -> SysrootFiles.text(sysroot.resolve("ostree/repo/config")))
            .flatMap(text -> text)
            .flatMap(text -> attempts.run(() -> KeyFile.parse(text, "config")))
            .flatMap(config -> config.value("sysroot", "bootloader"));
    if (told.isPresent() && !told.get().equals("auto")) {
      return told.filter(OTHERS::contains).map(BootMenu::of);
    }
    return FILES.entrySet().stream()
        .filter(
            other ->
                attempts
                    .run(() -> SysrootFiles.exists(sysroot.resolve(other.getValue())))
                    .orElse(false))
        .map(other -> of(other.getKey()))
        .findFirst();
  }

  /** The id of the deployment that is started once. */
  Optional<String> once() {
    return names.entrySet().stream()
        .filter(name -> next.filter(name.getValue()::equals).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * Whether it is told to start something of libostree's once, be it there or not: such a name may
   * become another deployment's when the list changes.
   */
  public boolean isTold() {
    return next.isPresent()
        && (once().isPresent()
            || next.get().contains("(ostree:")
            || next.get().startsWith("ostree-"));
  }

  /** The names that only one deployment has. */
  static Map<String, String> unique(Map<String, String> names) {
    Map<String, String> unique = new HashMap<>(names);
    unique
        .values()
        .removeIf(name -> names.values().stream().filter(each -> each.equals(name)).count() > 1);
    return unique;
  }
}
