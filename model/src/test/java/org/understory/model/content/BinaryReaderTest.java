package org.understory.model.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.understory.model.content.BinaryFacts.Compressed;
import org.understory.model.content.BinaryFacts.Image;
import org.understory.model.content.BinaryFacts.Kernel;
import org.understory.model.content.BinaryFacts.Other;

final class BinaryReaderTest {
  /**
   * {@code printf hello | xz}, {@code yes | head -c 70000 | zstd --content-size}: heads as made.
   */
  private static final String XZ =
      "fd377a585a000004e6d6b446020021011600000074 2fe5a3010004 68656c6c6f000000b137b9db"
          + "e5da1e9b0001 1d05 b8 2d80af1fb6f37d010000000004595a";

  @Test
  void gzip_says_how_large_its_content_is() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[12_345]);
    }
    assertThat(BinaryReader.read(packed.toByteArray(), true))
        .isEqualTo(new Compressed(Compressed.Format.GZIP, OptionalLong.of(12_345)));
    assertThat(BinaryReader.read(packed.toByteArray(), false))
        .isEqualTo(new Compressed(Compressed.Format.GZIP, OptionalLong.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "28b52ffd0458, ''",
    "28b52ffd240a510000, 10",
    "28b52ffd6470100500, 4464",
    "28b52ffd6400100500, 4352",
    "28b52ffda470110100, 70000",
    "28b52ffde400000000000000ff, ''",
  })
  void zstd_may_say_how_large_its_content_is(String hex, String size) {
    OptionalLong told =
        size.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(size));
    assertThat(BinaryReader.read(HexFormat.of().parseHex(hex), true))
        .isEqualTo(new Compressed(Compressed.Format.ZSTD, told));
  }

  @Test
  void images_say_how_large_they_are() {
    assertThat(read("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\u0001\0\0\0\0\u0010"))
        .isEqualTo(new Image(Image.Format.PNG, 256, 16));
    assertThat(read("GIF89a\u0020\u0003\u0001\0")).isEqualTo(new Image(Image.Format.GIF, 800, 1));
    assertThat(read("\u00ff\u00d8\u00ff\u00e0\0\u0004xx\u00ff\u00c2\0\u000b\u0008\0\u0010\1\0xxxx"))
        .isEqualTo(new Image(Image.Format.JPEG, 256, 16));
    assertThat(read("<?xml version='1.0'?><svg xmlns='x' width=\"24px\" height=\"16\">"))
        .isEqualTo(new Image(Image.Format.SVG, 24, 16));
    assertThat(read("<svg viewBox=\"0 0 48.5 32\">"))
        .isEqualTo(new Image(Image.Format.SVG, 48, 32));
    assertThat(read("<svg width='9999999999' height='1'>"))
        .isEqualTo(new Image(Image.Format.SVG, 0, 0));
  }

  @Test
  void a_kernel_says_its_version() {
    byte[] kernel = new byte[0x400];
    System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, kernel, 0x202, 4);
    kernel[0x20f] = 1;
    byte[] version = "6.1.0-18-amd64 (debian) #1 SMP\0".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(version, 0, kernel, 0x300, version.length);
    assertThat(BinaryReader.read(kernel, true))
        .isEqualTo(new Kernel("6.1.0-18-amd64 (debian) #1 SMP"));
  }

  @Test
  void other_types_are_known_by_their_first_bytes() {
    assertThat(read("SQLite format 3\0...")).isEqualTo(new Other(Optional.of(Other.Type.SQLITE)));
    assertThat(read("TZif2")).isEqualTo(new Other(Optional.of(Other.Type.TIME_ZONE)));
    assertThat(read("what?")).isEqualTo(new Other(Optional.empty()));
    assertThat(read("")).isEqualTo(new Other(Optional.empty()));
  }

  @Test
  void damaged_and_cut_files_are_read_to_an_end() {
    Random random = new Random(11);
    byte[][] heads = {
      bytes("\u007fELF\u0002\u0001\u0001"),
      bytes("\u007fELF\u0001\u0002\u0001"),
      bytes("\u00fd7zXZ\0"),
      bytes("(\u00b5/\u00fd"),
      bytes("\u00ff\u00d8\u00ff"),
      bytes("\u001f\u008b\b"),
      HexFormat.of().parseHex(XZ.replace(" ", "")),
    };
    for (int i = 0; i < 30_000; i++) {
      byte[] content = new byte[random.nextInt(2000)];
      if (i % 3 > 0) {
        random.nextBytes(content);
      }
      for (int change = random.nextInt(60); change > 0 && content.length > 0; change--) {
        content[random.nextInt(Math.min(content.length, 200))] = (byte) random.nextInt(9);
      }
      byte[] head = heads[i % heads.length];
      System.arraycopy(head, 0, content, 0, Math.min(head.length, content.length));
      if (content.length > 1) {
        content[content.length - 1] = 'Z';
        content[content.length - 2] = 'Y';
      }
      assertThat(BinaryReader.read(content, random.nextBoolean())).isNotNull();
    }
  }

  private static BinaryFacts read(String latin) {
    return BinaryReader.read(bytes(latin), true);
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }
}
