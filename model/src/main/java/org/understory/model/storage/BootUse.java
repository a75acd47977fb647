package org.understory.model.storage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.understory.model.system.Deployment;

/**
 * Room in /boot. libostree keeps kernel, initramfs and device trees there once for each boot
 * checksum of a stateroot, however many deployments share them.
 *
 * @param separate whether it is another file system than the sysroot's: only then is it small
 * @param kernels as many as there are folders below {@code /boot/ostree}
 */
public record BootUse(Usage.Volume volume, boolean separate, List<Kernel> kernels) {
  /** What libostree keeps free beside the kernels ({@code auto_early_prune_old_deployments}). */
  public static final long SPARE = 1 << 20;

  public BootUse {
    kernels = List.copyOf(kernels);
  }

  /**
   * One kernel with what belongs to it.
   *
   * @param name {@code STATEROOT-BOOTCHECKSUM}, as libostree names the folder
   * @param version what its file name tells; empty where it tells nothing
   * @param bytes on the disk
   * @param unlinked of these, what is no hard link to a file that counts elsewhere
   * @param files in it
   * @param deployments ids of those that start with it
   * @param keepers ids of those for which libostree leaves it there: also those of another
   *     stateroot with the same boot checksum, which is all that it compares ({@code
   *     cleanup_old_deployments})
   */
  public record Kernel(
      String name,
      Optional<String> version,
      long bytes,
      long unlinked,
      List<File> files,
      List<String> deployments,
      Set<String> keepers) {
    public Kernel {
      files = List.copyOf(files);
      deployments = List.copyOf(deployments);
      keepers = Set.copyOf(keepers);
    }
  }

  /** A file of a kernel's folder. */
  public record File(String name, long bytes) {}

  /**
   * What an update needs in /boot.
   *
   * @param subject id of the staged deployment, or the commit
   * @param kernel the folder that its kernel has or will have
   * @param needed bytes that are not there yet; 0 where its kernel is there already
   */
  public record Update(String subject, String kernel, long needed) {}

  /**
   * Whether there is room.
   *
   * @param update what comes; empty where nothing is known to come, and the largest kernel counts
   * @param needed bytes, with what libostree keeps free
   * @param missing bytes that are not there; 0 where it fits
   * @param remove the deployments to remove to make room: none where it fits, or nothing helps
   */
  public record Budget(Optional<Update> update, long needed, long missing, List<String> remove) {
    public Budget {
      remove = List.copyOf(remove);
    }

    /** Whether there is room for it. */
    public boolean fits() {
      return missing == 0;
    }
  }

  /**
   * What the next update needs. Old kernels go only after the new one has been written.
   *
   * @param deployments in boot order
   */
  public Budget budget(Optional<Update> update, List<Deployment> deployments) {
    long largest = kernels.stream().mapToLong(Kernel::bytes).max().orElse(0);
    long kernel = update.map(Update::needed).orElse(largest);
    long needed = kernel == 0 ? 0 : kernel + SPARE;
    long missing = Math.max(0, needed - volume.free());
    return new Budget(
        update, needed, missing, missing == 0 ? List.of() : remove(missing, deployments));
  }

  /**
   * The one whose kernel alone makes enough room, the last in boot order if there are several; else
   * as few as do together. What is pinned, runs, starts next, or is staged stays.
   */
  private List<String> remove(long missing, List<Deployment> deployments) {
    List<String> last =
        deployments.reversed().stream()
            .filter(each -> !each.booted() && !each.pinned() && !each.bootsNext() && !each.staged())
            .map(Deployment::id)
            .toList();
    Optional<String> one = last.stream().filter(id -> freed(Set.of(id)) >= missing).findFirst();
    if (one.isPresent()) {
      return List.of(one.get());
    }
    Set<String> chosen = new LinkedHashSet<>(last);
    if (freed(chosen) < missing) {
      return List.of();
    }
    for (String id : last.reversed()) {
      chosen.remove(id);
      if (freed(chosen) < missing) {
        chosen.add(id);
      }
    }
    return last.stream().filter(chosen::contains).toList();
  }

  /** Bytes that go from /boot with a deployment. */
  public long freed(String deployment) {
    return freed(Set.of(deployment));
  }

  private long freed(Set<String> gone) {
    return kernels.stream()
        .filter(each -> !each.keepers().isEmpty() && gone.containsAll(each.keepers()))
        .mapToLong(Kernel::bytes)
        .sum();
  }
}
