package org.understory.store.remote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.remote.Download;
import org.understory.store.variant.ByteList;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/**
 * The head of a static delta: what it consists of (OSTREE_STATIC_DELTA_SUPERBLOCK_FORMAT).
 *
 * @param size bytes of itself
 * @param from the commit that it begins with; empty where it begins with nothing
 * @param to the commit that it leads to
 * @param parts its files, and objects that have to be fetched beside it
 */
record Superblock(long size, Optional<Checksum> from, Checksum to, List<Part> parts) {
  private static final VariantType TYPE =
      VariantType.of("(a{sv}tayay(a{sv}aya(say)sstayay)aya(uayttay)a(yaytt))");

  /** Files and objects beside; a delta of ten gigabytes has a few thousand. */
  private static final int MAX_PARTS = 1 << 17;

  /** Type and checksum of an object (OSTREE_STATIC_DELTA_OBJTYPE_CSUM_LEN). */
  private static final int OBJECT = 1 + Checksum.BYTES;

  /** Types that are ever in one, by their number (OstreeObjectType). */
  private static final List<String> TYPES = List.of("", "file", "dirtree", "dirmeta", "commit");

  private static final byte FILE = 1;

  /** Bytes of one of them: more than fits on any disk, and so few that no sum overflows. */
  private static final long MAX_SIZE = 1L << 45;

  /** Of parts (OSTREE_DELTAPART_VERSION). */
  private static final long VERSION = 0;

  /** What is packed is seldom larger than before. */
  private static final double MOST_GROWN = 1.2;

  /** Bytes, on an average. */
  private static final long LARGEST_USUAL_OBJECT = 0xffff_ffffL;

  private static final double TWO_TO_64 = 0x1p64;

  Superblock {
    parts = List.copyOf(parts);
  }

  /**
   * One file, or one object.
   *
   * @param size bytes to download; 0 where they are in the superblock
   * @param unpacked bytes that it becomes
   * @param objects what it brings, packed: their names would take five times as much
   */
  record Part(long size, long unpacked, ByteList objects) {
    /** What of it is here already is not fetched (process_one_static_delta). */
    private boolean isWanted(Predicate<String> here) {
      byte[] name = new byte[OBJECT];
      for (int i = 0; i < objects.size(); i += OBJECT) {
        for (int j = 0; j < OBJECT; j++) {
          name[j] = objects.get(i + j);
        }
        if (!here.test(Checksum.of(name, 1).hex() + "." + TYPES.get(name[0]))) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * What of it has to be downloaded, itself included.
   *
   * @param here whether an object, {@code CHECKSUM.TYPE}, is here
   */
  Download download(Predicate<String> here) {
    long bytes = size;
    long unpacked = 0;
    for (Part part : parts) {
      if (part.isWanted(here)) {
        bytes += part.size();
        unpacked += part.unpacked();
      }
    }
    return new Download(bytes, unpacked, new Download.Delta(from));
  }

  /** Reads one; whether it is the right one is the caller's to check. */
  static Superblock parse(byte[] bytes) throws VariantException {
    List<Serialized> fields = Serialized.of(TYPE, bytes).items();
    Optional<Checksum> from =
        fields.get(2).size() == 0 ? Optional.empty() : Optional.of(checksum(fields.get(2)));
    Checksum to = checksum(fields.get(3));
    List<Serialized> headers = fields.get(6).items();
    List<Serialized> loose = fields.get(7).items();
    if (headers.size() + loose.size() > MAX_PARTS) {
      throw new VariantException(Flaw.TOO_MANY);
    }
    Serialized metadata = fields.getFirst();
    boolean big = isBigEndian(metadata, headers);
    String folder = DeltaList.folder(from, to);
    Set<String> inside = inside(metadata);
    List<Part> parts = new ArrayList<>();
    for (Serialized header : headers) {
      List<Serialized> items = header.items();
      checksum(items.get(1));
      if (number(items.getFirst(), big) != VERSION) {
        throw new VariantException(Flaw.MALFORMED);
      }
      boolean sent = inside.contains(folder + "/" + parts.size());
      long size = number(items.get(2), big);
      parts.add(
          new Part(sent ? 0 : size, number(items.get(3), big), objects(items.get(4).bytes())));
    }
    Set<Checksum> once = new HashSet<>();
    for (Serialized object : loose) {
      List<Serialized> items = object.items();
      Checksum file = checksum(items.get(1));
      if (items.getFirst().integer() != FILE) {
        throw new VariantException(Flaw.MALFORMED); // as process_one_static_delta_fallback
      }
      byte[] name = ByteBuffer.allocate(OBJECT).put(FILE).put(file.bytes()).array();
      long size = number(items.get(2), big);
      Part part = new Part(size, number(items.get(3), big), new ByteList(name));
      if (once.add(file)) {
        parts.add(part);
      }
    }
    return new Superblock(bytes.length, from, to, parts);
  }

  /** Names of parts that are in the superblock itself ({@code --inline}). */
  private static Set<String> inside(Serialized metadata) throws VariantException {
    Set<String> names = new HashSet<>();
    for (Serialized entry : metadata.items()) {
      List<Serialized> pair = entry.items();
      if (pair.getLast().items().getFirst().type().text().equals("(yay)")) {
        names.add(pair.getFirst().text());
      }
    }
    return names;
  }

  /**
   * Whether its numbers are stored so: it may say that, and older ones, which do not, are judged by
   * whether the numbers make sense (_ostree_delta_get_endianness).
   */
  private static boolean isBigEndian(Serialized metadata, List<Serialized> headers)
      throws VariantException {
    Optional<Serialized> said = SummaryParser.value(metadata, "ostree.endianness", "y");
    if (said.isPresent()) {
      return said.get().integer() == 'B';
    }
    long sum = 0;
    long count = 0;
    for (Serialized header : headers) {
      List<Serialized> items = header.items();
      long size = items.get(2).integer();
      long unpacked = items.get(3).integer();
      sum += size;
      count += items.get(4).size() / OBJECT;
      if (Long.compareUnsigned(size, unpacked) > 0
          && unsigned(size) / unsigned(unpacked) > MOST_GROWN) {
        return true;
      }
    }
    return count > 0
        && Long.compareUnsigned(Long.divideUnsigned(sum, count), LARGEST_USUAL_OBJECT) > 0;
  }

  private static double unsigned(long number) {
    return number < 0 ? number + TWO_TO_64 : number;
  }

  private static long number(Serialized value, boolean big) throws VariantException {
    long number = big ? value.bigEndian() : value.integer();
    if (number < 0 || number > MAX_SIZE) {
      throw new VariantException(Flaw.MALFORMED);
    }
    return number;
  }

  private static Checksum checksum(Serialized bytes) throws VariantException {
    if (bytes.size() != Checksum.BYTES) {
      throw new VariantException(Flaw.MALFORMED);
    }
    return Checksum.of(bytes.bytes(), 0);
  }

  private static ByteList objects(byte[] packed) throws VariantException {
    if (packed.length % OBJECT != 0) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    for (int i = 0; i < packed.length; i += OBJECT) {
      if (packed[i] <= 0 || packed[i] >= TYPES.size()) {
        throw new VariantException(Flaw.MALFORMED);
      }
    }
    return new ByteList(packed);
  }
}
