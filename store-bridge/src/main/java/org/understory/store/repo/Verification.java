package org.understory.store.repo;

/** What is known about a file object whose content is handed out. */
public enum Verification {
  /** Content, mode, owner and attributes are what its checksum says. */
  VERIFIED,
  /**
   * The checksum covers extended attributes that this program can't see without native access
   * ({@code security.selinux} on the files of a {@code bare} repository), so that neither soundness
   * nor damage can be told.
   */
  UNVERIFIABLE
}
