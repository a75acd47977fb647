package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Stages an update in the demo. libostree stages only in a system that runs: one whose {@code /} is
 * the folder of a deployment ({@code ostree_sysroot_require_booted_deployment}). So the demo's
 * running deployment is made {@code /} for one process, in name spaces of its own, with the
 * programs of this computer laid over its {@code /usr}.
 */
final class DemoStaging {
  /** Arguments: root, sysroot, run, kernel command line, revision. */
  private static final String SCRIPT =
      """
      set -e
      mount --rbind "$1" "$1"
      cd "$1"
      mount --rbind /usr usr
      mount --rbind "$2" sysroot
      mount --rbind "$2/boot" boot
      mount --rbind "$3" run
      mount --rbind /proc proc
      mount --bind "$4" proc/cmdline
      PATH="/run/bin:$PATH" exec chroot . ostree admin deploy --stage --karg=quiet "$5"
      """;

  private final DemoLayout layout;
  private final Tool tool;

  DemoStaging(DemoLayout layout, Tool tool) {
    this.layout = layout;
    this.tool = tool;
  }

  /**
   * Stages a revision for the next boot. Where this computer does not allow it to this user, there
   * is no staged update and the reason is left in {@link DemoLayout#stagingRefusal}.
   */
  void stage(String revision) throws StoreException, IOException {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork"));
    command.add("--mount-proc");
    if (!isRoot()) {
      command.add("--map-root-user");
    }
    command.addAll(List.of("sh", "-c", SCRIPT, "sh"));
    command.add(layout.host().root().toRealPath().toString());
    command.add(layout.sysroot().toString());
    command.add(layout.host().run().toString());
    command.add(layout.host().kernelCommandLine().toString());
    command.add(revision);
    try {
      tool.run(command);
    } catch (StoreException e) {
      String reason =
          switch (e.problem()) {
            case Problem.ToolFailed failed -> failed.detail();
            case Problem.MissingTool missing -> missing.tool();
            default -> throw e;
          };
      Files.writeString(layout.stagingRefusal(), reason);
    }
  }

  private boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(layout.folder(), "unix:uid"));
  }
}
