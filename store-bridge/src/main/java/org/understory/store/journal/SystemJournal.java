package org.understory.store.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Happening.Other;
import org.understory.model.plan.Happening.What;
import org.understory.store.file.SmallFile;
import org.understory.store.journal.RpmOstreeHistory.Made;

/** What the computer has written down of its starts and of changes that other programs made. */
public final class SystemJournal {
  /** Entries that are read, the newest. */
  private static final int MAX_ENTRIES = 5000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FIELDS =
      "MESSAGE,MESSAGE_ID,DEPLOYMENT_PATH,DEPLOYMENT_TIMESTAMP,DEPLOYMENT_VERSION,COMMAND_LINE,AGENT,"
          + "CLIENT_UID,OSTREE_OSNAME,OSTREE_CHECKSUM,OSTREE_DEPLOYSERIAL,_TRANSPORT,_BOOT_ID,"
          + "_PID,_UID,_COMM,_CMDLINE,_SYSTEMD_UNIT,_AUDIT_LOGINUID";

  private final JournalTool tool;
  private final Path history;
  private final Path bootId;

  private SystemJournal(JournalTool tool, Path history, Path bootId) {
    this.tool = tool;
    this.history = history;
    this.bootId = bootId;
  }

  /** That of this computer. */
  public static SystemJournal live() {
    return new SystemJournal(
        JournalTool.live(PATIENCE),
        Path.of("/var/lib/rpm-ostree/history"),
        Path.of("/proc/sys/kernel/random/boot_id"));
  }

  /**
   * One in files.
   *
   * @param folder of the journal
   * @param history of rpm-ostree
   * @param bootId file with the id of the run that goes on
   */
  public static SystemJournal of(Path folder, Path history, Path bootId) {
    return new SystemJournal(JournalTool.of(folder, PATIENCE), history, bootId);
  }

  /**
   * Reads all of it, which may take seconds; never fails, but says what is missing.
   *
   * @throws java.util.concurrent.CancellationException when asked to stop
   */
  public Chronicle read(Cancellation cancellation) {
    Versions versions = new Versions();
    List<Made> made = RpmOstreeHistory.read(history);
    made.forEach(each -> versions.learn(each.id(), each.version()));
    List<JournalEntry> entries = List.of();
    List<Happening> happenings = new ArrayList<>();
    Optional<Problem> gap;
    try {
      JournalTool.Output said = tool.run(query(), cancellation);
      entries = entries(said);
      learn(entries, versions);
      happenings.addAll(OtherChanges.of(entries, versions));
      gap = said.cut();
      happenings.addAll(starts(entries, versions, cancellation));
    } catch (StoreException e) {
      gap = Optional.of(e.problem());
    }
    happenings.addAll(untold(made, entries, versions));
    return new Chronicle(happenings, gap);
  }

  private List<? extends Happening> starts(
      List<JournalEntry> entries, Versions versions, Cancellation cancellation)
      throws StoreException {
    JournalTool.Output list = tool.run(List.of("--list-boots"), cancellation);
    if (list.cut().isPresent()) {
      throw new StoreException(list.cut().get());
    }
    Boots boots = Boots.read(list.text());
    List<JournalEntry> all = new ArrayList<>(entries);
    long told = entries.stream().filter(each -> each.kind().equals(Boots.PREPARED)).count();
    if (told < boots.all().size()) {
      all.addAll(entries(tool.run(kernels(), cancellation)));
    }
    return boots.starts(all, running(), versions);
  }

  /** The oldest first. */
  private static List<JournalEntry> entries(JournalTool.Output said) {
    return said.lines().flatMap(line -> JournalEntry.read(line).stream()).toList().reversed();
  }

  private static void learn(List<JournalEntry> entries, Versions versions) {
    for (JournalEntry entry : entries) {
      if (entry.kind().equals(OtherChanges.DEPLOYED)) {
        Versions.id(entry.text("DEPLOYMENT_PATH"))
            .ifPresent(id -> versions.learn(id, entry.text("DEPLOYMENT_VERSION")));
      }
    }
  }

  /** What is in rpm-ostree's files only: the journal forgets, or may not be read. */
  private static List<Other> untold(
      List<Made> made, List<JournalEntry> entries, Versions versions) {
    Set<Long> told = new HashSet<>();
    for (JournalEntry entry : entries) {
      entry.number("DEPLOYMENT_TIMESTAMP").ifPresent(told::add);
    }
    return made.stream()
        .filter(each -> !told.contains(each.time()))
        .map(
            each ->
                new Other(
                    each.time(),
                    What.DEPLOYED,
                    "rpm-ostree",
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.of(versions.of(each.id()))))
        .toList();
  }

  /**
   * Only what root wrote, which the journal knows from the kernel: anybody may write entries with
   * any id.
   */
  private static List<String> query() {
    List<String> query = new ArrayList<>(newest());
    query.add("_UID=0");
    Stream.of(
            Boots.PREPARED,
            Boots.JOURNAL_STARTED,
            Boots.JOURNAL_STOPPED,
            Boots.SHUTDOWN,
            OtherChanges.COMPLETE,
            OtherChanges.FINALIZING,
            OtherChanges.BEGUN,
            OtherChanges.DEPLOYED)
        .forEach(id -> query.add("MESSAGE_ID=" + id));
    query.addAll(
        List.of("+", "_UID=0", "MESSAGE_ID=" + Boots.UNIT_STARTED, "UNIT=shutdown.target"));
    return query;
  }

  /** For starts of which nobody else says what they ran. */
  private static List<String> kernels() {
    List<String> query = new ArrayList<>(newest());
    query.addAll(List.of("--grep=^Kernel command line: .*ostree=", "_TRANSPORT=kernel"));
    return query;
  }

  private static List<String> newest() {
    return List.of("--reverse", "--lines=" + MAX_ENTRIES, "--output-fields=" + FIELDS);
  }

  /** As the journal writes it: without dashes. */
  private String running() {
    try {
      return SmallFile.text(bootId, 1 << 10).strip().replace("-", "");
    } catch (IOException | StoreException unknown) {
      return "";
    }
  }
}
