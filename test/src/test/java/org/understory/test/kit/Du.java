package org.understory.test.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code du} says. */
public final class Du {
  private Du() {}

  /**
   * Bytes on the disk of all that is in these folders; hard links count once. What is not there
   * takes nothing.
   */
  public static long bytes(Path... folders) {
    List<String> there = Stream.of(folders).filter(Files::exists).map(Path::toString).toList();
    if (there.isEmpty()) {
      return 0;
    }
    List<String> command = new ArrayList<>(List.of("du", "-s", "-c", "--block-size=1"));
    command.addAll(there);
    String total = Command.run(command).lines().reduce("", (_, last) -> last);
    return Long.parseLong(total.replaceAll("\\s.*", ""));
  }

  /** Bytes of a sysroot without what libostree writes anew for each change: links and entries. */
  public static long sysroot(Path sysroot) {
    return bytes(
        sysroot.resolve("ostree/repo/objects"),
        sysroot.resolve("ostree/deploy"),
        sysroot.resolve("boot/ostree"));
  }
}
