package org.understory.model.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What differs between two kernel command lines, their order and {@code ostree=} aside.
 *
 * @param added whole arguments, as often as they are there more often than before
 * @param changed arguments whose key both have once, with another value
 */
public record ArgumentChanges(List<String> added, List<String> removed, List<Changed> changed) {
  /** One argument with another value; both are whole, {@code KEY} or {@code KEY=VALUE}. */
  public record Changed(String from, String to) {}

  /** Compares two. */
  public static ArgumentChanges between(KernelArguments before, KernelArguments after) {
    List<String> older = before.own().arguments();
    List<String> newer = after.own().arguments();
    List<String> removed = without(older, newer);
    List<String> added = without(newer, older);
    Map<String, List<String>> gone = byKey(removed);
    Map<String, List<String>> come = byKey(added);
    List<Changed> changed = new ArrayList<>();
    gone.forEach(
        (key, old) -> {
          List<String> fresh = come.getOrDefault(key, List.of());
          if (old.size() == 1 && fresh.size() == 1) {
            changed.add(new Changed(old.getFirst(), fresh.getFirst()));
          }
        });
    Set<String> keys = new HashSet<>();
    changed.forEach(it -> keys.add(KernelArguments.key(it.from())));
    Predicate<String> whole = it -> !keys.contains(KernelArguments.key(it));
    return new ArgumentChanges(
        added.stream().filter(whole).toList(),
        removed.stream().filter(whole).toList(),
        List.copyOf(changed));
  }

  /** The first list without what is in the second, as often as it is there. */
  private static List<String> without(List<String> these, List<String> others) {
    Map<String, Integer> left = new HashMap<>();
    others.forEach(each -> left.merge(each, 1, Integer::sum));
    List<String> without = new ArrayList<>();
    for (String each : these) {
      if (left.merge(each, -1, Integer::sum) < 0) {
        without.add(each);
      }
    }
    return without;
  }

  private static Map<String, List<String>> byKey(List<String> arguments) {
    return arguments.stream()
        .collect(groupingBy(KernelArguments::key, LinkedHashMap::new, toList()));
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }
}
