package org.understory.model.storage;

import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;

/**
 * What takes room in one system; all sizes are bytes on the disk, as {@code du} counts them.
 *
 * @param deployments in boot order
 * @param refs sorted by refspec, without those that libostree keeps for deployments
 * @param disk the file system of the repository
 * @param boot empty where there is no /boot, or this user may not look into it
 */
public record Usage(
    List<DeploymentUse> deployments,
    List<RefUse> refs,
    RepositoryUse repository,
    Volume disk,
    Optional<BootUse> boot) {
  public Usage {
    deployments = List.copyOf(deployments);
    refs = List.copyOf(refs);
  }

  /**
   * One deployment.
   *
   * @param id {@link org.understory.model.system.Deployment#id}
   * @param total of the objects that it needs
   * @param unique of those that no other deployment needs
   * @param own of what it has beside objects: its /etc, its folders, and where files are copied out
   *     of the repository the copies
   * @param freed what the disk has less once it is removed and libostree has cleaned up: its own,
   *     what nothing else needs, and what nothing needs already
   * @param freedInBoot what /boot has less then
   */
  public record DeploymentUse(
      String id, long total, long unique, long own, long freed, long freedInBoot) {
    /** Of the objects that another deployment needs too. */
    public long shared() {
      return total - unique;
    }
  }

  /**
   * One branch; of its commits libostree keeps the newest.
   *
   * @param internal whether it is a name that libostree or a program keeps for itself
   * @param total of the objects that it needs
   * @param unique of those that neither a deployment nor another branch needs
   * @param freed what the disk has less once it is deleted and the repository pruned
   */
  public record RefUse(
      String refspec, Checksum commit, boolean internal, long total, long unique, long freed) {
    /** Of the objects that something else needs too. */
    public long shared() {
      return total - unique;
    }
  }

  /**
   * The repository. Its objects are needed by one deployment alone, by several ({@code shared}), by
   * branches only, or by nothing.
   *
   * @param count objects
   * @param objects bytes of all objects
   * @param others what it has beside objects and leftovers: static deltas, summaries, caches
   */
  public record RepositoryUse(
      long count,
      long objects,
      long shared,
      long branches,
      long unneeded,
      long others,
      Health health) {}

  /**
   * What is not as it should be.
   *
   * @param partial commits that are not here in full and known to be so ({@code
   *     state/*.commitpartial})
   * @param incomplete others of which something is missing or damaged
   * @param tombstones of deleted commits that are kept
   * @param leftovers bytes of what interrupted downloads have left
   */
  public record Health(
      List<Checksum> partial, List<Incomplete> incomplete, int tombstones, long leftovers) {
    public Health {
      partial = List.copyOf(partial);
      incomplete = List.copyOf(incomplete);
    }
  }

  /**
   * A commit of which objects are not here.
   *
   * @param missing how many
   * @param readable false where folders are missing or damaged: then nobody knows what else is
   * @param examples {@code CHECKSUM.TYPE} of some
   */
  public record Incomplete(Checksum commit, int missing, boolean readable, List<String> examples) {
    public Incomplete {
      examples = List.copyOf(examples);
    }
  }

  /**
   * A file system.
   *
   * @param free bytes that may still be written
   */
  public record Volume(long total, long free) {
    /** What is written. */
    public long used() {
      return Math.max(0, total - free);
    }
  }
}
