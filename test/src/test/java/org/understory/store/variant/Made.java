package org.understory.store.variant;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.understory.model.operation.StoreException;
import org.understory.test.fuzz.Target;

/**
 * A value in normal form, made of any bytes. Those of a value by itself mean little to a fuzzer:
 * whatever it changes breaks the offsets, so that it hardly ever sees what lies behind them.
 */
public final class Made {
  /** What keys and texts are looked for, and a few that names can be. */
  private static final List<String> WORDS =
      List.of(
          "version",
          "ostree.sizes",
          "rpmostree.clientlayer",
          "ostree.manifest-digest",
          "rpmostree.rpmdb.pkglist",
          "rpmostree.advisories",
          "rpmostree.packages",
          "cve_references",
          "CVE-2024-12345 ",
          "ostree.gpgsigs",
          "ostree.sign.ed25519",
          "ostree.summary.last-modified",
          "ostree.commit.timestamp",
          "ostree.commit.version",
          "target",
          "kargs",
          "locked",
          "osname",
          "name",
          "bootcsum",
          "checksum",
          "serial",
          "main",
          "fern/x86_64/stable",
          "..",
          "root=LABEL=x \"a b\"",
          "0",
          "0".repeat(64),
          "0".repeat(64) + ".0");

  private static final List<String> TYPES =
      List.of(
          "s",
          "b",
          "t",
          "u",
          "i",
          "as",
          "ay",
          "aay",
          "a{sv}",
          "a(sssss)",
          "a(suuasa{sv})",
          "a(ss)",
          "v",
          "(ss)",
          "mi",
          "d",
          "g",
          "o",
          "n",
          "()",
          "m()",
          "ai",
          "a{ss}",
          "x");

  private static final int MAX_DEPTH = 12;
  private static final int CHECKSUM = 32;

  private final byte[] input;
  private int at;

  private Made(byte[] input) {
    this.input = input;
  }

  /** The value of this type that the bytes say; all of them say one. */
  public static byte[] value(String type, byte[] input) {
    return new Made(input).write(VariantType.of(type), 0);
  }

  /** Tries the bytes as a value of this type, and the value that is made of them. */
  public static Target.Trial also(String type, Target.Trial trial) {
    return input -> {
      try {
        trial.run(value(type, input));
      } catch (StoreException refused) {
        Objects.requireNonNull(refused.problem());
      } catch (VariantException refused) {
        Objects.requireNonNull(refused.flaw());
      }
      trial.run(input);
    };
  }

  private int next() {
    return at < input.length ? input[at++] & 0xff : 0;
  }

  private byte[] write(VariantType type, int depth) {
    return switch (type.kind()) {
      case BASIC -> basic(type);
      case STRING -> (string(type.code()) + "\0").getBytes(StandardCharsets.UTF_8);
      case VARIANT -> boxed(depth);
      case MAYBE -> maybe(type.children().getFirst(), depth);
      case TUPLE, ENTRY -> container(type, type.children(), depth);
      case ARRAY -> array(type, depth);
    };
  }

  private byte[] basic(VariantType type) {
    byte[] bytes = new byte[type.fixedSize()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (type.code() == 'b' ? next() & 1 : next());
    }
    return bytes;
  }

  private String string(char code) {
    int first = next();
    if (code == 'g') {
      return TYPES.get(first % 13);
    }
    if (code == 'o') {
      return "/" + "a".repeat(first & 7);
    }
    if (first >= 0xc0) {
      return WORDS.get((first - 0xc0) % WORDS.size());
    }
    StringBuilder text = new StringBuilder();
    for (int i = first % 24; i > 0; i--) {
      int letter = next();
      text.append(letter == 0 ? 'x' : (char) letter);
    }
    return text.toString();
  }

  private byte[] boxed(int depth) {
    String type = depth < MAX_DEPTH ? TYPES.get(next() % TYPES.size()) : "b";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(write(VariantType.of(type), depth + 1));
    out.write(0);
    out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private byte[] maybe(VariantType element, int depth) {
    if ((next() & 1) == 0) {
      return new byte[0];
    }
    byte[] value = write(element, depth + 1);
    // One byte more says that there is a value where it could be empty.
    return element.fixedSize() > 0 ? value : Arrays.copyOf(value, value.length + 1);
  }

  private byte[] array(VariantType type, int depth) {
    int count = next();
    VariantType element = type.children().getFirst();
    if (type.text().equals("ay")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int same = (count & 0x80) != 0 ? next() : 0;
      for (int i = 0; i < CHECKSUM && (count & 0x80) != 0; i++) {
        bytes.write(same);
      }
      for (int i = count & 0xf; i > 0; i--) {
        bytes.write(next());
      }
      return bytes.toByteArray();
    }
    return container(type, Collections.nCopies(count & 7, element), depth);
  }

  private byte[] container(VariantType type, List<VariantType> members, int depth) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> ends = new ArrayList<>();
    boolean array = type.kind() == VariantType.Kind.ARRAY;
    for (int i = 0; i < members.size(); i++) {
      VariantType member = members.get(i);
      pad(out, member.alignment());
      out.writeBytes(write(member, depth + 1));
      if (member.fixedSize() == 0 && (array || i < members.size() - 1)) {
        ends.add(out.size());
      }
    }
    while (out.size() < type.fixedSize()) {
      out.write(0);
    }
    int body = out.size();
    int width = 1;
    while (width < 4 && body + (long) width * ends.size() >= 1L << (8 * width)) {
      width *= 2;
    }
    for (int end : array ? ends : ends.reversed()) {
      for (int i = 0; i < width; i++) {
        out.write(end >>> (8 * i));
      }
    }
    return out.toByteArray();
  }

  private static void pad(ByteArrayOutputStream out, int alignment) {
    while (out.size() % alignment != 0) {
      out.write(0);
    }
  }
}
