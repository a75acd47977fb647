package org.understory.model.content;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.content.BinaryFacts.Compressed;
import org.understory.model.content.BinaryFacts.Image;
import org.understory.model.content.BinaryFacts.Other;

/**
 * Recognises content by its first bytes. Everything in it may be a lie or be damaged: then less is
 * told, and nothing is trusted with memory or time.
 */
public final class BinaryReader {
  /** Bytes of a version or a path. */
  static final int LONGEST_TEXT = 256;

  /** Bytes in which the start tag of an SVG is looked for. */
  private static final int SVG_HEAD = 4096;

  private static final Pattern SVG_TAG = Pattern.compile("<svg\\b[^>]*>", Pattern.DOTALL);
  private static final Pattern VIEW_BOX =
      Pattern.compile("viewBox\\s*=\\s*[\"'][-.\\d]+[ ,]+[-.\\d]+[ ,]+(\\d+)[.\\d]*[ ,]+(\\d+)");
  private static final Pattern WIDTH =
      Pattern.compile("\\swidth\\s*=\\s*[\"'](\\d+)[.\\d]*(px)?[\"']");
  private static final Pattern HEIGHT =
      Pattern.compile("\\sheight\\s*=\\s*[\"'](\\d+)[.\\d]*(px)?[\"']");

  private final Window big;
  private final Window little;

  private BinaryReader(byte[] bytes, boolean whole) {
    big = new Window(bytes, whole, false);
    little = new Window(bytes, whole, true);
  }

  /**
   * What can be told.
   *
   * @param start the first bytes of the content; the more, the more can be told
   * @param whole whether they are all of it
   */
  public static BinaryFacts read(byte[] start, boolean whole) {
    BinaryReader reader = new BinaryReader(start, whole);
    return reader
        .image()
        .or(reader::compressed)
        .or(reader::kernel)
        .or(() -> ElfReader.read(reader.big.bytes(), whole))
        .orElseGet(() -> new Other(reader.type()));
  }

  private Optional<BinaryFacts> image() {
    if (big.starts("\u0089PNG\r\n\u001a\n") && big.isAt(12, "IHDR")) {
      return Optional.of(new Image(Image.Format.PNG, big.number(16, 4), big.number(20, 4)));
    }
    if ((big.starts("GIF87a") || big.starts("GIF89a")) && big.has(6, 4)) {
      return Optional.of(new Image(Image.Format.GIF, little.number(6, 2), little.number(8, 2)));
    }
    return big.starts("\u00ff\u00d8\u00ff") ? jpeg() : svg();
  }

  /** The first frame header, SOF0 to SOF15 without DHT, JPG and DAC (ITU T.81, B.1.1.3). */
  private Optional<BinaryFacts> jpeg() {
    long at = 2;
    while (big.has(at, 10) && big.octet(at) == 0xff) {
      int marker = big.octet(at + 1);
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        return Optional.of(
            new Image(Image.Format.JPEG, big.number(at + 7, 2), big.number(at + 5, 2)));
      }
      at += marker == 0xff ? 1 : 2 + Math.max(2, big.number(at + 2, 2));
    }
    return Optional.empty();
  }

  private Optional<BinaryFacts> svg() {
    if (big.octet(0) != '<') {
      return Optional.empty();
    }
    Matcher tag = SVG_TAG.matcher(big.text(0, SVG_HEAD));
    if (!tag.find()) {
      return Optional.empty();
    }
    Matcher width = WIDTH.matcher(tag.group());
    Matcher height = HEIGHT.matcher(tag.group());
    if (width.find() && height.find()) {
      return size(width.group(1), height.group(1));
    }
    Matcher box = VIEW_BOX.matcher(tag.group());
    return box.find() ? size(box.group(1), box.group(2)) : size("", "");
  }

  private static Optional<BinaryFacts> size(String width, String height) {
    // Longer ones are nonsense, and so is an image without a size: 0 says that it is not known.
    boolean known = !width.isEmpty() && width.length() <= 9 && height.length() <= 9;
    return Optional.of(
        known
            ? new Image(Image.Format.SVG, Long.parseLong(width), Long.parseLong(height))
            : new Image(Image.Format.SVG, 0, 0));
  }

  private Optional<BinaryFacts> compressed() {
    if (big.starts("\u001f\u008b\b")) {
      // RFC 1952, 2.3.1: the last four bytes are the size modulo 2^32.
      return packed(
          Compressed.Format.GZIP,
          big.whole() && big.size() >= 18
              ? OptionalLong.of(little.number(big.size() - 4, 4))
              : OptionalLong.empty());
    }
    if (big.starts("\u00fd7zXZ\0")) {
      return packed(Compressed.Format.XZ, XzIndex.unpacked(little));
    }
    if (big.starts("(\u00b5/\u00fd")) {
      return packed(Compressed.Format.ZSTD, zstd());
    }
    if (big.starts("BZh") && big.isAt(4, "1AY&SY")) {
      return packed(Compressed.Format.BZIP2, OptionalLong.empty());
    }
    if (big.starts("\u0004\"M\u0018")) {
      boolean told = (big.octet(4) & 8) != 0 && big.has(6, 8);
      return packed(
          Compressed.Format.LZ4, told ? natural(little.number(6, 8)) : OptionalLong.empty());
    }
    return Optional.empty();
  }

  private static Optional<BinaryFacts> packed(Compressed.Format format, OptionalLong unpacked) {
    return Optional.of(new Compressed(format, unpacked));
  }

  /** Frame_Content_Size (RFC 8878, 3.1.1.1); of one frame, which is what zstd writes. */
  private OptionalLong zstd() {
    int descriptor = big.octet(4);
    boolean single = (descriptor & 0x20) != 0;
    int flag = descriptor >> 6;
    if (flag == 0 && !single) {
      return OptionalLong.empty();
    }
    int[] dictionary = {0, 1, 2, 4};
    int at = 5 + (single ? 0 : 1) + dictionary[descriptor & 3];
    int length = 1 << flag;
    long size = little.number(at, length) + (flag == 1 ? 256 : 0);
    return big.has(at, length) ? natural(size) : OptionalLong.empty();
  }

  private static OptionalLong natural(long size) {
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /** The boot protocol of x86 (Documentation/arch/x86/boot.rst: header, kernel_version). */
  private Optional<BinaryFacts> kernel() {
    long offset = little.number(0x20e, 2);
    if (!big.isAt(0x202, "HdrS") || offset == 0) {
      return Optional.empty();
    }
    String version = big.text(0x200 + offset, LONGEST_TEXT);
    return version.isEmpty() ? Optional.empty() : Optional.of(new BinaryFacts.Kernel(version));
  }

  private Optional<Other.Type> type() {
    if (big.starts("SQLite format 3\0")) {
      return Optional.of(Other.Type.SQLITE);
    }
    if (big.starts("PK\u0003\u0004")) {
      return Optional.of(Other.Type.ZIP);
    }
    if (big.starts("!<arch>\n")) {
      return Optional.of(Other.Type.AR);
    }
    if (big.starts("070701") || big.starts("070702")) {
      return Optional.of(Other.Type.CPIO);
    }
    if (big.starts("hsqs")) {
      return Optional.of(Other.Type.SQUASHFS);
    }
    if (big.starts("\u00de\u0012\u0004\u0095") || big.starts("\u0095\u0004\u0012\u00de")) {
      return Optional.of(Other.Type.GETTEXT);
    }
    if (big.starts("TZif")) {
      return Optional.of(Other.Type.TIME_ZONE);
    }
    if (big.starts("OTTO") || big.starts("wOF2") || big.starts("\0\u0001\0\0\0")) {
      return Optional.of(Other.Type.FONT);
    }
    if (big.starts("RIFF") && big.isAt(8, "WEBP")) {
      return Optional.of(Other.Type.WEBP);
    }
    if (big.starts("\u00ff\n") || big.starts("\0\0\0\fJXL ")) {
      return Optional.of(Other.Type.JPEG_XL);
    }
    return Optional.empty();
  }
}
