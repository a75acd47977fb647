package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A boot loader entry ({@code boot/loader/entries/ostree-*.conf}).
 *
 * @param version its place in boot order: the highest boots next; no entry of libostree lacks it
 * @param options the kernel command line
 * @param title what people see in the boot menu
 * @param linux where the kernel is
 * @param initrds where the file systems for the start are
 * @param sortKey what systemd-boot sorts by first
 * @param machineId of the installation that it belongs to, as machine-id(5)
 */
record BootEntry(
    Path file,
    Optional<String> version,
    Optional<String> options,
    Optional<String> title,
    Optional<String> linux,
    List<String> initrds,
    Optional<String> sortKey,
    Optional<String> machineId) {
  /**
   * Boot order, as {@code compare_boot_loader_configs} of ostree-sysroot.c has it; entries of the
   * same version keep the order of their names, where libostree leaves it to chance.
   */
  static final Comparator<BootEntry> BOOT_ORDER =
      Comparator.comparing(
              (BootEntry entry) -> entry.version().orElse(""), VersionOrder.ASCENDING.reversed())
          .thenComparing(entry -> entry.file().toString());

  /**
   * Reads the lines that begin with a letter as key, one space or tab, value; of a key that comes
   * twice the last counts ({@code ostree_bootconfig_parser_parse_at}).
   */
  static BootEntry parse(Path file, String text) {
    Map<String, String> values = new HashMap<>();
    List<String> initrds = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      int end = separator(line);
      if (end > 0 && Character.isLetter(line.charAt(0)) && line.charAt(0) < 0x80) {
        values.put(line.substring(0, end), line.substring(end + 1));
        if (line.substring(0, end).equals("initrd")) {
          initrds.add(line.substring(end + 1).strip());
        }
      }
    }
    return new BootEntry(
        file,
        Optional.ofNullable(values.get("version")),
        Optional.ofNullable(values.get("options")),
        Optional.ofNullable(values.get("title")),
        Optional.ofNullable(values.get("linux")).map(String::strip),
        initrds,
        Optional.ofNullable(values.get("sort-key")).map(String::strip),
        Optional.ofNullable(values.get("machine-id")).map(String::strip));
  }

  /** Of its file. */
  String name() {
    return file.getFileName().toString();
  }

  private static int separator(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == ' ' || line.charAt(i) == '\t') {
        return i;
      }
    }
    return -1;
  }
}
