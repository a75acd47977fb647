package org.understory.test.fuzz;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Input that is as large as it may be and made to take long: too large for fuzzing to find. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileSizesTest {
  /** Seconds of processor time; the slowest takes one. */
  private static final int LIMIT = 4;

  static List<Arguments> inputs() {
    return List.of(
        arguments("remote-config", lines(50_000, i -> "[remote \"r" + i + "\"]")),
        arguments("mirrors", bytes("https://mirror.example" + "/".repeat(60_000))),
        arguments("dpkg-status", builds()),
        arguments("rpm-header", namesWithoutLetters()),
        arguments("binary", notesInEverySegment()),
        arguments("summary", deltasOfOneHash()),
        arguments("superblock", superblock(60_000, 0)),
        arguments("superblock", superblock(0, 60_000)),
        arguments("diff", linesInAnotherOrder()),
        arguments("messages", headerThatIsTooLarge()),
        arguments("metadata", dictionaryOfMany()),
        arguments("records", bytes("G\"" + "x".repeat(2 << 20))));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void what_is_made_to_take_long_does_not(String target, byte[] input) {
    Clock.within(LIMIT, () -> Targets.of(target).run(input));
  }

  /** A package that is built for thousands of machines, and for others later. */
  private static byte[] builds() {
    String build = "Package: a\nVersion: 1\nArchitecture: %s%d\n";
    return bytes(
        text(lines(20_000, i -> build.formatted("old", i)))
            + "\u001e"
            + text(lines(20_000, i -> build.formatted("new", i))));
  }

  /** A header whose files have empty names, each of which takes one byte there. */
  private static byte[] namesWithoutLetters() {
    int count = 40 << 20;
    ByteBuffer bytes = ByteBuffer.allocate(8 + 5 * 16 + 8 + count);
    bytes.putInt(5).putInt(8 + count);
    for (int tag : new int[] {1000, 1001, 1002}) {
      bytes.putInt(tag).putInt(6).putInt(0).putInt(1);
    }
    bytes.putInt(1117).putInt(8).putInt(8).putInt(count);
    bytes.putInt(1116).putInt(4).putInt(0).putInt(1);
    return bytes.put((byte) 'a').array();
  }

  /** A thousand segments that are all the same one, full of notes. */
  private static byte[] notesInEverySegment() {
    ByteBuffer bytes = ByteBuffer.allocate(512 << 10).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(bytes("\u007fELF\u0002\u0001\u0001"));
    bytes.putLong(32, 64).putShort(56, (short) 1000);
    bytes.putInt(64, 4).putLong(72, 128).putLong(96, bytes.capacity() - 128);
    int note = 4096;
    for (int at = 128; at + 16 + note < bytes.capacity(); at += 16 + note) {
      bytes.putInt(at, 4).putInt(at + 4, note).putInt(at + 8, 0xcafe1a7e);
      bytes.put(at + 12, bytes("FDO\0")).put(at + 16, bytes("\"version\" ".repeat(note / 10)));
    }
    return bytes.array();
  }

  /** A summary with static deltas from commits whose checksums begin all the same. */
  private static byte[] deltasOfOneHash() {
    String to = "-" + "f".repeat(64);
    byte[] deltas =
        Packed.list(
            60_000,
            i -> Packed.entry("0".repeat(56) + "%08x".formatted(i) + to, new byte[32], "ay"));
    byte[] about = Packed.list(1, _ -> Packed.entry("ostree.static-deltas", deltas, "a{sv}"));
    return new Packed().add(new byte[0]).fixed(about).tuple();
  }

  /** The head of a static delta of many files, or with many objects beside it. */
  private static byte[] superblock(int parts, int loose) {
    byte[] sizes = new byte[16];
    byte[] none = new byte[0];
    byte[] checksum = new byte[32];
    byte[] commit =
        new Packed()
            .add(none)
            .add(none)
            .add(none)
            .add(new byte[1])
            .add(new byte[1])
            .at(8)
            .fixed(new byte[8])
            .add(none)
            .tuple();
    return new Packed()
        .add(none)
        .fixed(new byte[8])
        .add(checksum)
        .add(checksum)
        .at(8)
        .add(commit)
        .add(none)
        .at(8)
        .add(
            Packed.list(
                parts,
                _ -> new Packed().fixed(new byte[4]).add(checksum).at(8).fixed(sizes).tuple()))
        .at(8)
        .fixed(
            Packed.list(
                loose,
                i ->
                    new Packed()
                        .fixed(new byte[] {1})
                        .add(ByteBuffer.allocate(32).putInt(28, i).array())
                        .at(8)
                        .fixed(sizes)
                        .tuple()))
        .tuple();
  }

  /** Every line is on both sides once, in no order that helps. */
  private static byte[] linesInAnotherOrder() {
    int count = 9973;
    String before = text(lines(count, i -> "line " + i));
    String after = text(lines(count, i -> "line " + i * 31L * i % count + " " + i / 7));
    String again = text(lines(count, i -> "line " + i * 4999L % count));
    return bytes(before + "\nx\u001e" + again + "\n" + after);
  }

  /** It is passed over, and the message after it is not looked for in the middle. */
  private static byte[] headerThatIsTooLarge() {
    int header = 128 << 10;
    ByteBuffer bytes = ByteBuffer.allocate(16 + header + 16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(bytes("l\u0001\0\u0001")).putInt(0).putInt(1).putInt(header);
    return bytes.put(16 + header, (byte) 'l').array();
  }

  /** More entries than are read, each of them nothing. */
  private static byte[] dictionaryOfMany() {
    byte[] bytes = new byte[16 << 20];
    Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0);
    return bytes;
  }

  private static byte[] lines(int count, IntFunction<String> line) {
    return bytes(IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n")));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
