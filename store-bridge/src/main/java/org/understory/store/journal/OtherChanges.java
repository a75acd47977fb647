package org.understory.store.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.plan.Happening.Other;
import org.understory.model.plan.Happening.Version;
import org.understory.model.plan.Happening.What;

/**
 * Changes that were not made with this program. libostree writes an entry for each list of
 * deployments that it has written, whoever had it do that; rpm-ostree has two entries of its own
 * around that, which tell more.
 */
final class OtherChanges {
  // Ids of messages: ostree-sysroot-deploy.c, rpmostreed-daemon.cxx,
  // rpmostree-sysroot-upgrader.cxx.
  static final String COMPLETE = "dd440e3e549083b63d0efc7dc15255f1";
  static final String FINALIZING = "e8646cd63dff4625b77909a8e7a40994";
  static final String BEGUN = "d5bea37a8fc84ff59dbcfd79177b7df8";
  static final String DEPLOYED = "9bddbda177cd44d891b1b561a8a0ce9e";

  /** What the audit system calls nobody. */
  private static final long NOBODY = 0xffff_ffffL;

  private static final Pattern METHOD = Pattern.compile("Initiated txn (\\w{1,64}) for .*");
  private static final Pattern OWN = Pattern.compile(".*\\borg\\.understory\\.(store|app)[/.].*");

  private final Versions versions;
  private final Map<String, Work> works = new HashMap<>();
  private final List<Other> found = new ArrayList<>();

  /**
   * What a process is at.
   *
   * @param uid of who asked for it
   * @param told whether it is listed already
   */
  private record Work(Optional<String> method, OptionalInt uid, boolean told) {
    static final Work UNKNOWN = new Work(Optional.empty(), OptionalInt.empty(), false);

    Work told(boolean yes) {
      return new Work(method, uid, yes);
    }
  }

  private OtherChanges(Versions versions) {
    this.versions = versions;
  }

  /**
   * All of them.
   *
   * @param entries the oldest first
   */
  static List<Other> of(List<JournalEntry> entries, Versions versions) {
    OtherChanges changes = new OtherChanges(versions);
    entries.forEach(changes::add);
    return List.copyOf(changes.found);
  }

  private void add(JournalEntry entry) {
    String process = entry.boot() + " " + entry.text("_PID");
    Work work = works.getOrDefault(process, Work.UNKNOWN);
    switch (entry.kind()) {
      case BEGUN -> works.put(process, new Work(method(entry), uid(entry, "CLIENT_UID"), false));
      case DEPLOYED -> {
        deployed(entry, work);
        works.put(process, work.told(true));
      }
      case FINALIZING -> {
        Optional<Version> version = staged(entry);
        if (version.isPresent()) {
          found.add(finished(entry, version));
          works.put(process, work.told(true));
        }
      }
      case COMPLETE -> {
        if (!work.told() && !isOwn(entry)) {
          changed(entry, work);
          // What rpm-ostree writes next, as it cleans up, belongs to the same request.
          works.put(process, work.told(work.method().isPresent()));
        }
      }
      default -> {}
    }
  }

  private void deployed(JournalEntry entry, Work work) {
    // The agent "cli" is rpm-ostree's own command.
    String program = entry.get("AGENT").filter(agent -> !agent.equals("cli")).orElse("rpm-ostree");
    found.add(
        new Other(
            entry.time(),
            What.DEPLOYED,
            program,
            entry.get("COMMAND_LINE").or(work::method),
            work.uid(),
            versions.at(entry.text("DEPLOYMENT_PATH"))));
  }

  private Optional<Version> staged(JournalEntry entry) {
    String folder = entry.text("OSTREE_CHECKSUM") + "." + entry.text("OSTREE_DEPLOYSERIAL");
    return versions.at("ostree/deploy/" + entry.text("OSTREE_OSNAME") + "/deploy/" + folder);
  }

  private static Other finished(JournalEntry entry, Optional<Version> version) {
    return new Other(
        entry.time(), What.FINISHED, "ostree", Optional.empty(), OptionalInt.empty(), version);
  }

  private void changed(JournalEntry entry, Work work) {
    found.add(
        new Other(
            entry.time(),
            What.CHANGED,
            entry.get("_COMM").orElse("ostree"),
            work.method().or(() -> entry.get("_CMDLINE")),
            work.uid().isPresent() ? work.uid() : person(entry),
            Optional.empty()));
  }

  /** Who logged in to run it, also where sudo made them root since. */
  private static OptionalInt person(JournalEntry entry) {
    OptionalInt person = uid(entry, "_AUDIT_LOGINUID");
    return person.isPresent() ? person : uid(entry, "_UID");
  }

  private static boolean isOwn(JournalEntry entry) {
    return entry.text("_SYSTEMD_UNIT").startsWith("understory-worker@")
        || OWN.matcher(entry.text("_CMDLINE")).matches();
  }

  private static Optional<String> method(JournalEntry entry) {
    Matcher matcher = METHOD.matcher(entry.text("MESSAGE"));
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static OptionalInt uid(JournalEntry entry, String field) {
    OptionalLong number = entry.number(field);
    return number.isPresent() && number.getAsLong() < NOBODY
        ? OptionalInt.of((int) number.getAsLong())
        : OptionalInt.empty();
  }
}
