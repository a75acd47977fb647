package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Stages an update in the demo. libostree stages only in a system that runs: one whose {@code /} is
 * the folder of a deployment ({@code ostree_sysroot_require_booted_deployment}). So the demo's
 * running deployment is made {@code /} for one process, in name spaces of its own, with the
 * programs of this computer laid over its {@code /usr}.
 *
 * <p>{@code ostree admin} works on a running system only as root, and gives what it checks out to
 * the owner that the commit names, who is the person that made the demo. A name space of an
 * ordinary user that knows both needs two ids, so the person's own and a subordinate one that plays
 * root ({@code newuidmap}, subuid(5)); with the person mapped to root, chown fails with EINVAL.
 */
final class DemoStaging {
  /** Arguments: root, sysroot, run, kernel command line, revision. */
  private static final String STAGE =
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

  /** Arguments: folder, owner, command. Afterwards the folder is the owner's again. */
  private static final String GIVE_BACK =
      """
      folder=$1 owner=$2
      shift 2
      "$@"
      status=$?
      find "$folder" -uid 0 -exec chown -h "$owner" {} +
      exit $status
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
    List<String> command = playRoot();
    command.addAll(List.of("unshare", "--mount", "--pid", "--fork", "--mount-proc"));
    command.addAll(List.of("sh", "-c", STAGE, "sh"));
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

  /** What comes before a command that root has to run; nothing where this is root. */
  private List<String> playRoot() throws IOException {
    Path self = Path.of("/proc/self");
    Object user = Files.getAttribute(self, "unix:uid");
    Object group = Files.getAttribute(self, "unix:gid");
    if (user.equals(0)) {
      return new ArrayList<>();
    }
    List<String> command = new ArrayList<>(List.of("unshare", "--map-auto"));
    command.addAll(List.of("--map-user=" + user, "--map-group=" + group));
    command.addAll(List.of("--setuid=0", "--setgid=0", "sh", "-c", GIVE_BACK, "sh"));
    command.addAll(List.of(layout.folder().toString(), user + ":" + group));
    return command;
  }
}
