package org.understory.store.journal;

import static org.understory.test.fuzz.Target.require;

import java.util.List;
import java.util.Optional;
import org.understory.test.fuzz.Target;

/** What {@code journalctl} says, and what rpm-ostree writes down. */
public final class JournalTargets {
  private JournalTargets() {}

  /** All of them. */
  public static List<Target> all() {
    return List.of(
        Target.of("journal", JournalTargets::entries, JournalEntry.class, OtherChanges.class),
        Target.of("boots", JournalTargets::boots, Boots.class),
        Target.of(
            "rpmostree-history",
            input -> RpmOstreeHistory.parse(1, input),
            RpmOstreeHistory.class));
  }

  private static void entries(byte[] input) throws Exception {
    List<JournalEntry> entries =
        Target.text(input).lines().map(JournalEntry::read).flatMap(Optional::stream).toList();
    for (JournalEntry each : entries) {
      require(each.time() >= 0, "a time");
    }
    Versions versions = new Versions();
    require(
        OtherChanges.of(entries, versions).size() <= entries.size(), "no more than was written");
    String boot = entries.isEmpty() ? "" : entries.getFirst().boot();
    new Boots(List.of(new Boots.Boot(boot, 0, 1))).starts(entries, "", versions);
  }

  private static void boots(byte[] input) throws Exception {
    Boots boots = Boots.read(Target.text(input));
    boots.starts(List.of(), "", new Versions());
  }
}
