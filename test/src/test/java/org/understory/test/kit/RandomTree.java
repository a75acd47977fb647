package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Fills a folder with what a file system allows and a careless program trips over. */
public final class RandomTree {
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "Z",
          "a-",
          "a.b",
          " ",
          " lead",
          "trail ",
          "two words",
          "quote\"",
          "it's",
          "new\nline",
          "tab\t",
          "back\\slash",
          "$HOME",
          "*",
          "-rf",
          "...",
          ".hidden",
          "中文文件",
          "é",
          "e\u0301",
          "\u202etxt.exe",
          "\u001b[31m",
          "\ud83c\udf32",
          "\uffee",
          "x".repeat(255),
          "木".repeat(85));

  private static final List<String> TARGETS =
      List.of(
          "a", "../a", "/", "/usr/bin/a b", "dangling\nnewline", "中文", "a//b/", "t".repeat(400));

  private final Random random;
  private final boolean attributes;

  private RandomTree(Random random, boolean attributes) {
    this.random = random;
    this.attributes = attributes;
  }

  /**
   * Makes {@code folder} and fills it with up to about a hundred entries; {@code attributes} also
   * gives extended ones in the namespace {@code user}.
   */
  public static Path fill(Path folder, Random random, boolean attributes) {
    try {
      Files.createDirectories(folder);
      new RandomTree(random, attributes).fill(folder, 0);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(Path folder, int depth) throws IOException {
    for (String name : some()) {
      Path path = folder.resolve(name);
      int kind = random.nextInt(10);
      if (kind < 3 && depth < 3) {
        Files.createDirectory(path);
        fill(path, depth + 1);
        attribute(path);
        permissions(
            path,
            Set.of(
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_EXECUTE));
      } else if (kind < 5) {
        Files.createSymbolicLink(path, Path.of(TARGETS.get(random.nextInt(TARGETS.size()))));
      } else {
        Files.write(path, content());
        attribute(path);
        permissions(path, Set.of(PosixFilePermission.OWNER_READ));
      }
    }
  }

  private List<String> some() {
    List<String> names = new ArrayList<>();
    for (String name : NAMES) {
      if (random.nextInt(4) == 0) {
        names.add(name);
      }
    }
    return names;
  }

  private byte[] content() {
    int size =
        switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> 100_000;
          default -> random.nextInt(200);
        };
    byte[] content = new byte[size];
    random.nextBytes(content);
    if (random.nextBoolean()) {
      java.util.Arrays.fill(content, (byte) 'a');
    }
    return content;
  }

  private void permissions(Path path, Set<PosixFilePermission> always) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if (random.nextBoolean()) {
        permissions.add(permission);
      }
    }
    permissions.addAll(always);
    int mode = 0;
    for (PosixFilePermission permission : permissions) {
      mode |= 0400 >> permission.ordinal();
    }
    if (!Files.isDirectory(path) && random.nextInt(5) == 0) {
      mode |= 04000;
    }
    Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  private void attribute(Path path) throws IOException {
    if (!attributes || random.nextInt(3) > 0) {
      return;
    }
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    for (String name : List.of("b", "a", "中")) {
      if (random.nextBoolean()) {
        byte[] value = new byte[random.nextInt(300)];
        random.nextBytes(value);
        view.write(name, ByteBuffer.wrap(value));
      }
    }
  }
}
