package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.operation.StoreException;

/** Deploys what the demo shows, all by {@code ostree admin}. */
final class DemoDeployments {
  /** The stateroot that plays running. */
  private static final String MAIN = "fern";

  /** A second system on the same disk, kept at an old state. */
  private static final String RESCUE = "rescue";

  private static final String REFSPEC = DemoBuilder.REMOTE + ":" + DemoHistory.STABLE + "\n";
  private static final String ORIGIN = "[origin]\nrefspec=" + REFSPEC;
  private static final List<String> LAYERED_PACKAGES = List.of("ddrescue", "testdisk");
  private static final String LAYERED =
      "[origin]\nbaserefspec="
          + REFSPEC
          + "\n[packages]\nrequested="
          + String.join(";", LAYERED_PACKAGES)
          + ";\n";

  private final DemoHistory history;
  private final Path sysroot;
  private final Path work;
  private final Tool tool;

  DemoDeployments(DemoHistory history, Path sysroot, Path work, Tool tool) {
    this.history = history;
    this.sysroot = sysroot;
    this.work = work;
    this.tool = tool;
  }

  /**
   * Deploys a pinned one with a layer in the second stateroot, then two of stable in the first; the
   * newest commit of stable is left for {@link DemoStaging}.
   */
  void deploy(List<String> stable) throws StoreException, IOException {
    int newest = stable.size() - 1;
    admin("os-init", RESCUE);
    admin("os-init", MAIN);
    deploy(RESCUE, layer(newest - 11, stable), LAYERED, "systemd.unit=rescue.target");
    admin("pin", "0");
    String older = stable.get(newest - 2);
    deploy(MAIN, older, ORIGIN, "quiet");
    // Changed before the next one is deployed: libostree carries it over.
    changeEtc(folder(older));
    deploy(MAIN, stable.get(newest - 1), ORIGIN, "quiet");
    DemoCommit next = history.commit(DemoHistory.branch(DemoHistory.STABLE), newest);
    meetNext(folder(stable.get(newest - 1)).resolve("etc"), next.version());
  }

  /** Changes that the next version has something to say to: one of each kind. */
  private static void meetNext(Path etc, String version) throws IOException {
    replace(etc.resolve("motd"), "Hello\n");
    Files.delete(etc.resolve("issue.net"));
    DemoFiles.write(etc.resolve("issue.net"), 0644, DemoContent.bytes(DemoTree.issue(version)));
    // The mode of a folder alone is not carried over.
    Files.setAttribute(etc.resolve("yum.repos.d"), "unix:mode", 0750);
  }

  private void deploy(String stateroot, String commit, String origin, String argument)
      throws StoreException, IOException {
    Path file = work.resolve("origin");
    Files.writeString(file, origin);
    admin(
        "deploy",
        "--os=" + stateroot,
        "--origin-file=" + file,
        "--retain",
        "--no-prune",
        "--karg=root=UUID=6f2b6c1e-6d0c-4a53-9d2c-9f1c5ab0e7d4",
        "--karg=rw",
        "--karg=" + argument,
        commit);
  }

  /**
   * A commit as rpm-ostree makes it on a computer: packages added to a base, which is its parent.
   */
  private String layer(int base, List<String> stable) throws StoreException, IOException {
    Path layer = work.resolve("layer");
    for (String program : LAYERED_PACKAGES) {
      DemoFiles.write(layer.resolve("usr/bin/" + program), 0755, DemoContent.binary(program, 3000));
    }
    DemoCommit commit = history.commit(DemoHistory.branch(DemoHistory.STABLE), base);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "commit",
                "--repo=" + sysroot.resolve("ostree/repo"),
                "--orphan",
                "--fsync=no",
                "--parent=" + stable.get(base),
                "--tree=ref=" + stable.get(base),
                "--tree=dir=" + layer));
    arguments.addAll(commit.layerArguments(LAYERED_PACKAGES));
    return tool.ostree(arguments);
  }

  /** What a person may have done to the settings. */
  private static void changeEtc(Path deployment) throws IOException {
    Path etc = deployment.resolve("etc");
    replace(etc.resolve("chrony/chrony.conf"), "\nLogLevel=debug\n");
    replace(etc.resolve("hosts"), "192.168.1.20 printer\n");
    DemoFiles.write(etc.resolve("hostname"), 0644, DemoContent.bytes("fern\n"));
    Files.delete(etc.resolve("fern-release"));
  }

  private static void replace(Path file, String addition) throws IOException {
    byte[] content = DemoContent.bytes(Files.readString(file) + addition);
    // Never written in place: the file might be one with an object of the repository.
    Files.delete(file);
    DemoFiles.write(file, 0644, content);
  }

  private Path folder(String commit) {
    return sysroot.resolve("ostree/deploy/" + MAIN + "/deploy/" + commit + ".0");
  }

  private void admin(String command, String... arguments) throws StoreException {
    List<String> all = new ArrayList<>(List.of("admin", command, "--sysroot=" + sysroot));
    all.addAll(List.of(arguments));
    tool.ostree(all);
  }
}
