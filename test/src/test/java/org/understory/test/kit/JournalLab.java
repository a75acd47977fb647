package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A journal that a real journald writes, as over several runs of a computer: each has an id of its
 * own, and all are within a few seconds. Needs root.
 */
public final class JournalLab {
  private final Path folder;
  private final Path journal;
  private int boots;

  /** An empty one in this folder. */
  public JournalLab(Path folder) {
    this.folder = folder;
    try {
      journal = Files.createDirectory(folder.resolve("journal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is. */
  public Path journal() {
    return journal;
  }

  /** A file with the id of the last run, as the kernel writes it. */
  public Path bootId() {
    return folder.resolve("boot-id-" + boots);
  }

  /**
   * One run of the computer.
   *
   * @param end the signal that ends journald: {@code TERM} as at a shutdown, {@code KILL} as by a
   *     power cut
   * @param entries each in the format of {@code logger --journald}; of the kernel where it begins
   *     with {@code kernel:}, of an ordinary user where it begins with {@code user:}, otherwise of
   *     root; where it begins with {@code run:}, what a script writes
   */
  public void boot(String end, String... entries) {
    boots++;
    try {
      String id = "00000000-0000-4000-8000-%012d%n".formatted(boots);
      Files.writeString(bootId(), id);
      Path files = Files.createDirectory(folder.resolve("entries-" + boots));
      for (int i = 0; i < entries.length; i++) {
        String name = "%03d";
        String text = entries[i];
        if (text.startsWith("kernel:")) {
          name = "kernel-" + name;
          text = "6,1,0,-;" + text.substring("kernel:".length()) + "\n";
        } else if (text.startsWith("run:")) {
          name = "run-" + name;
          text = text.substring("run:".length());
        } else if (text.startsWith("user:")) {
          name = "user-" + name;
          text = text.substring("user:".length());
        }
        Files.writeString(files.resolve(name.formatted(i)), text);
      }
      String script = SystemLab.script("boot.sh", folder);
      List<String> command = List.of("unshare", "-m", "--propagation", "private", "sh", script);
      String boot = bootId().toString();
      Command.run(command(command, journal.toString(), boot, files.toString(), end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(List<String> start, String... arguments) {
    return Stream.concat(start.stream(), Stream.of(arguments)).toList();
  }
}
