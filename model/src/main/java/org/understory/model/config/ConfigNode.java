package org.understory.model.config;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder, file or link of one {@code /etc} with all that is in it.
 *
 * @param inside what a folder holds, by name
 * @param open whether {@code inside} is all of it; a folder that could not be listed is not
 */
public record ConfigNode(ConfigItem item, SortedMap<String, ConfigNode> inside, boolean open) {
  public ConfigNode {
    inside = Collections.unmodifiableSortedMap(inside);
  }

  /** A file, a link or what else holds nothing. */
  public static ConfigNode leaf(ConfigItem item) {
    return new ConfigNode(item, Collections.emptySortedMap(), true);
  }

  /** A folder and all that it holds. */
  public static ConfigNode folder(ConfigItem item, Map<String, ConfigNode> inside) {
    return new ConfigNode(item, new TreeMap<>(inside), true);
  }

  /** A folder that could not be listed. */
  public static ConfigNode closed(ConfigItem item) {
    return new ConfigNode(item, Collections.emptySortedMap(), false);
  }

  boolean isFolder() {
    return item.kind() == ConfigItem.Kind.FOLDER;
  }
}
