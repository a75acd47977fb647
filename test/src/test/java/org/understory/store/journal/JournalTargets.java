package org.understory.store.journal;

import static org.understory.test.fuzz.Target.require;

import java.util.List;
import java.util.Optional;
import org.understory.store.variant.Made;
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
            Made.also("a{sv}", JournalTargets::history),
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
    require(boots.all().size() <= 1000, "so many at most");
    for (Boots.Boot each : boots.all()) {
      require(each.id().equals(String.valueOf(each.id())), "an id");
      int starts = boots.starts(List.of(), each.id(), new Versions()).size();
      require(starts == boots.all().size(), "each is told");
      break;
    }
  }

  /** What is read of it is what it says, in a name that leads nowhere else. */
  private static void history(byte[] input) throws Exception {
    Optional<RpmOstreeHistory.Made> made = RpmOstreeHistory.parse(1, input);
    if (made.isPresent()) {
      String id = made.get().id();
      require(id.indexOf('/') < 0 && id.indexOf('\0') < 0 && !id.startsWith("."), "a name: " + id);
    }
  }
}
