package org.understory.model.system;

/**
 * The program that starts deployments.
 *
 * @param name what it is called, such as {@code GRUB}; empty where it can't be told
 * @param startsOnce whether it can be told to start another deployment the next time only
 */
public record BootLoader(String name, boolean startsOnce) {
  /** The name of GRUB. */
  public static final String GRUB = "GRUB";

  /** Nothing is known of it. */
  public static final BootLoader UNKNOWN = new BootLoader("", false);

  /** Whether its names for deployments hold more than their place: titles, not file names. */
  public boolean namesHoldVersions() {
    return name.equals(GRUB);
  }
}
