package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;

/** Somebody looks at what differs between two commits of the demo system. */
final class CompareJourneyTest {
  private final SystemSnapshot system = DemoFixture.snapshot();
  private Person person;

  @BeforeEach
  void open(@TempDir Path home) {
    person = Person.atTheDemo(home, "compare");
    person.reads("#compare-count", "changes");
    picks("#compare-from", rollback());
    picks("#compare-to", system.booted().orElseThrow());
    person.awaits("the changes", () -> number("#kind-modified") > 0 && rows() > 1);
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void swapping_the_sides_turns_what_was_added_into_what_was_removed() {
    String change = person.words("#compare-bytes");
    assertThat(change).contains("+");
    person.clickOn("#compare-swap");
    person.reads("#compare-from", system.booted().orElseThrow().version().orElseThrow());
    person.reads("#compare-to", rollback().version().orElseThrow());
    person.reads("#compare-bytes", "\u2212");
  }

  @Test
  void the_flat_list_has_a_row_for_every_change_and_the_tree_has_folders_with_totals() {
    int all = FxHarness.call(() -> number("#compare-count"));
    person.clickOn("#compare-as-list");
    person.awaits("a row for each", () -> rows() == all);
    person.clickOn("#compare-as-list");
    person.sees("#compare-as-list:selected");
    person.clickOn("#compare-as-tree");
    person.awaits("folders", () -> rows() != all && person.words("#compare-tree").contains("usr"));
  }

  @Test
  void a_report_is_copied_and_saved(@TempDir Path folder) throws Exception {
    person.clickOn("#compare-report");
    person.clickOn(".context-menu", "Copy, to paste into a bug report");
    person.reads("#report-told", "The report is in the clipboard");
    String copied = FxHarness.call(() -> Clipboard.getSystemClipboard().getString());
    assertThat(copied)
        .startsWith("# What changes from " + rollback().version().orElseThrow())
        .contains(rollback().id());

    String from = rollback().checksum().brief();
    String to = system.booted().orElseThrow().checksum().brief();
    Path page = folder.resolve("report-" + from + "-" + to + ".html");
    person.willAnswer(Optional.of(folder));
    person.clickOn("#compare-report");
    person.clickOn(".context-menu", "Save as web page…");
    person.reads("#report-told", "Saved as " + page);
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains(rollback().id());

    person.willAnswer(Optional.of(folder.resolve("absent")));
    person.clickOn("#compare-report");
    person.clickOn(".context-menu", "Save as Markdown…");
    person.reads("#report-told", "The report could not be made");
  }

  @Test
  void a_kind_that_is_switched_off_has_no_rows() {
    person.clickOn("#compare-as-list");
    int all = FxHarness.call(() -> number("#compare-count"));
    int modified = FxHarness.call(() -> number("#kind-modified"));
    person.awaits("a row for each", () -> rows() == all);
    person.clickOn("#kind-modified");
    person.awaits("fewer rows", () -> rows() == all - modified);
    person.clickOn("#kind-modified");
    person.awaits("all rows again", () -> rows() == all);
  }

  @Test
  void a_piece_of_a_path_narrows_the_changes() {
    person.clickOn("#compare-as-list");
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.write("os-release");
    person.awaits("few rows", () -> rows() > 0 && rows() < number("#compare-count"));
    person.write("zzzz");
    person.reads(".state-page", "No change fits");
  }

  @Test
  void a_change_is_looked_at_closely_before_and_after_and_found_in_browse() {
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.write("/usr/lib/os-release");
    person.clickOn("#compare-as-list");
    person.awaits("one row", () -> rows() == 1);
    person.doubleClickOn("#compare-tree .tree-table-row-cell");
    person.reads("#sides-title", "/usr/lib/os-release");
    person.sees(".sides .diff-list");
    person.clickOn("#compare-content-details");
    person.awaits("both sides", () -> person.count(".side .lines-view") == 2);
    person.clickOn("#compare-before-browse");
    person.sees("#go-browse:selected");
    person.reads("#browse-commit", rollback().version().orElseThrow());
    person.reads("#details-name", "os-release");
  }

  @Test
  void the_keyboard_opens_and_closes_a_change() {
    person.clickOn("#compare-as-list");
    person.tabsTo("#compare-tree");
    person.push(KeyCode.HOME);
    person.push(KeyCode.DOWN);
    person.push(KeyCode.ENTER);
    person.sees("#sides-title");
    String first = person.words("#sides-title");
    person.push(KeyCode.DOWN);
    person.awaits("the next change", () -> !person.words("#sides-title").equals(first));
    person.push(KeyCode.ESCAPE);
    person.seesNo("#sides-title");
  }

  @Test
  void a_commit_does_not_differ_from_itself() {
    picks("#compare-from", system.booted().orElseThrow());
    person.reads(".state-page", "Both sides are the same commit.");
  }

  @Test
  void what_becomes_of_etc_is_grouped_and_narrowed() {
    picks("#compare-from", system.booted().orElseThrow());
    picks("#compare-to", system.pending().orElseThrow());
    person.clickOn("#topic-configuration");
    person.reads("#config-list", "In conflict");
    person.reads("#config-list", "/etc/motd");
    assertThat(person.words("#config-conflict")).contains("1");
    person.clickOn("#config-conflict");
    person.awaits("no conflict", () -> !person.words("#config-list").contains("/etc/motd"));
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.write("chrony");
    person.awaits("one of them", () -> !person.words("#config-list").contains("/etc/hosts"));
    person.reads("#config-list", "/etc/chrony/chrony.conf");
  }

  @Test
  void kernels_and_their_arguments_are_compared() {
    Deployment rescue = system.deployments().getLast();
    picks("#compare-to", rescue);
    person.clickOn("#topic-kernel");
    person.reads("#kernel-arguments", "systemd.unit=rescue.target");
    person.reads("#kernel-arguments", "hides boot messages");
    person.clickOn("#topic-files");
    person.sees("#compare-tree");
  }

  private Deployment rollback() {
    return system.deployments().stream().filter(Deployment::rollback).findFirst().orElseThrow();
  }

  private void picks(String side, Deployment deployment) {
    person.clickOn(side);
    person.sees("#choice-list");
    person.write(deployment.checksum().brief()).push(KeyCode.ENTER);
    person.reads(side, deployment.version().orElseThrow());
  }

  /** To be called while drawing. */
  private int rows() {
    return ((TreeTableView<?>) person.stage().getScene().lookup("#compare-tree"))
        .getExpandedItemCount();
  }

  private int number(String selector) {
    String digits = person.words(selector).replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
