package org.understory.model.system;

/** Whose business the updates of a system are. */
public enum UpdateService {
  /** Nobody's but libostree's, which is asked through the helper of this program. */
  LIBOSTREE,
  /** The daemon of rpm-ostree, which also layers packages on what is delivered. */
  RPM_OSTREE,
  /** The updater of Endless OS. */
  ENDLESS,
  /** The program bootc, which brings container images. */
  BOOTC
}
