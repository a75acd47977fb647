package org.understory.store.layering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * What starts a program in a tree as if it were a system of its own, by bubblewrap: it sees that
 * tree, a {@code /dev}, {@code /proc}, {@code /run} and {@code /tmp} of its own, and nothing else.
 *
 * @param tree it
 * @param binds folders of the tree that are seen in another place as well, in pairs
 * @param settings those of this computer, which are seen at {@link #SETTINGS}
 */
record Container(Inside tree, List<String> binds, Path settings) {
  /** Where the settings are that count, whatever a package puts into {@code /etc}. */
  static final String SETTINGS = "/run/settings";

  private static final String TOOL = "/usr/bin/bwrap";
  private static final String ISOLATED = "/usr/bin/unshare";

  /** What unpacking and the scripts of packages take; not one that reaches out of the container. */
  private static final List<String> RIGHTS =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_SETFCAP");

  private static final List<String> LINKS =
      List.of("home", "mnt", "opt", "root", "srv", "tmp", "usr/local");

  /** Where they may lead to. */
  private static final Pattern TARGET = Pattern.compile("(\\.\\./|/)*((var|sysroot)/[^/]+)/?");

  /** These are never the tree's. */
  private static final List<String> COVERED = List.of("dev", "etc", "proc", "run", "sys", "tmp");

  /** What is in {@code /etc} not as the tree has it, but as this computer. */
  private static final Set<String> COMPUTERS =
      Stream.of(Settings.OWN, Settings.SHARED, List.of("resolv.conf"))
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** What is in them afterwards belongs to no version. */
  static final List<String> OWN = Stream.concat(COVERED.stream(), Stream.of("sysroot")).toList();

  /**
   * Makes the folders that are covered, {@code /var/tmp}, and those of {@code /var} that links of
   * the tree lead to: where such a one is missing dpkg takes the link away.
   */
  void prepare() throws IOException, StoreException {
    for (String link : LINKS) {
      Path path = tree.place(link);
      if (Files.isSymbolicLink(path)) {
        Matcher target = TARGET.matcher(Files.readSymbolicLink(path).toString());
        if (target.matches() && !target.group(2).endsWith("..")) {
          tree.made(target.group(2));
        }
      }
    }
    for (String covered : COVERED) {
      if (!Files.isSymbolicLink(tree.place(covered))) {
        tree.made(covered);
      }
    }
    Path scratch = tree.made("var/tmp");
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  /**
   * The command for a program that may use the network and change nothing but {@code /var}.
   *
   * @throws StoreException what keeps the tree from being read
   */
  List<String> online(List<String> program) throws StoreException {
    List<String> command = new ArrayList<>(List.of(TOOL));
    command.addAll(List.of("--ro-bind", tree.root().toString(), "/"));
    command.addAll(walls());
    command.addAll(List.of("--bind", made("var"), "/var"));
    command.addAll(List.of("--tmpfs", "/etc"));
    for (Path each : children(Path.of(made("usr/etc")))) {
      if (!COMPUTERS.contains(name(each))) {
        put(command, each, "/etc/" + name(each));
      }
    }
    for (Path each : children(settings)) {
      put(command, each, "/etc/" + name(each));
    }
    resolver().ifPresent(it -> command.addAll(List.of("--ro-bind", it, "/etc/resolv.conf")));
    return with(command, program);
  }

  /** The command for a program that has no network and may change the tree. */
  List<String> offline(List<String> program) throws StoreException {
    // Not by bubblewrap, which would set up a network of its own, and may not where it is root.
    List<String> command = new ArrayList<>(List.of(ISOLATED, "--net", "--", TOOL));
    command.addAll(List.of("--bind", tree.root().toString(), "/"));
    command.addAll(walls());
    command.addAll(List.of("--bind", made("usr/etc"), "/etc"));
    return with(command, program);
  }

  private String made(String folder) throws StoreException {
    try {
      return tree.made(folder).toString();
    } catch (IOException e) {
      throw SmallFile.trouble(tree.root().resolve(folder), e);
    }
  }

  private List<String> with(List<String> command, List<String> program) throws StoreException {
    for (int i = 0; i < binds.size(); i += 2) {
      command.addAll(List.of("--bind", made(binds.get(i)), binds.get(i + 1)));
    }
    command.addAll(List.of("--ro-bind", settings.toString(), SETTINGS, "--chdir", "/", "--"));
    command.addAll(program);
    return command;
  }

  private static List<String> walls() throws StoreException {
    List<String> walls =
        new ArrayList<>(
            List.of(
                // As the first process: when that is seen to end, none of the others is left.
                "--unshare-pid",
                "--as-pid-1",
                "--unshare-ipc",
                "--unshare-uts",
                "--unshare-cgroup-try",
                "--die-with-parent",
                "--new-session",
                "--cap-drop",
                "ALL"));
    RIGHTS.forEach(each -> walls.addAll(List.of("--cap-add", each)));
    walls.addAll(List.of("--dev", "/dev", "--proc", "/proc"));
    // Whoever has the user id of root needs no right to write to most of this (core_pattern of
    // /proc/sys, to name one), and bubblewrap takes /proc/sys for closed since its folder is.
    for (Path kernel : children(Path.of("/proc"))) {
      if (!Files.isSymbolicLink(kernel) && !name(kernel).matches("[0-9]+")) {
        walls.addAll(List.of("--ro-bind-try", kernel.toString(), kernel.toString()));
      }
    }
    walls.addAll(List.of("--tmpfs", "/run", "--perms", "1777", "--tmpfs", "/tmp"));
    return walls;
  }

  private static void put(List<String> command, Path from, String to) throws StoreException {
    try {
      if (Files.isSymbolicLink(from)) {
        command.addAll(List.of("--symlink", Files.readSymbolicLink(from).toString(), to));
      } else {
        command.addAll(List.of("--ro-bind", from.toString(), to));
      }
    } catch (IOException e) {
      throw SmallFile.trouble(from, e);
    }
  }

  /** Who knows the addresses of servers, as this computer has it. */
  private static Optional<String> resolver() {
    try {
      return Optional.of(Path.of("/etc/resolv.conf").toRealPath().toString());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static List<Path> children(Path folder) throws StoreException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw SmallFile.trouble(folder, e);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
