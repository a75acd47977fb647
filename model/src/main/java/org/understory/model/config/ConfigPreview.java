package org.understory.model.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.understory.model.operation.Problem;

/**
 * What the next merge of {@code /etc} will do.
 *
 * @param entries every path that any of the three trees has, sorted bytewise
 * @param blockers why it will fail; empty where it will not
 * @param problems what could not be read for another reason than missing permission
 */
public record ConfigPreview(
    List<ConfigEntry> entries, List<ConfigBlocker> blockers, List<Problem> problems) {

  /** How many paths are in each state. */
  public Map<ConfigState, Integer> counts() {
    Map<ConfigState, Integer> counts = new EnumMap<>(ConfigState.class);
    entries.forEach(it -> counts.merge(it.state(), 1, Integer::sum));
    return counts;
  }
}
