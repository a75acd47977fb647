package org.understory.model.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                known.path(),
                better.state(),
                better.yours(),
                better.theirs(),
                known.item(),
                better.yoursBecame(),
                better.theirsBecame()));
      }
    }
    all.addAll(more.values());
    all.sort(Comparator.comparing(ConfigEntry::path, PathOrder.BYTEWISE));
    return new ConfigPreview(List.copyOf(all), blockers, problems);
  }

  /**
   * Those that are worth telling: where a folder became something else, or something else a folder,
   * what was or is in it is part of that one change ({@code ostree_diff_dirs} does not go into it
   * either). What the other side did in there is told all the same.
   */
  public List<ConfigEntry> told() {
    List<ConfigEntry> told = new ArrayList<>();
    Set<String> yours = new HashSet<>();
    Set<String> theirs = new HashSet<>();
    // Sorted bytewise, so that a folder comes before what is in it.
    for (ConfigEntry each : entries) {
      boolean partOfYours = isInside(each.path(), yours);
      boolean partOfTheirs = isInside(each.path(), theirs);
      boolean mine = !partOfYours && each.yours() != ConfigEdit.NONE;
      boolean other = !partOfTheirs && each.theirs() != ConfigEdit.NONE;
      if (mine || other || (!partOfYours && !partOfTheirs)) {
        told.add(each);
      }
      if (partOfYours || each.yoursBecame().isPresent()) {
        yours.add(each.path());
      }
      if (partOfTheirs || each.theirsBecame().isPresent()) {
        theirs.add(each.path());
      }
    }
    return List.copyOf(told);
  }

  private static boolean isInside(String path, Set<String> folders) {
    return folders.contains(path.substring(0, path.lastIndexOf('/')));
  }

  /** How many paths are in each state. */
  public Map<ConfigState, Integer> counts() {
    Map<ConfigState, Integer> counts = new EnumMap<>(ConfigState.class);
    entries.forEach(it -> counts.merge(it.state(), 1, Integer::sum));
    return counts;
  }
}
