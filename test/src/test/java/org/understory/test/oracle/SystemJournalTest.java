package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Cancellation;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Happening.Ending;
import org.understory.model.plan.Happening.Other;
import org.understory.model.plan.Happening.Start;
import org.understory.model.plan.Happening.Version;
import org.understory.model.plan.Happening.What;
import org.understory.store.journal.SystemJournal;
import org.understory.test.kit.Command;
import org.understory.test.kit.JournalLab;
import org.understory.test.kit.SystemLab;

/**
 * The journal that a real journald has written, and rpm-ostree's own files as GLib writes them. The
 * entries are as the sources of libostree and rpm-ostree have them: the journals of the computers
 * that run those are on no Debian.
 */
final class SystemJournalTest {
  private static final String COMMIT = "a".repeat(64);
  private static final String PATH = "/ostree/deploy/fedora/deploy/" + COMMIT + ".0";
  private static final String ID = "fedora-" + COMMIT + ".0";
  private static final String OLD = "fedora-" + "b".repeat(64) + ".1";
  private static final String BOOTED =
      "MESSAGE=Resolved\nMESSAGE_ID=7170336a73ba4601bad31af888aa0df7\nDEPLOYMENT_PATH=%s\n";
  private static final String BEGUN =
      "MESSAGE=Initiated txn %s for client(id:cli uid:1000): /org/x\n"
          + "MESSAGE_ID=d5bea37a8fc84ff59dbcfd79177b7df8\nCLIENT_UID=1000\n";
  private static final String DEPLOYED =
      "MESSAGE=Created new deployment\nMESSAGE_ID=9bddbda177cd44d891b1b561a8a0ce9e\n"
          + "DEPLOYMENT_PATH=%s\nDEPLOYMENT_TIMESTAMP=%d\nDEPLOYMENT_VERSION=41.2\n"
          + "COMMAND_LINE=rpm-ostree upgrade\nAGENT=cli\nAGENT_SD_UNIT=\n";
  private static final String COMPLETE =
      "MESSAGE=Transaction complete\nMESSAGE_ID=dd440e3e549083b63d0efc7dc15255f1\n"
          + "OSTREE_DID_BOOTSWAP=yes\n";

  @TempDir private Path folder;
  private JournalLab lab;
  private Path history;

  @BeforeEach
  void make() throws IOException {
    assumeTrue(SystemLab.possible());
    lab = new JournalLab(folder);
    history = Files.createDirectory(folder.resolve("history"));
  }

  @Test
  void each_run_is_told_with_what_ran_and_how_it_ended() {
    String kernel = "c".repeat(64);
    lab.boot("TERM", BOOTED.formatted(PATH));
    lab.boot(
        "KILL",
        "kernel:Kernel command line: root=x ostree=/ostree/boot.0/fedora/" + kernel + "/0 quiet");
    lab.boot("TERM", "MESSAGE=nothing\n");
    lab.boot("KILL", BOOTED.formatted("/ostree/deploy/fedora/deploy/" + "b".repeat(64) + ".1"));
    Chronicle chronicle = read();
    assertThat(chronicle.gap()).isEmpty();
    List<Start> starts =
        chronicle.happenings().stream()
            .filter(Start.class::isInstance)
            .map(Start.class::cast)
            .toList();
    assertThat(starts)
        .extracting(Start::ending)
        .containsExactly(Ending.SHUT_DOWN, Ending.BROKEN_OFF, Ending.SHUT_DOWN, Ending.RUNNING);
    assertThat(starts)
        .extracting(start -> start.version().map(Version::id))
        .containsExactly(Optional.of(ID), Optional.empty(), Optional.empty(), Optional.of(OLD));
    assertThat(starts)
        .extracting(Start::kernel)
        .containsExactly(Optional.empty(), Optional.of(kernel), Optional.empty(), Optional.empty());
    assertThat(starts).isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
  }

  @Test
  void what_rpm_ostree_did_is_told_with_what_it_wrote_down_elsewhere() {
    made(1_700_000_000, COMMIT, 0, "41.2.1");
    made(1_600_000_000, "b".repeat(64), 1, "40.9");
    lab.boot("TERM", DEPLOYED.formatted(PATH, 1_700_000_000L), BOOTED.formatted(PATH));
    List<Happening> told = read().happenings();
    assertThat(told).filteredOn(Start.class::isInstance).hasSize(1);
    assertThat(told)
        .filteredOn(Start.class::isInstance)
        .extracting(start -> ((Start) start).version())
        .containsExactly(Optional.of(new Version(ID, Optional.of("41.2"))));
    assertThat(told.stream().filter(Other.class::isInstance).map(Other.class::cast))
        .extracting(Other::command, Other::version)
        .containsExactly(
            tuple(
                Optional.of("rpm-ostree upgrade"),
                Optional.of(new Version(ID, Optional.of("41.2")))),
            tuple(Optional.empty(), Optional.of(new Version(OLD, Optional.of("40.9")))));
  }

  @Test
  void what_anybody_else_than_root_writes_is_not_believed() {
    lab.boot(
        "TERM",
        "user:" + BOOTED.formatted(PATH),
        "user:" + COMPLETE,
        "user:" + DEPLOYED.formatted(PATH, 1L),
        "user:" + BEGUN.formatted("Upgrade") + "_UID=0\n",
        COMPLETE);
    List<Happening> told = read().happenings();
    assertThat(told).filteredOn(Other.class::isInstance).hasSize(1);
    assertThat(told)
        .filteredOn(Other.class::isInstance)
        .extracting(other -> ((Other) other).what())
        .containsExactly(What.CHANGED);
    assertThat(told)
        .filteredOn(Start.class::isInstance)
        .extracting(start -> ((Start) start).version())
        .containsExactly(Optional.empty());
  }

  @Test
  void odd_entries_do_not_hide_the_others() {
    lab.boot(
        "TERM",
        DEPLOYED.formatted(PATH, 5L).replace("COMMAND_LINE=", "COMMAND_LINE=\u0001\u007f"),
        DEPLOYED.formatted(PATH, 6L).replace("COMMAND_LINE=", "COMMAND_LINE=" + "x".repeat(9000)),
        DEPLOYED.formatted(PATH, 7L) + "COMMAND_LINE=again\n",
        BOOTED.formatted("x".repeat(100_000)));
    List<Other> told =
        read().happenings().stream()
            .filter(Other.class::isInstance)
            .map(Other.class::cast)
            .toList();
    assertThat(told)
        .extracting(Other::command)
        .satisfiesExactly(
            binary -> assertThat(binary).contains("\u0001\u007frpm-ostree upgrade"),
            tooLong -> assertThat(tooLong).isEmpty(),
            twice -> assertThat(twice.orElseThrow()).isIn("again", "rpm-ostree upgrade"));
    assertThat(told).extracting(Other::uid).containsOnly(OptionalInt.empty());
  }

  /** What the reader takes for a closed journal; as a user it is read in WholeProgramTest. */
  @Test
  void a_closed_journal_is_known_by_its_words() {
    lab.boot("TERM", BOOTED.formatted(PATH));
    String script =
        "chmod -R go= \"$1\"; mount -t tmpfs tmpfs /run; mkdir -p /run/log/journal;"
            + " mount --bind \"$1\" /run/log/journal; exec setpriv --reuid 65534 --regid 65534"
            + " --clear-groups journalctl --system --quiet --list-boots";
    Command.Result result =
        Command.attempt(
            List.of("unshare", "-m", "sh", "-c", script, "sh", lab.journal().toString()));
    assertThat(result.status()).isNotZero();
    assertThat(result.errors()).contains("insufficient permissions");
  }

  @Test
  void where_there_is_no_journal_nothing_is_missing() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(SystemJournal.of(empty, empty, empty).read(new Cancellation()))
        .isEqualTo(Chronicle.NONE);
  }

  @Test
  void a_damaged_journal_is_told_as_far_as_it_goes() throws IOException {
    lab.boot("TERM", BOOTED.formatted(PATH));
    lab.boot("TERM", BOOTED.formatted(PATH));
    try (var files = Files.walk(lab.journal())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().limit(1).toList()) {
        Files.write(file, new byte[4096]);
      }
    }
    Chronicle chronicle = read();
    assertThat(chronicle.happenings()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void it_stops_when_nobody_waits() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    assertThatThrownBy(
            () -> SystemJournal.of(lab.journal(), history, lab.bootId()).read(cancellation))
        .isInstanceOf(CancellationException.class);
  }

  private Chronicle read() {
    return SystemJournal.of(lab.journal(), history, lab.bootId()).read(new Cancellation());
  }

  /** As rpm-ostree writes it. */
  private void made(long time, String commit, int serial, String version) {
    Command.python(
        """
        import sys
        from gi.repository import GLib
        file, commit, serial, version = sys.argv[1:]
        values = {
            'id': GLib.Variant('s', 'fedora-' + commit + '.' + serial),
            'osname': GLib.Variant('s', 'fedora'),
            'packages': GLib.Variant('as', ['vim', 'htop']),
            'base-commit-meta': GLib.Variant('a{sv}', {'rpmostree.rpmdb.pkglist': GLib.Variant('a(stsss)', [('a', 0, '1', '1', 'x')] * 500)}),
            'serial': GLib.Variant('i', int(serial)),
            'checksum': GLib.Variant('s', commit),
            'version': GLib.Variant('s', version),
            'timestamp': GLib.Variant('t', 5),
            'booted': GLib.Variant('b', False),
        }
        data = GLib.Variant('a{sv}', values).get_data_as_bytes().get_data()
        open(file, 'wb').write(data)
        """,
        history.resolve(Long.toString(time)),
        commit,
        serial,
        version);
  }
}
