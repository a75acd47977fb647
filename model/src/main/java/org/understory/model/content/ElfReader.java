package org.understory.model.content;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.content.BinaryFacts.Elf;

/** Reads the headers and notes of an ELF file (elf(5), System V ABI chapter 4 and 5). */
final class ElfReader {
  /** Headers that are looked at; real files have a few dozen. */
  private static final int MOST_HEADERS = 1000;

  /** Notes that are looked at, whatever segments they are in, and bytes of one. */
  private static final int MOST_NOTES = 200;

  private static final int LONGEST_NOTE = 4096;

  /** Entries of the dynamic section that are looked at. */
  private static final int MOST_ENTRIES = 10_000;

  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int PT_NOTE = 4;
  private static final int SHT_NOTE = 7;
  private static final int DT_NEEDED = 1;
  private static final int NT_GNU_BUILD_ID = 3;

  /** ELF_PACKAGE_METADATA of systemd: JSON. */
  private static final long NT_PACKAGE = 0xcafe1a7eL;

  private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"\\\\]+)\"");

  private final Window file;
  private final boolean wide;
  private int notes;
  private Optional<String> buildId = Optional.empty();
  private Optional<String> interpreter = Optional.empty();
  private OptionalInt libraries = OptionalInt.empty();
  private Optional<String> version = Optional.empty();

  private ElfReader(Window file, boolean wide) {
    this.file = file;
    this.wide = wide;
  }

  /** What an ELF file says of itself; empty for any other content. */
  static Optional<BinaryFacts> read(byte[] bytes, boolean whole) {
    Window file = new Window(bytes, whole, bytes.length > 5 && bytes[5] == 1);
    int width = file.octet(4);
    return file.starts("\u007fELF") && (width == 1 || width == 2) && file.has(16, 4)
        ? Optional.of(new ElfReader(file, width == 2).read())
        : Optional.empty();
  }

  private Elf read() {
    segments();
    if (buildId.isEmpty() || version.isEmpty()) {
      sections();
    }
    int type = (int) file.number(16, 2);
    if (version.isEmpty() && type == 1) {
      version = moduleVersion();
    }
    return new Elf(
        switch (type) {
          case 1 -> Elf.Type.RELOCATABLE;
          case 2 -> Elf.Type.EXECUTABLE;
          case 3 -> Elf.Type.SHARED;
          case 4 -> Elf.Type.CORE;
          default -> Elf.Type.OTHER;
        },
        machine((int) file.number(18, 2)),
        buildId,
        interpreter,
        libraries,
        version);
  }

  private void segments() {
    long table = word(wide ? 32 : 28);
    long size = file.number(wide ? 54 : 42, 2);
    long count = Math.min(MOST_HEADERS, file.number(wide ? 56 : 44, 2));
    for (long i = 0; i < count && file.has(table + i * size, size); i++) {
      long header = table + i * size;
      long offset = word(header + (wide ? 8 : 4));
      long length = word(header + (wide ? 32 : 16));
      long align = word(header + (wide ? 48 : 28));
      switch ((int) file.number(header, 4)) {
        case PT_NOTE -> notes(offset, length, align);
        case PT_INTERP -> {
          if (file.has(offset, 1)) {
            interpreter = Optional.of(file.text(offset, BinaryReader.LONGEST_TEXT));
          }
        }
        case PT_DYNAMIC -> libraries = needed(offset, length);
        default -> {}
      }
    }
  }

  private void sections() {
    long table = word(wide ? 40 : 32);
    long size = file.number(wide ? 58 : 46, 2);
    long count = Math.min(MOST_HEADERS, file.number(wide ? 60 : 48, 2));
    for (long i = 0; i < count && file.has(table + i * size, size); i++) {
      long header = table + i * size;
      if (file.number(header + 4, 4) == SHT_NOTE) {
        notes(
            word(header + (wide ? 24 : 16)),
            word(header + (wide ? 32 : 20)),
            word(header + (wide ? 48 : 32)));
      }
    }
  }

  private void notes(long offset, long length, long align) {
    long step = align == 8 ? 8 : 4;
    long end = file.has(offset, length) ? offset + length : file.size();
    long at = offset;
    for (; notes < MOST_NOTES && at >= 0 && at + 12 <= end; notes++) {
      long nameSize = file.number(at, 4);
      long size = file.number(at + 4, 4);
      long name = at + 12;
      long content = padded(name + nameSize, step);
      if (file.has(content, size) && size <= LONGEST_NOTE) {
        note(file.text(name, (int) Math.min(nameSize, 8)), file.number(at + 8, 4), content, size);
      }
      at = padded(content + size, step);
    }
  }

  private void note(String owner, long type, long content, long size) {
    if (owner.equals("GNU") && type == NT_GNU_BUILD_ID && size > 0 && size <= 64) {
      int start = (int) content;
      buildId = Optional.of(HexFormat.of().formatHex(file.bytes(), start, start + (int) size));
    } else if (owner.equals("FDO") && type == NT_PACKAGE) {
      Matcher told = VERSION.matcher(file.text(content, (int) size));
      version = told.find() ? Optional.of(told.group(1)) : version;
    }
  }

  private OptionalInt needed(long offset, long length) {
    int size = wide ? 16 : 8;
    if (!file.has(offset, length)) {
      return OptionalInt.empty();
    }
    int needed = 0;
    for (long i = 0; i < Math.min(MOST_ENTRIES, length / size); i++) {
      long tag = word(offset + i * size);
      if (tag == 0) {
        break;
      }
      needed += tag == DT_NEEDED ? 1 : 0;
    }
    return OptionalInt.of(needed);
  }

  /** What a kernel module says in .modinfo: of which version it is, or for which kernel. */
  private Optional<String> moduleVersion() {
    for (String key : new String[] {"\0version=", "\0vermagic="}) {
      int at = file.find(key, 0);
      if (at >= 0) {
        String value = file.text(at + key.length(), BinaryReader.LONGEST_TEXT);
        return Optional.of(value.split(" ", 2)[0]);
      }
    }
    return Optional.empty();
  }

  private long word(long offset) {
    return file.number(offset, wide ? 8 : 4);
  }

  private static long padded(long offset, long step) {
    return (offset + step - 1) / step * step;
  }

  /** The field {@code e_machine}, by the names of the kernel's architectures. */
  private static String machine(int number) {
    return switch (number) {
      case 3 -> "i386";
      case 8 -> "mips";
      case 20 -> "ppc";
      case 21 -> "ppc64";
      case 22 -> "s390x";
      case 40 -> "arm";
      case 62 -> "x86_64";
      case 183 -> "aarch64";
      case 243 -> "riscv64";
      case 247 -> "bpf";
      case 258 -> "loongarch64";
      default -> "0x" + Integer.toHexString(number);
    };
  }
}
