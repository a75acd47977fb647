package org.understory.store.variant;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.understory.model.operation.Flaw;

/**
 * A value inside untrusted bytes, not yet taken apart: its type and where it lies. Taking it apart
 * goes one level at a time and checks every offset before it is used.
 *
 * <p>GLib reads data that is not in normal form by putting default values in its place; here it is
 * refused, because such data was never written by OSTree. The rules are those of
 * gvariant-serialiser.c: padding is zero, offsets are as narrow as they can be, items follow each
 * other.
 */
public final class Serialized {
  /** Items in one container; a commit lists less than a million objects in {@code ostree.sizes}. */
  static final int MAX_ITEMS = 1 << 20;

  private final VariantType type;
  private final byte[] bytes;
  private final int start;
  private final int end;

  private Serialized(VariantType type, byte[] bytes, int start, int end) {
    this.type = type;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** The whole of {@code bytes} as one value; the array is not copied and must not be changed. */
  public static Serialized of(VariantType type, byte[] bytes) {
    return new Serialized(type, bytes, 0, bytes.length);
  }

  /** Its type. */
  public VariantType type() {
    return type;
  }

  /** Bytes that it takes, without padding. */
  public int size() {
    return end - start;
  }

  /** What a container holds: 0 or 1 for a maybe, 1 for a variant, 2 for a dictionary entry. */
  public List<Serialized> items() throws VariantException {
    return switch (type.kind()) {
      case TUPLE, ENTRY -> members();
      case ARRAY -> type.children().getFirst().fixedSize() > 0 ? fixedItems() : variableItems();
      case MAYBE -> maybe();
      case VARIANT -> List.of(boxed());
      case BASIC, STRING -> throw new IllegalStateException(type.text());
    };
  }

  /** How many items an array of items of any size has, without taking it apart. */
  public int count() throws VariantException {
    if (size() == 0) {
      return 0;
    }
    int width = offsetWidth(size());
    int table = offsetAt(size() - width, width);
    int count = (size() - table) / width;
    if (count * width != size() - table) {
      throw new VariantException(Flaw.MALFORMED);
    }
    if (count > MAX_ITEMS) {
      throw new VariantException(Flaw.TOO_MANY);
    }
    requireNarrow(table, count, width);
    return count;
  }

  /** One of the {@link #count} items, which are not looked at otherwise. */
  public Serialized item(int index) throws VariantException {
    int width = offsetWidth(size());
    int table = offsetAt(size() - width, width);
    VariantType element = type.children().getFirst();
    int from = index == 0 ? 0 : offsetAt(table + (index - 1) * width, width);
    int to = offsetAt(table + index * width, width);
    return slice(element, pad(from, element.alignment()), to);
  }

  /** Compares its first bytes, unsigned, with as many others. */
  public int compareStart(byte[] others) throws VariantException {
    if (size() < others.length) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    return Arrays.compareUnsigned(bytes, start, start + others.length, others, 0, others.length);
  }

  /** A copy of the raw bytes: the value of an {@code ay}. */
  public byte[] bytes() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /** Text of an {@code s}, {@code o} or {@code g}. */
  public String text() throws VariantException {
    if (start == end || bytes[end - 1] != 0) {
      throw new VariantException(Flaw.MALFORMED);
    }
    boolean ascii = true;
    for (int i = start; i < end - 1; i++) {
      if (bytes[i] == 0) {
        throw new VariantException(Flaw.MALFORMED);
      }
      ascii &= bytes[i] > 0;
    }
    if (ascii) {
      return new String(bytes, start, size() - 1, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, size() - 1))
          .toString();
    } catch (CharacterCodingException e) {
      throw new VariantException(Flaw.MALFORMED);
    }
  }

  /**
   * The integer of a basic type as stored in little-endian order, which is what GLib writes on
   * every machine that OSTree runs on; signed types are extended.
   */
  public long integer() throws VariantException {
    requireFixedSize();
    long value = 0;
    for (int i = end - 1; i >= start; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return switch (type.code()) {
      case 'n' -> (short) value;
      case 'i', 'h' -> (int) value;
      default -> value;
    };
  }

  /** The integer of a basic type that OSTree stores in big-endian order; no sign extension. */
  public long bigEndian() throws VariantException {
    requireFixedSize();
    long value = 0;
    for (int i = start; i < end; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  private void requireFixedSize() throws VariantException {
    if (size() != type.fixedSize()) {
      throw new VariantException(Flaw.TRUNCATED);
    }
  }

  private List<Serialized> members() throws VariantException {
    if (type.fixedSize() > 0) {
      requireFixedSize();
    }
    int width = offsetWidth(size());
    int offsets = 0;
    int position = 0;
    List<VariantType> types = type.children();
    List<Serialized> members = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      VariantType member = types.get(i);
      int from = pad(position, member.alignment());
      int to;
      if (member.fixedSize() > 0) {
        to = from + member.fixedSize();
      } else if (i == types.size() - 1) {
        to = size() - offsets * width;
      } else {
        offsets++;
        to = offsetAt(size() - offsets * width, width);
      }
      members.add(slice(member, from, to));
      position = to;
    }
    int body = size() - offsets * width;
    if (type.fixedSize() > 0) {
      requireZero(position, body);
    } else if (position != body) {
      throw new VariantException(Flaw.MALFORMED);
    }
    requireNarrow(body, offsets, width);
    return members;
  }

  private List<Serialized> fixedItems() throws VariantException {
    VariantType element = type.children().getFirst();
    int count = size() / element.fixedSize();
    if (count * element.fixedSize() != size()) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    if (count > MAX_ITEMS) {
      throw new VariantException(Flaw.TOO_MANY);
    }
    List<Serialized> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(slice(element, i * element.fixedSize(), (i + 1) * element.fixedSize()));
    }
    return items;
  }

  private List<Serialized> variableItems() throws VariantException {
    int count = count();
    int width = offsetWidth(size());
    int table = size() - count * width;
    VariantType element = type.children().getFirst();
    List<Serialized> items = new ArrayList<>(count);
    int position = 0;
    for (int i = 0; i < count; i++) {
      int from = pad(position, element.alignment());
      position = offsetAt(table + i * width, width);
      items.add(slice(element, from, position));
    }
    return items;
  }

  private List<Serialized> maybe() throws VariantException {
    if (size() == 0) {
      return List.of();
    }
    VariantType element = type.children().getFirst();
    if (element.fixedSize() > 0) {
      return List.of(slice(element, 0, size()));
    }
    requireZero(size() - 1, size());
    return List.of(slice(element, 0, size() - 1));
  }

  private Serialized boxed() throws VariantException {
    int separator = end - 1;
    while (separator >= start && bytes[separator] != 0) {
      separator--;
    }
    if (separator < start) {
      throw new VariantException(Flaw.MALFORMED);
    }
    String inside =
        new String(bytes, separator + 1, end - separator - 1, StandardCharsets.ISO_8859_1);
    return new Serialized(VariantType.parse(inside), bytes, start, separator);
  }

  /** {@code from} and {@code to} count from the start of this value. */
  private Serialized slice(VariantType member, int from, int to) throws VariantException {
    if (from > to || to > size()) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    return new Serialized(member, bytes, start + from, start + to);
  }

  private int pad(int position, int alignment) throws VariantException {
    int padded = (int) VariantType.align(position, alignment);
    requireZero(position, padded);
    return padded;
  }

  private void requireZero(int from, int to) throws VariantException {
    if (to > size()) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    for (int i = from; i < to; i++) {
      if (bytes[start + i] != 0) {
        throw new VariantException(Flaw.MALFORMED);
      }
    }
  }

  private int offsetAt(int position, int width) throws VariantException {
    if (position < 0) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    long offset = 0;
    for (int i = width - 1; i >= 0; i--) {
      offset = offset << 8 | (bytes[start + position + i] & 0xff);
    }
    if (offset < 0 || offset > position) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    return (int) offset;
  }

  /** Bytes of an offset in a container of this size (gvs_get_offset_size). */
  private static int offsetWidth(int size) {
    if (size > 0xffff) {
      return 4;
    }
    return size > 0xff ? 2 : 1;
  }

  private static void requireNarrow(int body, int count, int width) throws VariantException {
    int narrowest = 1;
    while (offsetWidth(body + count * narrowest) > narrowest) {
      narrowest *= 2;
    }
    if (count > 0 && width != narrowest) {
      throw new VariantException(Flaw.MALFORMED);
    }
  }
}
