package org.understory.store.packages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.model.operation.Flaw;
import org.understory.model.packages.ChangelogEntry;
import org.understory.model.packages.Package;
import org.understory.store.variant.VariantException;

/**
 * The header of an installed package as rpm's database keeps it ({@code headerExport} in rpm's
 * lib/header.c): the number of entries and of data bytes, entries of tag, type, offset and count,
 * then the data; all integers big-endian. Every offset is checked before it is used.
 */
final class RpmHeader {
  /** Bytes of a header that are read at all; those of a kernel with all its files have 2 MB. */
  static final int MAX_SIZE = 64 << 20;

  /** As rpm ({@code hdrchkTags}). */
  private static final int MAX_ENTRIES = 0xffff;

  /** Files of one package; the largest have some hundred thousand. */
  private static final int MAX_FILES = 1 << 20;

  /** Entries of one changelog that are read; packagers cut theirs far below. */
  private static final int MAX_CHANGELOG = 2000;

  private static final int ENTRY_SIZE = 16;
  private static final int INT32 = 4;
  private static final int STRING = 6;
  private static final int STRING_ARRAY = 8;
  private static final int TRANSLATED = 9;

  private static final int NAME = 1000;
  private static final int VERSION = 1001;
  private static final int RELEASE = 1002;
  private static final int EPOCH = 1003;
  private static final int ARCH = 1022;
  private static final int CHANGELOG_TIME = 1080;
  private static final int CHANGELOG_NAME = 1081;
  private static final int CHANGELOG_TEXT = 1082;
  private static final int DIRECTORY_INDEXES = 1116;
  private static final int BASE_NAMES = 1117;
  private static final int DIRECTORY_NAMES = 1118;

  private final byte[] bytes;
  private final int start;
  private final Map<Integer, Entry> entries;

  private record Entry(int type, int offset, int count) {}

  private RpmHeader(byte[] bytes, int start, Map<Integer, Entry> entries) {
    this.bytes = bytes;
    this.start = start;
    this.entries = entries;
  }

  /** Reads where everything lies; the array is not copied and must not be changed. */
  static RpmHeader parse(byte[] bytes) throws VariantException {
    if (bytes.length < 8) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int count = in.getInt();
    long size = Integer.toUnsignedLong(in.getInt());
    if (count < 1 || count > MAX_ENTRIES) {
      throw new VariantException(Flaw.MALFORMED);
    }
    if (8 + (long) ENTRY_SIZE * count + size != bytes.length) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    Map<Integer, Entry> entries = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      int tag = in.getInt();
      Entry entry = new Entry(in.getInt(), in.getInt(), in.getInt());
      if (entry.offset >= 0 && entry.offset < size && entry.count > 0) {
        entries.putIfAbsent(tag, entry);
      }
    }
    return new RpmHeader(bytes, 8 + ENTRY_SIZE * count, entries);
  }

  /** Its name. */
  String name() throws VariantException {
    return required(NAME);
  }

  /** Name, version and architecture. */
  Package asPackage() throws VariantException {
    int[] epoch = integers(EPOCH);
    String version = required(VERSION) + "-" + required(RELEASE);
    return new Package(
        name(),
        epoch.length == 0 || epoch[0] == 0
            ? version
            : Integer.toUnsignedString(epoch[0]) + ":" + version,
        text(ARCH).orElse(""),
        Package.Source.RPMDB);
  }

  /** Absolute paths of its files and folders. */
  List<String> files() throws VariantException {
    int[] indexes = integers(DIRECTORY_INDEXES);
    if (indexes.length > MAX_FILES) {
      throw new VariantException(Flaw.TOO_MANY);
    }
    // A text takes one byte there and many here, so none is made that nothing could refer to.
    List<String> names = texts(BASE_NAMES, indexes.length + 1);
    List<String> folders = texts(DIRECTORY_NAMES, MAX_FILES);
    if (indexes.length != names.size()) {
      throw new VariantException(Flaw.MALFORMED);
    }
    List<String> paths = new ArrayList<>(names.size());
    long characters = 0;
    for (int i = 0; i < indexes.length; i++) {
      if (indexes[i] < 0 || indexes[i] >= folders.size()) {
        throw new VariantException(Flaw.MALFORMED);
      }
      String path = folders.get(indexes[i]) + names.get(i);
      characters += path.length();
      // A few bytes could name one long folder a million times.
      if (characters > 4L * MAX_SIZE) {
        throw new VariantException(Flaw.TOO_LARGE);
      }
      paths.add(path);
    }
    return paths;
  }

  /** Its changelog, the newest entry first as packagers write it. */
  List<ChangelogEntry> changelog() throws VariantException {
    int[] times = integers(CHANGELOG_TIME);
    List<String> authors = texts(CHANGELOG_NAME, MAX_CHANGELOG);
    List<String> texts = texts(CHANGELOG_TEXT, MAX_CHANGELOG);
    if (authors.size() != texts.size() || times.length < texts.size()) {
      throw new VariantException(Flaw.MALFORMED);
    }
    List<ChangelogEntry> entries = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      entries.add(
          new ChangelogEntry(Integer.toUnsignedLong(times[i]), authors.get(i), texts.get(i)));
    }
    return entries;
  }

  private String required(int tag) throws VariantException {
    return text(tag)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new VariantException(Flaw.MALFORMED));
  }

  private Optional<String> text(int tag) throws VariantException {
    return texts(tag, 1).stream().findFirst();
  }

  /** The first texts of an entry; none where there is no such entry. */
  private List<String> texts(int tag, int limit) throws VariantException {
    Entry entry = entries.get(tag);
    if (entry == null) {
      return List.of();
    }
    if (entry.type != STRING && entry.type != STRING_ARRAY && entry.type != TRANSLATED) {
      throw new VariantException(Flaw.MALFORMED);
    }
    List<String> texts = new ArrayList<>();
    int at = start + entry.offset;
    for (int i = 0; i < Math.min(entry.count, limit); i++) {
      int end = at;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      if (end == bytes.length) {
        throw new VariantException(Flaw.TRUNCATED);
      }
      texts.add(new String(bytes, at, end - at, StandardCharsets.UTF_8));
      at = end + 1;
    }
    return texts;
  }

  private int[] integers(int tag) throws VariantException {
    Entry entry = entries.get(tag);
    if (entry == null) {
      return new int[0];
    }
    if (entry.type != INT32) {
      throw new VariantException(Flaw.MALFORMED);
    }
    int at = start + entry.offset;
    if (4L * entry.count > bytes.length - at) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    int[] integers = new int[entry.count];
    ByteBuffer.wrap(bytes, at, 4 * entry.count).asIntBuffer().get(integers);
    return integers;
  }
}
