package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * GRUB on a sysroot, set up by its own tools as Debian and Fedora have it, and GRUB itself, run as
 * a program ({@code grub-emu}) on a disk with the sysroot's {@code /boot}: it says what it starts.
 */
public final class GrubLab {
  /** What {@code grub-mkconfig} gives its scripts; {@code grub-probe} would look at real disks. */
  private static final Map<String, String> MKCONFIG =
      Map.of(
          "pkgdatadir", "/usr/share/grub",
          "grub_probe", "true",
          "GRUB_PREFIX", "/boot/grub2",
          "GRUB_TERMINAL_OUTPUT", "console");

  /** Instead of loading a kernel its command line is kept. */
  private static final String LOADERS =
      """
      function keep {
        set started="$*"
        save_env -f /boot/grub2/started started
        exit
      }
      function linux { keep $*; }
      function linux16 { keep $*; }
      """;

  private final Path sysroot;
  private final Path folder;

  private GrubLab(Path sysroot) {
    this.sysroot = sysroot;
    this.folder = sysroot.resolve("boot/grub2");
  }

  /** Sets GRUB up to read the boot entries themselves, as Fedora has it. */
  public static GrubLab on(TestSysroot sysroot) {
    GrubLab lab = new GrubLab(sysroot.folder());
    sysroot.configure("sysroot.bootloader", "none");
    lab.configure(header() + "blscfg\n");
    lab.tool("create");
    return lab;
  }

  /** One that is set up already, on the sysroot at this path. */
  public static GrubLab at(Path sysroot) {
    return new GrubLab(sysroot);
  }

  /** What {@code grub-mkconfig} begins every configuration with. */
  public static String header() {
    Command.Result made = Command.attempt(List.of("sh", "/etc/grub.d/00_header"), MKCONFIG);
    if (made.status() != 0) {
      throw new AssertionError(made.errors());
    }
    return made.text() + "\n";
  }

  /** The menu that libostree writes for GRUB where it does not read the boot entries itself. */
  public String menu() {
    Command.Result made =
        Command.attempt(
            List.of("ostree", "admin", "instutil", "grub2-generate", "--sysroot=" + sysroot),
            Map.of("GRUB2_BOOT_DEVICE_ID", "disk", "GRUB2_PREPARE_ROOT_CACHE", ""));
    if (made.status() != 0) {
      throw new AssertionError(made.errors());
    }
    return made.text() + "\n";
  }

  /** Replaces its configuration. */
  public void configure(String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("grub.cfg"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its variables. */
  public Path variables() {
    return folder.resolve("grubenv");
  }

  /** {@code grub-editenv} on its variables. */
  public String tool(String... command) {
    List<String> all = new ArrayList<>(List.of("grub-editenv", variables().toString()));
    all.addAll(List.of(command));
    return Command.run(all).strip();
  }

  /** What it is told to start once; empty text for nothing. */
  public String next() {
    return tool("list")
        .lines()
        .filter(line -> line.startsWith("next_entry="))
        .map(line -> line.substring("next_entry=".length()))
        .findFirst()
        .orElse("");
  }

  /**
   * Switches the computer on: the folder of the deployment that GRUB starts, {@code
   * CHECKSUM.SERIAL}. What GRUB writes to its variables is on the sysroot's afterwards.
   */
  public String start() {
    try {
      Path work = Files.createTempDirectory(Path.of("/dev/shm"), "grub");
      try {
        return start(work);
      } finally {
        Command.run("rm", "-rf", work.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String start(Path work) throws IOException {
    Path grub = Files.createDirectories(work.resolve("tree/boot/grub2"));
    String config = Files.readString(folder.resolve("grub.cfg"));
    // Debian's GRUB has no blscfg; what libostree would have written is the same menu.
    Files.writeString(
        grub.resolve("grub.cfg"), LOADERS + config.replace("blscfg\n", menu()) + "set timeout=0\n");
    Files.copy(variables(), grub.resolve("grubenv"));
    Path started = grub.resolve("started");
    Command.run("grub-editenv", started.toString(), "create");
    Path disk = work.resolve("disk");
    Command.run("truncate", "-s", "8M", disk.toString());
    Command.run("mke2fs", "-q", "-t", "ext2", "-d", work.resolve("tree").toString(), "" + disk);
    String map = Files.writeString(work.resolve("map"), "(hd0) " + disk + "\n").toString();
    Command.Result run =
        Command.attempt(
            List.of("timeout", "20", "grub-emu", "-r", "hd0", "-d", "/boot/grub2", "-m", map),
            Map.of());
    return started(disk, started, run);
  }

  private String started(Path disk, Path started, Command.Result run) throws IOException {
    for (Path file : List.of(started, variables())) {
      Path from = Path.of("/boot/grub2").resolve(file.getFileName());
      Command.run("debugfs", "-R", "dump " + from + " " + file, disk.toString());
    }
    String line = Command.run("grub-editenv", started.toString(), "list").strip();
    for (String word : line.split(" ", -1)) {
      if (word.startsWith("ostree=")) {
        Path link = sysroot.resolve(word.substring("ostree=/".length()));
        return link.toRealPath().getFileName().toString();
      }
    }
    throw new AssertionError("GRUB starts nothing: " + line + run.text() + run.errors());
  }
}
