package org.understory.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.history.Checksum;
import org.understory.model.tree.MetadataChange.Kind;
import org.understory.model.tree.TreeEntry.Xattr;

final class MetadataDiffTest {
  private static final Checksum SOME = Checksum.parse("ab".repeat(32)).orElseThrow();
  private static final String RAW = "0100000200200000000000000000000000000000";

  @ParameterizedTest
  @CsvSource({
    "0755, 04755, SETUID_ADDED",
    "06755, 02755, SETUID_REMOVED",
    "0755, 02755, SETGID_ADDED",
    "02755, 0755, SETGID_REMOVED",
    "0644, 0666, WORLD_WRITABLE",
    "0666, 0644, NOT_WORLD_WRITABLE",
    "0644, 0600, MODE",
  })
  void a_change_of_the_mode_says_what_it_means(String before, String after, Kind kind) {
    assertThat(between(file(before, 0), file(after, 0)))
        .containsExactly(
            new MetadataChange(
                kind,
                "/f",
                before.length() < 5 ? before : before.substring(1),
                after.length() < 5 ? after : after.substring(1),
                0));
  }

  @Test
  void what_comes_with_rights_counts_and_what_goes_with_them_too() {
    assertThat(between(Optional.empty(), Optional.of(file("04755", 0))))
        .containsExactly(new MetadataChange(Kind.SETUID_ADDED, "/f", "", "4755", 0));
    assertThat(between(Optional.of(file("04755", 7)), Optional.empty()))
        .containsExactly(new MetadataChange(Kind.SETUID_REMOVED, "/f", "4755", "", 7));
    assertThat(between(Optional.empty(), Optional.of(file("0755", 0)))).isEmpty();
  }

  @Test
  void a_program_that_goes_to_root_is_told_and_a_text_is_only_an_owner() {
    assertThat(between(file("0755", 5), file("0755", 0)))
        .containsExactly(new MetadataChange(Kind.PROGRAM_TO_ROOT, "/f", "5:0", "0:0", 0));
    assertThat(between(file("0644", 5), file("0644", 0)))
        .containsExactly(new MetadataChange(Kind.OWNER, "/f", "5:0", "0:0", 0));
  }

  @Test
  void attributes_are_read_where_they_decide() {
    TreeEntry plain = file("0755", 0);
    TreeEntry able = with(plain, Capabilities.ATTRIBUTE, HexFormat.of().parseHex(RAW));
    TreeEntry labelled = with(plain, "security.selinux", bytes("system_u:object_r:bin_t:s0\0"));
    TreeEntry other = with(plain, "security.selinux", bytes("system_u:object_r:sudo_t:s0\0"));
    TreeEntry commented = with(plain, "user.comment", bytes("x"));
    assertThat(between(plain, able))
        .containsExactly(
            new MetadataChange(Kind.CAPABILITIES_ADDED, "/f", "", "cap_net_raw=ep", 0));
    assertThat(between(able, plain))
        .extracting(MetadataChange::kind)
        .containsExactly(Kind.CAPABILITIES_REMOVED);
    assertThat(between(labelled, other))
        .containsExactly(
            new MetadataChange(
                Kind.LABEL_CHANGED,
                "/f",
                "system_u:object_r:bin_t:s0",
                "system_u:object_r:sudo_t:s0",
                0));
    assertThat(between(plain, commented))
        .containsExactly(new MetadataChange(Kind.ATTRIBUTE_ADDED, "/f", "", "user.comment=x", 0));
  }

  /** As {@code setcap} writes them and {@code getcap} reads them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0100000200200000000000000000000000000000 | cap_net_raw=ep",
        "0000000200340000003000000000000000000000 | cap_net_bind_service=p cap_net_admin,cap_net_raw=ip",
        "01000002000000000000000000010000 00000000 | cap_checkpoint_restore=ep",
        "0100000300200000000000000000000000000000e8030000 | cap_net_raw=ep [rootid=1000]",
        "010000010020000000000000 | cap_net_raw=ep",
        "0000000200000000000000000000000000000000 | =",
      })
  void capabilities_are_written_as_getcap_does(String hex, String text) {
    assertThat(Capabilities.text(list(HexFormat.of().parseHex(hex.replace(" ", "")))))
        .hasValue(text);
  }

  @ParameterizedTest
  @CsvSource({"''", "01", "01000002", "01000004002000000000000000000000"})
  void what_is_no_capability_is_an_attribute_like_any(String hex) {
    byte[] value = HexFormat.of().parseHex(hex);
    assertThat(Capabilities.text(list(value))).isEmpty();
    assertThat(between(file("0755", 0), with(file("0755", 0), Capabilities.ATTRIBUTE, value)))
        .extracting(MetadataChange::kind)
        .containsExactly(Kind.ATTRIBUTE_ADDED);
  }

  @Test
  void everybody_may_add_to_a_sticky_folder() {
    assertThat(between(Optional.empty(), Optional.of(folder(01777)))).isEmpty();
    assertThat(between(folder(0755), folder(0777)))
        .extracting(MetadataChange::kind)
        .containsExactly(Kind.WORLD_WRITABLE);
    assertThat(between(folder(0755), folder(02755)))
        .extracting(MetadataChange::kind)
        .containsExactly(Kind.MODE);
  }

  private static List<MetadataChange> between(TreeEntry before, TreeEntry after) {
    return between(Optional.of(before), Optional.of(after));
  }

  private static List<MetadataChange> between(
      Optional<TreeEntry> before, Optional<TreeEntry> after) {
    return MetadataDiff.between(before, after);
  }

  private static TreeEntry file(String mode, int uid) {
    return entry(TreeEntry.Kind.FILE, 0100000 | Integer.parseInt(mode, 8), uid, List.of());
  }

  private static TreeEntry folder(int mode) {
    return entry(TreeEntry.Kind.DIRECTORY, 0040000 | mode, 0, List.of());
  }

  private static TreeEntry with(TreeEntry entry, String name, byte[] value) {
    return entry(entry.kind(), entry.mode(), entry.uid(), List.of(new Xattr(name, list(value))));
  }

  private static TreeEntry entry(TreeEntry.Kind kind, int mode, int uid, List<Xattr> xattrs) {
    return new TreeEntry(
        "/f", kind, mode, uid, 0, 0, SOME, Optional.empty(), Optional.empty(), xattrs);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static List<Byte> list(byte[] bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte each : bytes) {
      list.add(each);
    }
    return List.copyOf(list);
  }
}
