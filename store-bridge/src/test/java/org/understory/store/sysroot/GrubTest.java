package org.understory.store.sysroot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GrubTest {
  @Test
  void what_starts_once_is_one_of_its_variables() {
    String block = "# GRUB Environment Block\nsaved_entry=a\nnext_entry=b (ostree:1)\n####";
    assertThat(Grub.next(block)).contains("b (ostree:1)");
    assertThat(Grub.next("next_entry=a\\\\b\n")).contains("a\\b");
    assertThat(Grub.next("next_entry=\n")).isEmpty();
    assertThat(Grub.next("#next_entry=a\nprev_next_entry=b\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ext4, /dev/sda2, true",
    "xfs, /dev/nvme0n1p2, true",
    "vfat, /dev/vda1, true",
    "btrfs, /dev/vda3, false",
    "zfs, rpool/boot, false",
    "ext4, /dev/md127, false",
    "ext4, /dev/mapper/system-boot, false",
    "xfs, /dev/dm-1, false"
  })
  void what_it_can_not_write_to_would_start_it_for_ever(String type, String device, boolean can) {
    assertThat(Grub.canBeWritten(type, device)).isEqualTo(can);
  }
}
