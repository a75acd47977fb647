package org.understory.store.sysroot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.packages.RpmOrder;
import org.understory.model.system.BootLoader;
import org.understory.model.system.UapiOrder;

/** The orders in which boot loaders list entries that they read themselves. */
final class BootMenuOrder {
  /**
   * GRUB as Fedora has it (blscfg.c, {@code bls_cmp}): file names as if they were those of
   * packages, {@code NAME-VERSION-RELEASE}, the highest first. It looks at nothing in the entries.
   */
  static final Comparator<BootEntry> GRUB =
      part(parts -> parts.get(0))
          .thenComparing(part(parts -> parts.get(1)))
          .thenComparing(part(parts -> parts.get(2)))
          .reversed()
          .thenComparing(BootEntry::name);

  /**
   * systemd-boot ({@code boot_entry_compare}): what may not be tried any more comes last; then
   * entries with a key to sort by, by key, computer and version, before those without; then names,
   * the highest first, and those with more tries left.
   */
  static final Comparator<BootEntry> SYSTEMD_BOOT =
      Comparator.comparing((BootEntry entry) -> Tries.of(entry).left == 0)
          .thenComparing(entry -> entry.sortKey().isEmpty())
          .thenComparing(entry -> entry.sortKey().orElse(""))
          .thenComparing(entry -> entry.sortKey().isEmpty() ? "" : entry.machineId().orElse(""))
          .thenComparing(
              entry -> entry.sortKey().isEmpty() ? "" : entry.version().orElse("").strip(),
              UapiOrder.ASCENDING.reversed())
          .thenComparing(entry -> SystemdBoot.normal(entry.name()), UapiOrder.ASCENDING.reversed())
          .thenComparing(BootMenuOrder::tries)
          .thenComparing(BootEntry::name);

  private static final String SYSTEMD = "systemd-boot";

  private BootMenuOrder() {}

  /** What sorts by nothing is in the order in which libostree writes it. */
  static Comparator<BootEntry> of(BootLoader loader) {
    if (loader.name().toLowerCase(Locale.ROOT).equals(SYSTEMD)) {
      return SYSTEMD_BOOT;
    }
    return loader.name().equals(BootLoader.GRUB) && loader.readsEntries()
        ? GRUB
        : BootEntry.BOOT_ORDER;
  }

  private static Comparator<BootEntry> part(Function<List<String>, String> part) {
    return Comparator.comparing(
        entry -> part.apply(packageParts(entry.name())), BootMenuOrder::grubVersions);
  }

  /**
   * Name, version and release ({@code split_package_string}); empty texts for what is not there.
   */
  private static List<String> packageParts(String file) {
    String rest = file.substring(0, file.length() - ".conf".length());
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < 2 && rest.indexOf('-') >= 0; i++) {
      parts.addFirst(rest.substring(rest.lastIndexOf('-') + 1));
      rest = rest.substring(0, rest.lastIndexOf('-'));
    }
    parts.addFirst(rest);
    while (parts.size() < 3) {
      parts.add("");
    }
    return parts;
  }

  /**
   * As rpm, but for a plus, which is what the caret is to rpm, and for the caret, which is none.
   */
  private static int grubVersions(String a, String b) {
    return RpmOrder.SEGMENTS.compare(rpms(a), rpms(b));
  }

  private static String rpms(String version) {
    return version.replace('^', '.').replace('+', '^');
  }

  /** Only where both count. */
  private static int tries(BootEntry a, BootEntry b) {
    Tries one = Tries.of(a);
    Tries two = Tries.of(b);
    if (one.left < 0 || two.left < 0) {
      return 0;
    }
    int more = Integer.compare(two.left, one.left);
    return more == 0 ? Integer.compare(one.done, two.done) : more;
  }

  /**
   * How often an entry may still be tried, and how often it was: {@code NAME+LEFT[-DONE].conf}.
   *
   * @param left -1 where nobody counts
   */
  private record Tries(int left, int done) {
    private static final Tries NONE = new Tries(-1, -1);
    private static final Pattern COUNTED =
        Pattern.compile(".*\\+(\\d{1,9})(?:-(\\d{1,9}))?\\.conf", Pattern.CASE_INSENSITIVE);

    static Tries of(BootEntry entry) {
      Matcher counted = COUNTED.matcher(entry.name());
      if (!counted.matches()) {
        return NONE;
      }
      String done = counted.group(2);
      return new Tries(
          Integer.parseInt(counted.group(1)), done == null ? 0 : Integer.parseInt(done));
    }
  }
}
