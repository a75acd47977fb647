package org.understory.test.kit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Variables of a firmware as the kernel shows them, and as systemd-boot would set them. */
public record EfiVariables(Path folder) {
  private static final String VENDOR = "-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f";

  /** Of a computer whose {@code /} is in this folder. */
  public static EfiVariables of(Path root) throws IOException {
    return new EfiVariables(Files.createDirectories(root.resolve("sys/firmware/efi/efivars")));
  }

  /** What a text looks like there: four bytes of attributes, UTF-16, a NUL. */
  public static byte[] text(String text) {
    return value((text + "\0").getBytes(StandardCharsets.UTF_16LE));
  }

  private static byte[] value(byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .put(new byte[] {7, 0, 0, 0})
        .put(content)
        .array();
  }

  /** systemd-boot of this version has started the computer, and can do this. */
  public void startedBy(String version, long features) throws IOException {
    Files.write(path("LoaderInfo"), text(version));
    byte[] bits =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(features).array();
    Files.write(path("LoaderFeatures"), value(bits));
  }

  /** The file of a variable. */
  public Path path(String name) {
    return folder.resolve(name + VENDOR);
  }
}
