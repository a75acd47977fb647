package org.understory.store.repo;

/** What is known about a file object whose content is handed out. */
public enum Verification {
  /** Content, mode, owner and attributes are what its checksum says. */
  VERIFIED,
  /**
   * Not the checksum of what can be seen; but it covers extended attributes, and those of the files
   * of a {@code bare} repository are not all shown to an ordinary user ({@code trusted.*}) or
   * without native access ({@code security.selinux}), so that neither soundness nor damage can be
   * told.
   */
  UNVERIFIABLE
}
