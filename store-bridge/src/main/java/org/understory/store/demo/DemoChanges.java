package org.understory.store.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened to the packages from one commit to the next, a line each. */
record DemoChanges(
    List<String> upgraded, List<String> downgraded, List<String> added, List<String> removed) {

  static DemoChanges between(List<DemoPackage> before, List<DemoPackage> after) {
    DemoChanges changes =
        new DemoChanges(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Map<String, DemoPackage> old = new TreeMap<>();
    before.forEach(each -> old.put(each.name(), each));
    for (DemoPackage each : after) {
      DemoPackage previous = old.remove(each.name());
      if (previous == null) {
        changes.added.add(each.name() + " " + each.versionRelease());
      } else if (previous.step() != each.step()) {
        (previous.step() < each.step() ? changes.upgraded : changes.downgraded)
            .add(each.name() + " " + previous.versionRelease() + " -> " + each.versionRelease());
      }
    }
    old.values().forEach(each -> changes.removed.add(each.name()));
    return changes;
  }

  /** For a subject line. */
  String summary() {
    List<String> parts = new ArrayList<>();
    part(parts, upgraded, "upgraded");
    part(parts, downgraded, "downgraded");
    part(parts, added, "added");
    part(parts, removed, "removed");
    return parts.isEmpty() ? "rebuilt" : String.join(", ", parts);
  }

  private static void part(List<String> parts, List<String> lines, String what) {
    if (!lines.isEmpty()) {
      parts.add(lines.size() + " " + what);
    }
  }

  /** For a body. */
  String text() {
    StringBuilder text = new StringBuilder();
    section(text, "Upgraded", upgraded);
    section(text, "Downgraded", downgraded);
    section(text, "Added", added);
    section(text, "Removed", removed);
    return text.toString().strip();
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append(title).append(":\n");
      lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }
}
