package org.understory.model.content;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What can be told of content that is not text, from its own first and last bytes. */
public sealed interface BinaryFacts {
  /**
   * A program, library or kernel module (ELF).
   *
   * @param machine the processor it is for, as {@code readelf} and {@code uname -m} name it
   * @param buildId in hex, from the note NT_GNU_BUILD_ID
   * @param interpreter what loads it, where it names one
   * @param libraries how many others it needs (DT_NEEDED); empty where that could not be read
   * @param version that of the package it says it is from (the note of systemd's package metadata),
   *     or of the kernel it is for
   */
  record Elf(
      Elf.Type type,
      String machine,
      Optional<String> buildId,
      Optional<String> interpreter,
      OptionalInt libraries,
      Optional<String> version)
      implements BinaryFacts {
    /** The field {@code e_type}. */
    public enum Type {
      RELOCATABLE,
      EXECUTABLE,
      SHARED,
      CORE,
      OTHER
    }
  }

  /**
   * Something compressed.
   *
   * @param unpacked bytes of what is in it, as its header or trailer says; empty where it does not
   */
  record Compressed(Compressed.Format format, OptionalLong unpacked) implements BinaryFacts {
    /** What it was compressed with. */
    public enum Format {
      GZIP("gzip"),
      XZ("xz"),
      ZSTD("zstd"),
      BZIP2("bzip2"),
      LZ4("lz4");

      private final String title;

      Format(String title) {
        this.title = title;
      }

      /** Its name, the same in every language. */
      public String title() {
        return title;
      }
    }
  }

  /** An image of so many pixels (of an SVG: units). */
  record Image(Image.Format format, long width, long height) implements BinaryFacts {
    /** How it is stored. */
    public enum Format {
      PNG,
      JPEG,
      GIF,
      SVG
    }
  }

  /** A Linux kernel that a boot loader starts; the version as it is written in its header. */
  record Kernel(String version) implements BinaryFacts {}

  /** Something else; of what type, where its first bytes say so. */
  record Other(Optional<Other.Type> type) implements BinaryFacts {
    /** Types known by their first bytes. */
    public enum Type {
      SQLITE,
      ZIP,
      AR,
      CPIO,
      SQUASHFS,
      GETTEXT,
      TIME_ZONE,
      FONT,
      WEBP,
      JPEG_XL
    }
  }
}
