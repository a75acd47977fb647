package org.understory.store.libostree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose mounts this process has, read from {@code mountinfo} (proc_pid_mountinfo(5)), which anybody
 * may read of any process. The links in {@code /proc/1/ns} tell the same, but only to who has all
 * capabilities that process 1 has, and a worker has few.
 *
 * @param id no two mounts of the computer have the same, whatever name space they are in
 * @param peers what is mounted here is also mounted wherever this number is; empty for a mount of
 *     which others hear nothing
 */
record Mounts(String id, Optional<String> peers) {
  private static final Path OWN = Path.of("/proc/self/mountinfo");
  private static final Path COMPUTER = Path.of("/proc/1/mountinfo");
  private static final int ID = 0;
  private static final int POINT = 4;
  private static final int OPTIONAL = 6;

  /** Whether what is remounted here stays as it is for the rest of the computer. */
  static boolean areOwn() {
    return !at("/", OWN).id.equals(at("/", COMPUTER).id);
  }

  /** Whether what is mounted over this folder, seldom a mount itself, is seen by all. */
  static boolean reachAll(String folder) {
    Mounts own = at(folder, OWN);
    return own.peers.isPresent() && own.peers.equals(at(folder, COMPUTER).peers);
  }

  /** The mount that this folder is in; of several on top of each other the last. */
  private static Mounts at(String folder, Path table) {
    // Names in it may be in any encoding.
    try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> List.of(line.split(" ", -1)))
          .filter(fields -> fields.get(POINT).equals("/") || fields.get(POINT).equals(folder))
          .reduce(
              (first, next) -> next.get(POINT).length() < first.get(POINT).length() ? first : next)
          .map(Mounts::of)
          .orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException("whose mounts these are can't be told", e);
    }
  }

  private static Mounts of(List<String> fields) {
    return new Mounts(
        fields.get(ID),
        fields.stream()
            .skip(OPTIONAL)
            .takeWhile(field -> !field.equals("-"))
            .filter(field -> field.startsWith("shared:"))
            .findFirst());
  }
}
