package org.understory.model.config;

import java.util.Optional;
import org.understory.model.config.ConfigItem.Kind;

/**
 * One path of a merge.
 *
 * @param path absolute, {@code /etc/…}
 * @param yours what you did to it
 * @param theirs what the new default did to it
 * @param item yours, or else the new or old default's; empty where no more than the name is known
 * @param yoursBecame the kind that it became by what you did; empty where the old default has
 *     nothing there or the same kind
 * @param theirsBecame the same of the new default
 */
public record ConfigEntry(
    String path,
    ConfigState state,
    ConfigEdit yours,
    ConfigEdit theirs,
    Optional<ConfigItem> item,
    Optional<Kind> yoursBecame,
    Optional<Kind> theirsBecame) {

  /** One that is of the same kind everywhere. */
  public ConfigEntry(
      String path,
      ConfigState state,
      ConfigEdit yours,
      ConfigEdit theirs,
      Optional<ConfigItem> item) {
    this(path, state, yours, theirs, item, Optional.empty(), Optional.empty());
  }

  /**
   * You changed it and the change does not come along: the mode or owner of a folder that holds
   * nothing else of yours, a folder of yours where both defaults or only the new one has something
   * else, a pipe, socket or device.
   */
  public boolean lost() {
    return state == ConfigState.TAKEN && yours != ConfigEdit.NONE;
  }
}
