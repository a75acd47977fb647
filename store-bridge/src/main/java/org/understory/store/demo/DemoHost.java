package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The computer that the demo plays. libostree takes a system for running only when {@code /} is the
 * folder of a deployment ({@code ostree_sysroot_require_booted_deployment}). So the demo's running
 * deployment is made {@code /} for one process, in name spaces of its own, with the programs of
 * this computer laid over its {@code /usr}, and all of this computer below {@link #SEEN}.
 *
 * <p>libostree works on a running system only as root, and gives what it checks out to the owner
 * that the commit names, who is the person that made the demo. A name space of an ordinary user
 * that knows both needs two ids, so the person's own and a subordinate one that plays root ({@code
 * newuidmap}, subuid(5)); with the person mapped to root, chown fails with EINVAL.
 */
record DemoHost(DemoLayout layout) {
  /** Where the files of this computer are for a program that runs there. */
  static final Path SEEN = Path.of("/run/host");

  /** Arguments: root, sysroot, run, kernel command line, remote, program. */
  private static final String BOOT =
      """
      set -e
      root=$1 sysroot=$2 run=$3 cmdline=$4 remote=$5
      shift 5
      mkdir -p "$run/host"
      mount --rbind / "$run/host"
      # Not recursive from here on: in /sysroot the deployment is to be seen without what lies on it.
      mount --bind "$root" "$root"
      cd "$root"
      mount --rbind /usr usr
      mount --bind "$sysroot" sysroot
      # As at every boot: libostree downloads by way of /var/tmp.
      mount --bind "$root/../../var" var
      mkdir -p var/tmp
      # And gpg reads keys by way of /tmp, which is empty then.
      mkdir -p sysroot/tmp
      mount -t tmpfs -o mode=1777 tmpfs sysroot/tmp
      # The remote is where the repository says; at the top there may be links to what is not there.
      first=${remote#/}
      first=${first%%/*}
      if [ -L "$first" ]; then
        mkdir -p "$(readlink "$first")"
      fi
      mkdir -p ".$remote"
      mount --bind "$remote" ".$remote"
      mount --bind "$sysroot/boot" boot
      mount --rbind "$run" run
      mount --rbind /proc proc
      mount --rbind /dev dev
      mount --bind "$cmdline" proc/cmdline
      exec chroot . "$@"
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

  /** What runs a program there. */
  List<String> command(List<String> program) throws IOException {
    List<String> command = playRoot();
    command.addAll(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child"));
    command.addAll(List.of("--mount-proc", "sh", "-c", BOOT, "sh"));
    command.add(layout.host().root().toRealPath().toString());
    command.add(layout.sysroot().toString());
    command.add(layout.host().run().toString());
    command.add(layout.host().kernelCommandLine().toString());
    command.add(layout.remote().toString());
    command.addAll(program);
    return command;
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
