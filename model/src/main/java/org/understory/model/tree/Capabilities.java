package org.understory.model.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rights that a program file gives to whoever starts it (capabilities(7)). */
public final class Capabilities {
  /** The attribute that holds them. */
  public static final String ATTRIBUTE = "security.capability";

  private static final int EFFECTIVE = 1;

  /** By number (include/uapi/linux/capability.h). */
  private static final String[] NAMES = {
    "chown",
    "dac_override",
    "dac_read_search",
    "fowner",
    "fsetid",
    "kill",
    "setgid",
    "setuid",
    "setpcap",
    "linux_immutable",
    "net_bind_service",
    "net_broadcast",
    "net_admin",
    "net_raw",
    "ipc_lock",
    "ipc_owner",
    "sys_module",
    "sys_rawio",
    "sys_chroot",
    "sys_ptrace",
    "sys_pacct",
    "sys_admin",
    "sys_boot",
    "sys_nice",
    "sys_resource",
    "sys_time",
    "sys_tty_config",
    "mknod",
    "lease",
    "audit_write",
    "audit_control",
    "setfcap",
    "mac_override",
    "mac_admin",
    "syslog",
    "wake_alarm",
    "block_suspend",
    "audit_read",
    "perfmon",
    "bpf",
    "checkpoint_restore"
  };

  private Capabilities() {}

  /**
   * Reads the attribute (struct vfs_cap_data, all three revisions) and writes it as {@code getcap}
   * does, for example {@code cap_net_raw,cap_net_admin=ep}; empty if it is not one.
   */
  public static Optional<String> text(List<Byte> value) {
    int revision = value.size() < 4 ? 0 : value.get(3) & 0xff;
    int words = revision == 1 ? 1 : 2;
    boolean sound =
        switch (revision) {
          case 1 -> value.size() == 12;
          case 2 -> value.size() == 20;
          case 3 -> value.size() == 24;
          default -> false;
        };
    if (!sound) {
      return Optional.empty();
    }
    long permitted = 0;
    long inheritable = 0;
    for (int word = 0; word < words; word++) {
      permitted |= number(value, 4 + 8 * word) << (32 * word);
      inheritable |= number(value, 8 + 8 * word) << (32 * word);
    }
    String effective = (number(value, 0) & EFFECTIVE) != 0 ? "e" : "";
    String owner = revision == 3 ? " [rootid=" + number(value, 20) + "]" : "";
    return Optional.of(text(permitted, inheritable, effective) + owner);
  }

  private static String text(long permitted, long inheritable, String effective) {
    Map<String, List<String>> byFlags = new LinkedHashMap<>();
    for (int i = 0; i < Long.SIZE; i++) {
      boolean may = (permitted >> i & 1) != 0;
      boolean inherits = (inheritable >> i & 1) != 0;
      if (may || inherits) {
        String flags = effective + (inherits ? "i" : "") + (may ? "p" : "");
        String name = "cap_" + (i < NAMES.length ? NAMES[i] : Integer.toString(i));
        byFlags.computeIfAbsent(flags, it -> new ArrayList<>()).add(name);
      }
    }
    List<String> groups = new ArrayList<>();
    byFlags.forEach((flags, names) -> groups.add(String.join(",", names) + "=" + flags));
    return groups.isEmpty() ? "=" : String.join(" ", groups);
  }

  private static long number(List<Byte> value, int at) {
    long number = 0;
    for (int i = 3; i >= 0; i--) {
      number = number << 8 | (value.get(at + i) & 0xff);
    }
    return number;
  }
}
