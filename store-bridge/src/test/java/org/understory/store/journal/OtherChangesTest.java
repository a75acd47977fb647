package org.understory.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.understory.model.plan.Happening.Other;
import org.understory.model.plan.Happening.Version;
import org.understory.model.plan.Happening.What;

/** What the entries of libostree and rpm-ostree together mean. */
final class OtherChangesTest {
  private static final String COMMIT = "a".repeat(64);
  private static final String ID = "fedora-" + COMMIT + ".0";
  private static final String PATH = "/ostree/deploy/fedora/deploy/" + COMMIT + ".0";

  private final List<JournalEntry> entries = new ArrayList<>();
  private final Versions versions = new Versions();

  @Test
  void rpm_ostree_is_told_once_with_who_asked_and_how() {
    versions.learn(ID, "41.1");
    begun("7", "PkgChange", "1000");
    deployed("7", "rpm-ostree install vim", "cli");
    complete("7", "rpm-ostree", "/usr/bin/rpm-ostree start-daemon");
    assertThat(others())
        .containsExactly(
            new Other(
                2,
                What.DEPLOYED,
                "rpm-ostree",
                Optional.of("rpm-ostree install vim"),
                OptionalInt.of(1000),
                Optional.of(new Version(ID, Optional.of("41.1")))));
  }

  @Test
  void who_had_rpm_ostree_do_it_is_the_program() {
    deployed("7", "", "gnome-software");
    assertThat(others()).extracting(Other::program).containsExactly("gnome-software");
    assertThat(others()).extracting(Other::command).containsExactly(Optional.empty());
  }

  @Test
  void what_rpm_ostree_says_no_more_about_is_told_by_its_name_for_it() {
    begun("7", "Rollback", "1000");
    complete("7", "rpm-ostree", "/usr/bin/rpm-ostree start-daemon");
    complete("7", "rpm-ostree", "/usr/bin/rpm-ostree start-daemon");
    begun("7", "Cleanup", "0");
    complete("7", "rpm-ostree", "/usr/bin/rpm-ostree start-daemon");
    assertThat(others()).extracting(Other::what).containsOnly(What.CHANGED);
    assertThat(others())
        .extracting(Other::command)
        .containsExactly(Optional.of("Rollback"), Optional.of("Cleanup"));
    assertThat(others())
        .extracting(Other::uid)
        .containsExactly(OptionalInt.of(1000), OptionalInt.of(0));
  }

  @Test
  void what_another_program_had_libostree_do_has_its_command_and_who_logged_in() {
    add(
        OtherChanges.COMPLETE,
        Map.of(
            "_PID",
            "8",
            "_COMM",
            "ostree",
            "_CMDLINE",
            "ostree admin undeploy 2",
            "_UID",
            "0",
            "_AUDIT_LOGINUID",
            "1000"));
    add(
        OtherChanges.COMPLETE,
        Map.of("_PID", "9", "_COMM", "eos-updater", "_UID", "0", "_AUDIT_LOGINUID", "4294967295"));
    assertThat(others())
        .containsExactly(
            new Other(
                1,
                What.CHANGED,
                "ostree",
                Optional.of("ostree admin undeploy 2"),
                OptionalInt.of(1000),
                Optional.empty()),
            new Other(
                2,
                What.CHANGED,
                "eos-updater",
                Optional.empty(),
                OptionalInt.of(0),
                Optional.empty()));
  }

  @Test
  void an_update_that_is_finished_at_shutdown_is_told_once() {
    add(
        OtherChanges.FINALIZING,
        Map.of(
            "_PID",
            "8",
            "OSTREE_OSNAME",
            "fedora",
            "OSTREE_CHECKSUM",
            COMMIT,
            "OSTREE_DEPLOYSERIAL",
            "0"));
    complete("8", "ostree", "/usr/bin/ostree admin finalize-staged");
    assertThat(others()).extracting(Other::what).containsExactly(What.FINISHED);
    assertThat(others().getFirst().version()).contains(new Version(ID, Optional.empty()));
  }

  @Test
  void this_program_is_not_told_as_another() {
    String worker = "/usr/lib/jvm/java -m org.understory.store/org.understory.store.engine.Worker";
    complete("8", "java", worker);
    add(
        OtherChanges.COMPLETE,
        Map.of("_PID", "9", "_SYSTEMD_UNIT", "understory-worker@3-12-0.service"));
    assertThat(others()).isEmpty();
    complete("8", "java", "/usr/lib/jvm/java -jar other.jar");
    assertThat(others()).hasSize(1);
  }

  @Test
  void another_run_of_the_computer_is_another_process() {
    begun("7", "Upgrade", "1000");
    entries.add(
        new JournalEntry(
            Map.of(
                "__REALTIME_TIMESTAMP", "9000000",
                "_BOOT_ID", "other",
                "_PID", "7",
                "MESSAGE_ID", OtherChanges.DEPLOYED)));
    assertThat(others()).extracting(Other::uid).containsExactly(OptionalInt.empty());
  }

  @Test
  void what_is_missing_or_odd_is_left_out() {
    add(OtherChanges.BEGUN, Map.of("MESSAGE", "Initiated txn", "CLIENT_UID", "-1"));
    add(OtherChanges.DEPLOYED, Map.of("DEPLOYMENT_PATH", "/ostree/deploy/../deploy/x.0"));
    add(OtherChanges.FINALIZING, Map.of());
    add(OtherChanges.COMPLETE, Map.of("_PID", "5"));
    assertThat(others()).extracting(Other::what).containsExactly(What.DEPLOYED, What.CHANGED);
    assertThat(others()).extracting(Other::version).containsOnly(Optional.empty());
    assertThat(others().getLast().program()).isEqualTo("ostree");
  }

  private List<Other> others() {
    return OtherChanges.of(entries, versions);
  }

  private void begun(String process, String method, String uid) {
    String message = "Initiated txn " + method + " for client(id:cli uid:1): /org/x";
    add(OtherChanges.BEGUN, Map.of("_PID", process, "MESSAGE", message, "CLIENT_UID", uid));
  }

  private void deployed(String process, String command, String agent) {
    add(
        OtherChanges.DEPLOYED,
        Map.of("_PID", process, "COMMAND_LINE", command, "AGENT", agent, "DEPLOYMENT_PATH", PATH));
  }

  private void complete(String process, String name, String command) {
    add(
        OtherChanges.COMPLETE,
        Map.of("_PID", process, "_COMM", name, "_CMDLINE", command, "_UID", "0"));
  }

  private void add(String kind, Map<String, String> facts) {
    Map<String, String> fields = new HashMap<>(facts);
    fields.put("MESSAGE_ID", kind);
    fields.put("_BOOT_ID", "boot");
    fields.put("__REALTIME_TIMESTAMP", entries.size() + 1 + "000000");
    entries.add(new JournalEntry(fields));
  }
}
