package org.understory.app.text;

import java.util.Optional;
import java.util.Set;
import org.understory.model.system.KernelArguments;
import org.understory.resources.Messages;

/**
 * What well-known kernel arguments do, in words (Documentation/admin-guide/kernel-parameters.txt of
 * the kernel, kernel-command-line(7) of systemd, dracut.cmdline(7)).
 */
public record ArgumentText(Messages words) {
  private static final Set<String> KNOWN =
      Set.of(
          "acpi",
          "apparmor",
          "audit",
          "console",
          "crashkernel",
          "debug",
          "enforcing",
          "fips",
          "init",
          "intel_iommu",
          "ipv6.disable",
          "lockdown",
          "loglevel",
          "mem",
          "mitigations",
          "modprobe.blacklist",
          "module_blacklist",
          "net.ifnames",
          "nomodeset",
          "nosmt",
          "panic",
          "quiet",
          "rd.break",
          "rd.luks.uuid",
          "rd.lvm.lv",
          "resume",
          "rhgb",
          "ro",
          "root",
          "rootflags",
          "rw",
          "selinux",
          "single",
          "splash",
          "systemd.debug-shell",
          "systemd.unit",
          "video",
          "zswap.enabled");

  /** What an argument does; empty for one that is not so well known. */
  public Optional<String> meaning(String argument) {
    String key = KernelArguments.key(argument);
    return KNOWN.contains(key)
        ? Optional.of(words.get("kernel.argument." + key))
        : Optional.empty();
  }
}
