package org.understory.test.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;

/** Reads a sysroot in a process of its own, and so as a user who may not read all of it. */
public final class SnapshotPrinter {
  private SnapshotPrinter() {}

  /** The arguments are the sysroot and the four parts of {@link HostFiles}. */
  public static void main(String[] arguments) throws StoreException {
    Path[] paths = List.of(arguments).stream().map(Path::of).toArray(Path[]::new);
    HostFiles host = new HostFiles(paths[1], paths[2], paths[3], paths[4]);
    try (Sysroot sysroot = Sysroot.open(paths[0], host)) {
      System.out.println(String.join("\n", lines(sysroot.snapshot())));
    }
  }

  /** Each deployment's id and what is known of it, then the problems. */
  public static List<String> lines(SystemSnapshot snapshot) {
    List<String> lines = new ArrayList<>();
    for (Deployment each : snapshot.deployments()) {
      lines.add(
          each.id()
              + (each.booted() ? " booted" : "")
              + (each.staged() ? " staged" : "")
              + (each.rollback() ? " rollback" : "")
              + (each.bootsNext() ? " next" : "")
              + " ["
              + String.join(" ", each.kernelArguments().arguments())
              + "]");
    }
    snapshot.problems().forEach(problem -> lines.add(problem.toString()));
    return lines;
  }

  /** What {@link #main} prints where this user may read only what the modes of files allow. */
  public static List<String> read(Path sysroot, HostFiles host) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // Root without the right to read everything still owns the class path and the sysroot.
      String rights = "-dac_override,-dac_read_search";
      command.addAll(List.of("setpriv", "--bounding-set=" + rights, "--inh-caps=" + rights));
    }
    command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), SnapshotPrinter.class.getName()));
    command.add(sysroot.toString());
    for (Path each : List.of(host.root(), host.sysroot(), host.kernelCommandLine(), host.run())) {
      command.add(each.toString());
    }
    return Command.run(command).lines().toList();
  }
}
