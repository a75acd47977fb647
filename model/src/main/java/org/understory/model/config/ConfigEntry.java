package org.understory.model.config;

import java.util.Optional;

/**
 * One path of a merge.
 *
 * @param path absolute, {@code /etc/…}
 * @param yours what you did to it
 * @param theirs what the new default did to it
 * @param item yours, or else the new or old default's; empty where no more than the name is known
 */
public record ConfigEntry(
    String path,
    ConfigState state,
    ConfigEdit yours,
    ConfigEdit theirs,
    Optional<ConfigItem> item) {

  /**
   * You changed it and the change does not come along: the mode or owner of a folder that holds
   * nothing else of yours, a folder of yours where both defaults or only the new one has something
   * else, a pipe, socket or device.
   */
  public boolean lost() {
    return state == ConfigState.TAKEN && yours != ConfigEdit.NONE;
  }
}
