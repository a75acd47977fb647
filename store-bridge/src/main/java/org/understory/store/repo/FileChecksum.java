package org.understory.store.repo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.tree.TreeEntry.Xattr;

/**
 * The checksum of a file object: SHA-256 over its framed header and its content, the same in every
 * mode (ostree_checksum_file_from_input). This is the one thing that the reader serialises.
 */
final class FileChecksum {
  /** uid, gid, mode and rdev. */
  private static final int FIXED = 16;

  private FileChecksum() {}

  /** A digest that has seen the header; content comes next. */
  static MessageDigest start(FileObject file) {
    byte[] header = header(file);
    MessageDigest digest = Objects.newDigest();
    // The size, big-endian, and four bytes of padding (variant_to_lenprefixed_buffer).
    digest.update(ByteBuffer.allocate(8).putInt(header.length).array());
    digest.update(header);
    return digest;
  }

  /** {@code (uuuusa(ayay))} with integers big-endian (_ostree_file_header_new). */
  static byte[] header(FileObject file) {
    byte[] target = file.target().orElse("").getBytes(StandardCharsets.UTF_8);
    byte[] xattrs = xattrs(file.xattrs());
    int targetEnd = FIXED + target.length + 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream(targetEnd + xattrs.length + 4);
    out.writeBytes(
        ByteBuffer.allocate(FIXED)
            .putInt(file.uid())
            .putInt(file.gid())
            .putInt(file.mode())
            .array());
    out.writeBytes(target);
    out.write(0);
    out.writeBytes(xattrs);
    offsets(out, List.of(targetEnd));
    return out.toByteArray();
  }

  private static byte[] xattrs(List<Xattr> xattrs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> ends = new ArrayList<>();
    for (Xattr xattr : xattrs) {
      out.writeBytes(pair(xattr));
      ends.add(out.size());
    }
    offsets(out, ends);
    return out.toByteArray();
  }

  private static byte[] pair(Xattr xattr) {
    byte[] name = xattr.name().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(name);
    out.write(0);
    for (byte b : xattr.value()) {
      out.write(b);
    }
    offsets(out, List.of(name.length + 1));
    return out.toByteArray();
  }

  /** Appends offsets, little-endian, as narrow as the whole container allows. */
  private static void offsets(ByteArrayOutputStream out, List<Integer> offsets) {
    int body = out.size();
    int width = 1;
    while (width < 4 && body + (long) width * offsets.size() >= 1L << (8 * width)) {
      width *= 2;
    }
    for (int offset : offsets) {
      for (int i = 0; i < width; i++) {
        out.write(offset >>> (8 * i));
      }
    }
  }
}
