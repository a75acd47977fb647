package org.understory.model.plan;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;
import org.understory.model.packages.LayerRequests;
import org.understory.model.remote.Download;
import org.understory.model.remote.Remotes;
import org.understory.model.system.UpdateService;

/**
 * What a plan depends on besides the deployments.
 *
 * @param commits what is known of commits, by checksum
 * @param remotes where commits come from
 * @param heads the newest commit of each branch here, by refspec
 * @param boot the file system of boot files, empty where it can't be told
 * @param disk the file system of the repository, empty where it can't be told
 * @param libostree the version that will do the work, such as {@code 2025.2}; empty where unknown
 * @param service what brings new versions to this system
 * @param bases for commits that rpm-ostree made on this computer, the one that was delivered
 * @param requests what each deployment is asked to have layered, by its id
 */
public record PlanFacts(
    Map<Checksum, Target> commits,
    Remotes remotes,
    Map<String, Checksum> heads,
    Optional<BootSpace> boot,
    Optional<DiskSpace> disk,
    Optional<String> libostree,
    UpdateService service,
    Map<Checksum, Checksum> bases,
    Map<String, LayerRequests> requests) {
  /** Nothing is known. */
  public static final PlanFacts NONE =
      new PlanFacts(
          Map.of(),
          Remotes.NONE,
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          UpdateService.LIBOSTREE,
          Map.of(),
          Map.of());

  public PlanFacts {
    commits = Map.copyOf(commits);
    heads = Map.copyOf(heads);
    bases = Map.copyOf(bases);
    requests = Map.copyOf(requests);
  }

  /**
   * A commit that could be deployed. Texts are not safe to show until sanitized.
   *
   * @param timestamp seconds since 1970
   * @param architecture {@code ostree.architecture}
   * @param variant {@code VARIANT_ID} of its os-release
   * @param endOfLife {@code ostree.endoflife}
   * @param endOfLifeRebase {@code ostree.endoflife-rebase}
   * @param bootChecksum of kernel, initramfs and device trees, as libostree names it
   * @param bootBytes what they take in /boot
   * @param download what is left to fetch
   * @param diskBytes what the objects take that are left to fetch, and what a deployment has of its
   *     own beside them: its /etc
   * @param complete whether all of it is here
   */
  public record Target(
      Optional<String> version,
      OptionalLong timestamp,
      Optional<String> architecture,
      Optional<String> variant,
      Optional<String> endOfLife,
      Optional<String> endOfLifeRebase,
      Optional<String> bootChecksum,
      OptionalLong bootBytes,
      Optional<Download> download,
      OptionalLong diskBytes,
      boolean complete) {
    /** Nothing is known. */
    public static final Target UNKNOWN =
        new Target(
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            false);
  }

  /**
   * Room for kernels.
   *
   * @param free bytes that may still be written
   * @param total bytes of the file system
   * @param separate whether it is another file system than the sysroot's: only then is it small
   * @param used bytes by {@code STATEROOT-BOOTCHECKSUM}, as libostree names the folders
   */
  public record BootSpace(long free, long total, boolean separate, Map<String, Long> used) {
    public BootSpace {
      used = Map.copyOf(used);
    }
  }

  /**
   * Room for everything else.
   *
   * @param free bytes that may still be written
   * @param reserve bytes that libostree leaves free ({@code min-free-space-percent}, {@code
   *     min-free-space-size} in ostree.repo-config(5))
   * @param freed bytes on the disk that go with this operation, as it cleans up; empty where it
   *     does not
   */
  public record DiskSpace(long free, long reserve, OptionalLong freed) {}
}
