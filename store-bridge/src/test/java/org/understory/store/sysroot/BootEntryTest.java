package org.understory.store.sysroot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BootEntryTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void the_last_of_two_lines_counts_and_notes_do_not() {
    BootEntry entry = entry("a", "# options no\nversion 1\nversion\t2\noptions a  b\n options c\n");
    assertThat(entry.version()).contains("2");
    assertThat(entry.options()).contains("a  b");
  }

  @Test
  void the_highest_version_boots_first_and_one_without_comes_last() {
    List<BootEntry> entries = new ArrayList<>();
    entries.add(entry("none", "title x\n"));
    entries.add(entry("b9", "version 9\n"));
    entries.add(entry("b10", "version 10\n"));
    entries.add(entry("a9", "version 9\n"));
    entries.sort(BootEntry.BOOT_ORDER);
    assertThat(entries)
        .extracting(entry -> entry.file().toString())
        .containsExactly("b10", "a9", "b9", "none");
  }

  @Test
  void versions_are_ordered_as_glibc_orders_them() {
    List<String> ascending =
        List.of("", "000", "00", "01", "010", "09", "0", "1", "9", "10", "a1", "a2", "a10", "b");
    for (int i = 0; i < ascending.size(); i++) {
      for (int k = 0; k < ascending.size(); k++) {
        assertThat(
                Integer.signum(VersionOrder.ASCENDING.compare(ascending.get(i), ascending.get(k))))
            .as("%s, %s", ascending.get(i), ascending.get(k))
            .isEqualTo(Integer.compare(i, k));
      }
    }
  }

  @Test
  void a_boot_link_names_its_place_below_the_sysroot() {
    BootLink link = BootLink.parse("/ostree/boot.1/main/" + HEX + "/3").orElseThrow();
    assertThat(link).isEqualTo(new BootLink(1, "main", HEX, 3));
    assertThat(link.path(Path.of("/s"))).isEqualTo(Path.of("/s/ostree/boot.1/main/" + HEX + "/3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ostree/boot.1/main/a/0",
        "/ostree/boot.2/main/a/0",
        "/ostree/boot.1/../a/0",
        "/ostree/boot.1/main/../0",
        "/ostree/boot.1/main/a/-1",
        "/ostree/boot.1/main/a/99999999999",
        "/ostree/boot.1/main/a/0/b",
        "/ostree/boot.1//a/0"
      })
  void what_is_no_boot_link_or_leads_out_is_refused(String argument) {
    assertThat(BootLink.parse(argument)).isEmpty();
  }

  @Test
  void a_deployment_is_named_by_checksum_and_serial() {
    DeploymentName name = DeploymentName.parse("main", HEX + ".12").orElseThrow();
    assertThat(name.serial()).isEqualTo(12);
    assertThat(name.folder()).isEqualTo(HEX + ".12");
    assertThat(DeploymentName.parse("main", HEX)).isEmpty();
    assertThat(DeploymentName.parse("main", HEX + ".")).isEmpty();
    assertThat(DeploymentName.parse("main", HEX + ".x")).isEmpty();
    assertThat(DeploymentName.parse("main", HEX.substring(1) + ".0")).isEmpty();
    assertThat(DeploymentName.parse("..", HEX + ".0")).isEmpty();
  }

  private static BootEntry entry(String name, String text) {
    return BootEntry.parse(Path.of(name), text);
  }
}
