package org.understory.store.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.flatpak.FlatpakEvent;
import org.understory.model.flatpak.FlatpakRef;
import org.understory.model.flatpak.Installation;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Happening;

/**
 * What Flatpak has written into the journal of changes of applications: an entry whenever it
 * installs, updates or removes something ({@code flatpak_dir_log} in flatpak-dir.c; {@code flatpak
 * history} reads the same). Only what root or this person wrote is believed, for anybody may write
 * entries with any id.
 */
public final class FlatpakJournal {
  /** One that nobody writes into. */
  public static final FlatpakJournal NONE = new FlatpakJournal(List.of(), 0);

  /** FLATPAK_MESSAGE_ID of flatpak-dir.c. */
  private static final String WRITTEN = "c7b39b1e006b464599465e105b361485";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Entries that are read of each journal, the newest. */
  private static final int MAX_ENTRIES = 2000;

  private static final String FIELDS =
      "MESSAGE_ID,OPERATION,REF,INSTALLATION,COMMIT,_UID,_AUDIT_LOGINUID,_COMM,_CMDLINE,"
          + "OBJECT_UID,OBJECT_COMM,OBJECT_CMDLINE";

  /** What the audit system calls nobody. */
  private static final long NOBODY = 0xffff_ffffL;

  /** As flatpak_dir_get_name calls installations that are not the computer's usual one. */
  private static final Pattern FURTHER = Pattern.compile("system \\((.+)\\)");

  private final List<JournalTool> tools;
  private final int uid;

  /**
   * @param tools for the journal of the computer, and for that of this person, which is one of its
   *     own only on some computers
   */
  private FlatpakJournal(List<JournalTool> tools, int uid) {
    this.tools = tools;
    this.uid = uid;
  }

  /** That of this computer and of whoever runs this process. */
  public static FlatpakJournal live() {
    return new FlatpakJournal(
        List.of(
            JournalTool.live(PATIENCE),
            new JournalTool(List.of("/usr/bin/journalctl", "--user"), PATIENCE)),
        thisPerson());
  }

  /** One in the files of this folder, for the person with this number. */
  public static FlatpakJournal of(Path folder, int uid) {
    return new FlatpakJournal(List.of(JournalTool.of(folder, PATIENCE)), uid);
  }

  private static int thisPerson() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * All of it as {@link Happening.OtherApplication}; never fails, but says what is missing.
   *
   * @throws java.util.concurrent.CancellationException when asked to stop
   */
  public Chronicle read(Cancellation cancellation) {
    List<Happening> told = new ArrayList<>();
    Optional<Problem> gap = Optional.empty();
    for (int i = 0; i < tools.size(); i++) {
      try {
        Optional<Problem> missing = read(tools.get(i), told, cancellation);
        gap = gap.or(() -> missing);
      } catch (StoreException e) {
        // Without a journal of their own, a person's entries are in that of the computer.
        gap = i == 0 ? Optional.of(e.problem()) : gap;
      }
    }
    return new Chronicle(told, gap);
  }

  private Optional<Problem> read(JournalTool tool, List<Happening> told, Cancellation cancellation)
      throws StoreException {
    List<String> query =
        new ArrayList<>(
            List.of("--reverse", "--lines=" + MAX_ENTRIES, "--output-fields=" + FIELDS));
    query.addAll(List.of("MESSAGE_ID=" + WRITTEN, "_UID=0", "_UID=" + uid));
    JournalTool.Output said = tool.run(query, cancellation);
    said.lines()
        .flatMap(line -> JournalEntry.read(line).stream())
        .flatMap(entry -> event(entry).stream())
        .map(Happening.OtherApplication::new)
        .forEach(told::add);
    return said.cut();
  }

  private static Optional<FlatpakEvent> event(JournalEntry entry) {
    Optional<FlatpakEvent.What> what =
        switch (entry.text("OPERATION")) {
          case "deploy install" -> Optional.of(FlatpakEvent.What.INSTALLED);
          case "deploy update" -> Optional.of(FlatpakEvent.What.UPDATED);
          case "uninstall" -> Optional.of(FlatpakEvent.What.REMOVED);
          default -> Optional.empty();
        };
    Optional<FlatpakRef> ref = FlatpakRef.of(entry.text("REF")).filter(it -> !it.isPart());
    if (what.isEmpty() || ref.isEmpty()) {
      return Optional.empty();
    }
    // The computer's own service works for a program, and names that one.
    Optional<String> served = entry.get("OBJECT_COMM");
    return Optional.of(
        new FlatpakEvent(
            entry.time(),
            what.get(),
            ref.get(),
            installation(entry.text("INSTALLATION")),
            ref.get().id(),
            Checksum.parse(entry.text("COMMIT")),
            person(entry),
            served.or(() -> entry.get("_COMM")).orElse("flatpak"),
            entry.get(served.isPresent() ? "OBJECT_CMDLINE" : "_CMDLINE")));
  }

  private static String installation(String name) {
    Matcher further = FURTHER.matcher(name);
    if (further.matches()) {
      return further.group(1);
    }
    return name.equals("user") ? Installation.USER : Installation.SYSTEM;
  }

  /** Who asked the service, or else who logged in, also where sudo made them root since. */
  private static OptionalInt person(JournalEntry entry) {
    for (String field : List.of("OBJECT_UID", "_AUDIT_LOGINUID", "_UID")) {
      OptionalLong number = entry.number(field);
      if (number.isPresent() && number.getAsLong() < NOBODY) {
        return OptionalInt.of((int) number.getAsLong());
      }
    }
    return OptionalInt.empty();
  }
}
