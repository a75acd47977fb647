package org.understory.store.layering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * What starts a program in a tree as if it were a system of its own, by bubblewrap: it sees that
 * tree, a {@code /dev}, {@code /proc}, {@code /run} and {@code /tmp} of its own, and nothing else.
 *
 * @param root the tree
 * @param binds folders of the tree that are seen in another place as well, in pairs
 */
record Container(Path root, List<String> binds) {
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
      List.of("home", "mnt", "opt", "root", "srv", "usr/local");

  /** These are never the tree's. */
  static final List<String> OWN = List.of("dev", "etc", "proc", "run", "sys", "tmp");

  /**
   * Makes the folders that are covered, and those of {@code /var} that links of the tree lead to:
   * where such a one is missing dpkg takes the link away.
   */
  void prepare() throws IOException {
    for (String own : OWN) {
      Files.createDirectories(root.resolve(own));
    }
    for (String link : LINKS) {
      Path path = root.resolve(link);
      if (Files.isSymbolicLink(path)) {
        String target = Files.readSymbolicLink(path).toString().replaceFirst("^(\\.\\./|/)*", "");
        if (target.startsWith("var/") && !target.contains("..")) {
          Files.createDirectories(root.resolve(target));
        }
      }
    }
  }

  /**
   * The command for a program that may use the network and change nothing but {@code /var}.
   *
   * @throws StoreException what keeps the tree from being read
   */
  List<String> online(List<String> program) throws StoreException {
    List<String> command = new ArrayList<>(List.of(TOOL));
    command.addAll(List.of("--ro-bind", root.toString(), "/"));
    command.addAll(walls());
    command.addAll(List.of("--bind", root.resolve("var").toString(), "/var"));
    command.addAll(List.of("--tmpfs", "/etc"));
    for (Path each : children(root.resolve("usr/etc"))) {
      if (!name(each).equals("resolv.conf")) {
        put(command, "--ro-bind", each, "/etc/" + name(each));
      }
    }
    resolver().ifPresent(it -> command.addAll(List.of("--ro-bind", it, "/etc/resolv.conf")));
    return with(command, program);
  }

  /** The command for a program that has no network and may change the tree. */
  List<String> offline(List<String> program) throws StoreException {
    // Not by bubblewrap, which would set up a network of its own, and may not where it is root.
    List<String> command = new ArrayList<>(List.of(ISOLATED, "--net", "--", TOOL));
    command.addAll(List.of("--bind", root.toString(), "/"));
    command.addAll(walls());
    command.addAll(List.of("--bind", root.resolve("usr/etc").toString(), "/etc"));
    return with(command, program);
  }

  private List<String> with(List<String> command, List<String> program) {
    for (int i = 0; i < binds.size(); i += 2) {
      command.addAll(List.of("--bind", root.resolve(binds.get(i)).toString(), binds.get(i + 1)));
    }
    command.addAll(List.of("--chdir", "/", "--"));
    command.addAll(program);
    return command;
  }

  private static List<String> walls() {
    List<String> walls =
        new ArrayList<>(
            List.of(
                "--unshare-pid",
                "--unshare-ipc",
                "--unshare-uts",
                "--unshare-cgroup-try",
                "--die-with-parent",
                "--new-session",
                "--cap-drop",
                "ALL"));
    RIGHTS.forEach(each -> walls.addAll(List.of("--cap-add", each)));
    walls.addAll(List.of("--dev", "/dev", "--proc", "/proc"));
    walls.addAll(List.of("--tmpfs", "/run", "--perms", "1777", "--tmpfs", "/tmp"));
    return walls;
  }

  private static void put(List<String> command, String how, Path from, String to)
      throws StoreException {
    try {
      if (Files.isSymbolicLink(from)) {
        command.addAll(List.of("--symlink", Files.readSymbolicLink(from).toString(), to));
      } else {
        command.addAll(List.of(how, from.toString(), to));
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
