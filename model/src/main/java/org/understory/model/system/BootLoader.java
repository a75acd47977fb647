package org.understory.model.system;

/**
 * The program that starts deployments.
 *
 * @param name what it is called, such as {@code GRUB}; empty where it can't be told
 * @param startsOnce whether it can be told to start another deployment the next time only
 * @param readsEntries whether it reads the boot entries themselves, and not another file that
 *     libostree makes of them when it writes all
 */
public record BootLoader(String name, boolean startsOnce, boolean readsEntries) {
  /** The name of GRUB. */
  public static final String GRUB = "GRUB";

  /** Nothing is known of it. */
  public static final BootLoader UNKNOWN = new BootLoader("", false, true);

  /** Whether its names for deployments hold more than their place: titles, not file names. */
  public boolean namesHoldVersions() {
    return name.equals(GRUB);
  }
}
