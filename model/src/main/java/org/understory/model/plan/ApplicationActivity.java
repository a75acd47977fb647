package org.understory.model.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.understory.model.flatpak.FlatpakEvent;
import org.understory.model.flatpak.PlanList;

/**
 * What this program did to applications at once.
 *
 * @param changes in the order in which they were made; never empty
 */
public record ApplicationActivity(List<ApplicationChange> changes) {
  public ApplicationActivity {
    changes = List.copyOf(changes);
  }

  /**
   * What was written down as it belongs together; the newest first.
   *
   * @param lines the newest first
   */
  public static List<ApplicationActivity> of(List<ApplicationChange> lines) {
    Map<Long, List<ApplicationChange>> groups = new LinkedHashMap<>();
    lines
        .reversed()
        .forEach(each -> groups.computeIfAbsent(each.begun(), _ -> new ArrayList<>()).add(each));
    return groups.values().stream()
        .map(ApplicationActivity::new)
        .sorted(Comparator.comparingLong(ApplicationActivity::begun).reversed())
        .toList();
  }

  /** What it was for. */
  public PlanList.Aim aim() {
    return changes.getFirst().aim();
  }

  /** When it began, in milliseconds since 1970. */
  public long begun() {
    return changes.getFirst().begun();
  }

  /** When it ended, in seconds since 1970. */
  public long time() {
    return changes.getLast().time();
  }

  /** What is not as it was, in the order in which it was changed. */
  public List<ApplicationChange> changed() {
    return changes.stream().filter(ApplicationChange::changed).toList();
  }

  /** Whether flatpak's own word of a change means one of these. */
  public boolean explains(FlatpakEvent event) {
    // Seconds are cut off, and flatpak writes its word before its process ends.
    return event.time() >= begun() / 1000
        && changes.stream()
            .anyMatch(
                each ->
                    event.time() <= each.time()
                        && each.ref().equals(event.ref().name())
                        && each.installation().equals(event.installation())
                        && event.commit().filter(each.after()::equals).isPresent());
  }
}
