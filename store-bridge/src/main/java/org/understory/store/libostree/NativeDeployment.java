package org.understory.store.libostree;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * An OstreeDeployment.
 *
 * @param pointer belongs to the sysroot that it is read from
 */
record NativeDeployment(MemorySegment pointer) {
  private static final Fn STATEROOT = new Fn("ostree_deployment_get_osname", "pp");
  private static final Fn CHECKSUM = new Fn("ostree_deployment_get_csum", "pp");
  private static final Fn SERIAL = new Fn("ostree_deployment_get_deployserial", "ip");
  private static final Fn ORIGIN = new Fn("ostree_deployment_get_origin", "pp");
  private static final Fn IS_STAGED = new Fn("ostree_deployment_is_staged", "ip");
  private static final Fn BOOTCONFIG = new Fn("ostree_deployment_get_bootconfig", "pp");
  private static final Fn GET = new Fn("ostree_bootconfig_parser_get", "ppp");
  private static final Fn UNLOCKED = new Fn("ostree_deployment_get_unlocked", "ip");

  /** {@code STATEROOT-CHECKSUM.SERIAL}. */
  String id() {
    return stateroot()
        + "-"
        + GLib.borrowed(CHECKSUM.pointer(pointer))
        + "."
        + SERIAL.number(pointer);
  }

  String stateroot() {
    return GLib.borrowed(STATEROOT.pointer(pointer));
  }

  /** All kernel arguments of its boot entry, {@code ostree=} among them; one staged has none. */
  String options() {
    MemorySegment config = BOOTCONFIG.pointer(pointer); // transfer none
    if (GLib.isNull(config)) {
      return "";
    }
    try (Arena arena = Arena.ofConfined()) {
      return GLib.borrowed(GET.pointer(config, arena.allocateFrom("options"))); // transfer none
    }
  }

  boolean isStaged() {
    return IS_STAGED.yes(pointer);
  }

  /** Whether it has an origin file; where not, libostree would write into nothing. */
  boolean hasOrigin() {
    return !GLib.isNull(ORIGIN.pointer(pointer));
  }

  boolean isUnlocked() {
    return UNLOCKED.yes(pointer); // OSTREE_DEPLOYMENT_UNLOCKED_NONE is 0
  }
}
