package org.understory.model.system;

import java.util.ArrayList;
import java.util.List;

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
    List<String> removed = new ArrayList<>(before.own().arguments());
    List<String> added = new ArrayList<>(after.own().arguments());
    for (String each : after.own().arguments()) {
      if (removed.remove(each)) {
        added.remove(each);
      }
    }
    List<Changed> changed = new ArrayList<>();
    for (String from : List.copyOf(removed)) {
      String key = KernelArguments.key(from);
      List<String> same = withKey(key, added);
      if (same.size() == 1 && withKey(key, removed).size() == 1) {
        changed.add(new Changed(from, same.getFirst()));
        removed.remove(from);
        added.remove(same.getFirst());
      }
    }
    return new ArgumentChanges(List.copyOf(added), List.copyOf(removed), List.copyOf(changed));
  }

  private static List<String> withKey(String key, List<String> arguments) {
    return arguments.stream().filter(it -> KernelArguments.key(it).equals(key)).toList();
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }
}
