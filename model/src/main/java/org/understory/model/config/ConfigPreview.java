package org.understory.model.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.understory.model.operation.Problem;
import org.understory.model.tree.PathOrder;

/**
 * What the next merge of {@code /etc} will do.
 *
 * @param entries every path that any of the three trees has, sorted bytewise
 * @param blockers why it will fail; empty where it will not
 * @param problems what could not be read for another reason than missing permission
 */
public record ConfigPreview(
    List<ConfigEntry> entries, List<ConfigBlocker> blockers, List<Problem> problems) {

  /**
   * The same with what somebody who may read more has told of it.
   *
   * @param told paths that are not {@link ConfigState#SAME}
   * @param complete whether those are all, so that what else could not be read is the same
   */
  public ConfigPreview with(List<ConfigEntry> told, boolean complete) {
    Map<String, ConfigEntry> more = new HashMap<>();
    told.forEach(it -> more.put(it.path(), it));
    List<ConfigEntry> all = new ArrayList<>();
    for (ConfigEntry known : entries) {
      ConfigEntry better = more.remove(known.path());
      boolean open = known.state() != ConfigState.UNREADABLE;
      if (open || (better == null && !complete)) {
        all.add(known);
      } else if (better == null) {
        ConfigEdit none = ConfigEdit.NONE;
        all.add(new ConfigEntry(known.path(), ConfigState.SAME, none, none, known.item()));
      } else {
        all.add(
            new ConfigEntry(
                known.path(), better.state(), better.yours(), better.theirs(), known.item()));
      }
    }
    all.addAll(more.values());
    all.sort(Comparator.comparing(ConfigEntry::path, PathOrder.BYTEWISE));
    return new ConfigPreview(List.copyOf(all), blockers, problems);
  }

  /** How many paths are in each state. */
  public Map<ConfigState, Integer> counts() {
    Map<ConfigState, Integer> counts = new EnumMap<>(ConfigState.class);
    entries.forEach(it -> counts.merge(it.state(), 1, Integer::sum));
    return counts;
  }
}
