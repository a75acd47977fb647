package org.understory.app.change;

import org.understory.app.control.Tone;
import org.understory.model.plan.Warning;

/** How loudly a warning is said: what is said about every change must not drown what is rare. */
final class Seriousness {
  private Seriousness() {}

  static Tone of(Warning warning) {
    return switch (warning.code()) {
      case BOOT_FULL,
          DISK_FULL,
          STAGED_DISCARDED,
          LOCKS_OUT,
          REMOTE_IN_USE,
          REMOTE_UNVERIFIED,
          OTHER_ARCHITECTURE ->
          Tone.DANGER;
      case UNVERIFIED,
          FILES_UNCHECKED,
          LESS_CHECKED,
          LAYERS_UNSURE,
          ONCE_ENDS,
          WEAKENS,
          KEY_TRUSTED,
          KEYS_REPLACED,
          KEYS_LOST,
          SETTINGS_LOST,
          DRIVEN_ON,
          OLDER,
          OTHER_DESKTOP,
          ONE_WAY,
          END_OF_LIFE,
          END_OF_LIFE_REBASE,
          NO_WAY_BACK,
          BOOT_NEARLY_FULL ->
          Tone.WARNING;
      case ONCE_BY_PLACE,
          KEY_NEEDED,
          KEY_UNUSED,
          KEY_KNOWN,
          BRANCHES_STAY,
          REMOTE_SHIPPED,
          NOT_HERE,
          NOT_POWER_SAFE,
          STAGED_LOCKED,
          NEEDS_CLEAN_SHUTDOWN ->
          Tone.NEUTRAL;
    };
  }
}
