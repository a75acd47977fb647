package org.understory.store.sysroot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.system.BootLoader;

final class BootMenuOrderTest {
  private final Random random = new Random(7);

  /** What {@code test/boot-menus} wrote down with systemd 252. */
  @Test
  void entries_are_in_the_order_in_which_systemd_lists_them() throws IOException {
    List<List<BootEntry>> menus = recorded();
    assertThat(menus).hasSize(80).allMatch(menu -> menu.size() > 5);
    for (List<BootEntry> menu : menus) {
      assertThat(names(sorted(menu, new BootLoader("systemd-boot", true, true))))
          .isEqualTo(names(menu));
    }
  }

  /** The menus of the specification of boot counting, and what decides between equals. */
  @Test
  void systemd_boot_counts_attempts_and_looks_at_small_letters() {
    assertMenu(
        "systemd-boot",
        "Z.conf",
        "b+3-1.conf",
        "b+2-1.conf",
        "b+2-2.conf",
        "a+99.conf",
        "a-10.conf",
        "a-9.conf",
        "c+0-3.conf",
        "b+0.conf");
  }

  /** As a sort of names of packages has it: name, version, release, each the highest first. */
  @Test
  void grub_takes_names_for_those_of_packages() {
    assertMenu(
        BootLoader.GRUB,
        "ostree-10-main.conf",
        "ostree-9-main.conf",
        "ostree-2-other.conf",
        "ostree-2-main.conf",
        "ostree-1-main.conf",
        "memtest.conf",
        "fedora-6.10.2-300.fc41.x86_64.conf",
        "fedora-6.10.2-200.fc41.x86_64.conf",
        "fedora-6.9.9-300.fc40.x86_64.conf",
        "fedora-6.9.9~rc1-300.fc40.x86_64.conf");
  }

  /** Names that libostree gives where a stateroot has a dash in its name (its issue 2961). */
  @Test
  void grub_is_led_astray_by_a_dash_in_the_name_of_a_stateroot() {
    assertMenu(
        BootLoader.GRUB, "ostree-2-my-os.conf", "ostree-1-my-os.conf", "ostree-3-plain.conf");
  }

  /** A plus makes a name newer than its start and older than what goes on; a caret only parts. */
  @Test
  void grub_knows_a_plus_and_no_caret() {
    assertMenu(BootLoader.GRUB, "a-1.0.1.conf", "a-1.0+1.conf", "a-1.0.conf", "a-1.0~1.conf");
    assertMenu(BootLoader.GRUB, "a-1.0^2.conf", "a-1.0.1.conf", "a-1.0.conf");
  }

  @ParameterizedTest
  @ValueSource(strings = {BootLoader.GRUB, "syslinux", ""})
  void what_reads_no_entries_has_them_as_libostree_writes_them(String loader) {
    List<BootEntry> entries = new ArrayList<>();
    for (int i = 12; i > 0; i--) {
      entries.add(entry("ostree-" + i + (i % 2 == 0 ? "-a-b" : "-c") + ".conf", "", "", "" + i));
    }
    assertThat(sorted(entries, new BootLoader(loader, false, false))).isEqualTo(entries);
  }

  private void assertMenu(String loader, String... inOrder) {
    List<BootEntry> entries = Stream.of(inOrder).map(name -> entry(name, "", "", "")).toList();
    assertThat(names(sorted(entries, new BootLoader(loader, true, true)))).containsExactly(inOrder);
  }

  private List<BootEntry> sorted(List<BootEntry> entries, BootLoader loader) {
    List<BootEntry> sorted = new ArrayList<>(entries);
    Collections.shuffle(sorted, random);
    sorted.sort(BootMenuOrder.of(loader));
    return sorted;
  }

  private static List<String> names(List<BootEntry> entries) {
    return entries.stream().map(BootEntry::name).toList();
  }

  private static List<List<BootEntry>> recorded() throws IOException {
    try (InputStream in = BootMenuOrderTest.class.getResourceAsStream("systemd-menus.tsv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return Stream.of(text.split("\n\n"))
          .map(menu -> menu.lines().map(BootMenuOrderTest::recorded).toList())
          .toList();
    }
  }

  private static BootEntry recorded(String line) {
    String[] fields = line.split("\t", -1);
    return entry(fields[0], fields[1], fields[2], fields[3]);
  }

  private static BootEntry entry(String name, String key, String machine, String version) {
    StringBuilder text = new StringBuilder();
    text.append(key.isEmpty() ? "" : "sort-key " + key + "\n");
    text.append(machine.isEmpty() ? "" : "machine-id " + machine + "\n");
    text.append(version.isEmpty() ? "" : "version " + version + "\n");
    return BootEntry.parse(Path.of(name), text.toString());
  }
}
