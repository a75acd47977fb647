package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;

/** Somebody reads the history of the demo system: 81 commits. */
final class HistoryJourneyTest {
  private static final int ALL = 81;

  private final SystemSnapshot system = DemoFixture.snapshot();
  private Person person;

  @BeforeEach
  void open(@TempDir Path home) {
    person = Person.atTheDemo(home, "history");
    seesRows(ALL);
    person.sees("#details-title");
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void the_running_commit_is_selected_and_told_about() {
    person.reads("#history-details .details-marks", "Running");
    person.reads("#history-details .checksum", spaced(running().checksum()));
  }

  @Test
  void the_columns_are_named() {
    person.reads(".history-header", "Subject");
  }

  @Test
  void unticking_a_branch_hides_what_only_it_leads_to() {
    person.clickOn("#history-tips", "fern/x86_64/netbook");
    person.awaits("fewer rows", () -> rows() < ALL);
    person.clickOn("#history-tips", "fern/x86_64/netbook");
    seesRows(ALL);
  }

  @Test
  void a_branch_on_its_own_and_nothing_at_all_can_be_asked_for_and_taken_back() {
    person.clickOn("#history-tips", "Remote demo");
    person.awaits("the deployments' history", () -> rows() < ALL);
    person.clickOn("#history-tips", "Deployments");
    person.reads(".state-page", "Nothing is ticked");
    person.clickOn(".state-page", "Show all");
    seesRows(ALL);
  }

  @Test
  void internal_refs_are_listed_on_request() {
    assertThat(person.words("#history-tips")).doesNotContain("ostree/1/1/0");
    person.clickOn("#history-internal");
    person.reads("#history-tips", "ostree/1/1/0");
  }

  @Test
  void only_commits_with_a_deployment_are_left() {
    person.clickOn("#history-deployed");
    seesRows((int) system.deployments().stream().map(Deployment::checksum).distinct().count());
    person.clickOn("#history-deployed");
    seesRows(ALL);
  }

  @Test
  void searching_counts_matches_steps_through_them_and_hides_the_others() {
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.write("kernel");
    person.awaits("matches", () -> person.words("#history-found").matches(".*(match|of).*"));
    String before = person.words("#details-title");
    person.push(KeyCode.ENTER);
    person.reads("#history-found", " of ");
    person.awaits("another commit", () -> !before.equals(person.words("#details-title")));
    person.clickOn("#history-matches");
    person.awaits("fewer rows", () -> rows() < ALL);
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.push(KeyCode.ESCAPE);
    seesRows(ALL);
  }

  @Test
  void a_word_that_is_nowhere_has_words_and_a_way_back() {
    person.clickOn("#history-matches");
    person.clickOn("#history-search");
    person.write("zzzz");
    person.reads(".state-page", "No commit matches");
    person.clickOn(".state-page", "Clear the search");
    seesRows(ALL);
  }

  @Test
  void the_search_can_be_told_where_to_look() {
    person.clickOn("#history-search");
    person.write(running().checksum().brief());
    person.reads("#history-found", "1 of 1");
    person.clickOn("#history-fields");
    person.clickOn(".context-menu", "Checksum");
    person.reads("#history-found", "No matches");
  }

  @Test
  void a_period_from_day_to_day_leaves_what_was_made_in_it() {
    person.clickOn("#history-matches");
    person.clickOn("#history-period");
    person.clickOn("From day to day…");
    person.clickOn("#history-from");
    person.write("1/1/2026").push(KeyCode.ENTER);
    person.awaits("fewer rows", () -> rows() < ALL);
    int since = FxHarness.call(this::rows);
    person.clickOn("#history-to");
    person.write("2/1/2026").push(KeyCode.ENTER);
    person.awaits("fewer rows still", () -> rows() > 0 && rows() < since);
  }

  @Test
  void the_keyboard_walks_the_list_copies_a_checksum_and_opens_the_files() {
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.push(KeyCode.DOWN);
    person.push(KeyCode.HOME);
    String first = person.words("#details-title");
    person.push(KeyCode.DOWN);
    person.awaits("the next commit", () -> !first.equals(person.words("#details-title")));
    person.push(KeyCode.CONTROL, KeyCode.C);
    Checksum copied = Checksum.parse(person.pastes()).orElseThrow();
    person.reads("#history-details .checksum", spaced(copied));
    person.push(KeyCode.ENTER);
    person.sees("#go-browse:selected");
    person.reads("#browse-commit", copied.brief());
  }

  @Test
  void the_details_tell_packages_and_metadata_and_give_the_checksum() {
    person.tabsTo("#history-details .copy-button");
    person.push(KeyCode.SPACE);
    assertThat(person.pastes()).isEqualTo(running().checksum().hex());
    person.tabsTo("#details-packages");
    person.push(KeyCode.SPACE);
    person.tabsTo("#details-packages .text-field");
    person.write("kernel");
    person.awaits(
        "the kernel only",
        () ->
            person
                .words("#details-packages .line-list")
                .lines()
                .allMatch(it -> it.contains("kernel")));
    person.tabsTo("#details-metadata");
    person.push(KeyCode.SPACE);
    person.tabsTo("#details-metadata .text-field");
    person.write("ref-binding");
    person.reads("#details-metadata .line-list", "ostree.ref-binding");
  }

  @Test
  void a_commit_leads_to_the_comparison_with_its_parent() {
    person.clickOn("#details-compare-parent");
    person.sees("#go-compare:selected");
    person.reads("#compare-to", running().version().orElseThrow());
    person.reads("#compare-count", "changes");
  }

  @Test
  void two_commits_are_compared_with_each_other() {
    person.push(KeyCode.SHIFT, KeyCode.DOWN);
    person.awaits("two", () -> list().getSelectionModel().getSelectedItems().size() == 2);
    person.rightClickOn("#history-list .list-cell:selected");
    person.clickOn("Compare the two selected");
    person.sees("#go-compare:selected");
    person.reads("#compare-to", running().version().orElseThrow());
  }

  private Deployment running() {
    return system.booted().orElseThrow();
  }

  private void seesRows(int number) {
    person.awaits(number + " rows", () -> person.count("#history-list") > 0 && rows() == number);
  }

  /** To be called while drawing. */
  private int rows() {
    return list().getItems().size();
  }

  private ListView<?> list() {
    return (ListView<?>) person.stage().getScene().lookup("#history-list");
  }

  /** A checksum as the details show it. */
  private static String spaced(Checksum checksum) {
    return checksum.hex().replaceAll("(.{8})(?=.)", "$1 ");
  }
}
