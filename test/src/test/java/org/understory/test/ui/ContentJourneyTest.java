package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.control.ListView;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.content.DiffRow;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;

/** Somebody looks at how files differ, and at who may do what. */
final class ContentJourneyTest {
  private Person person;

  @BeforeEach
  void open(@TempDir Path home) throws IOException {
    ChangedFiles files = ChangedFiles.in(home);
    person =
        Person.at(
            new SystemChoice.BareRepository(files.repository().path()), home, "screen=compare");
    picks("#compare-from", files.before().brief());
    picks("#compare-to", files.after().brief());
    person.reads("#compare-count", "7 changes");
    person.clickOn("#compare-as-list");
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void a_key_goes_from_difference_to_difference_and_back() {
    opens(ChangedFiles.TEXT);
    assertThat(steps(KeyCode.F7)).startsWith("-Option7 = 7 ").contains("+Option7 = 70 ");
    assertThat(steps(KeyCode.F7)).startsWith("-Option30 = 30 ");
    assertThat(steps(KeyCode.F7)).startsWith("-Option45 = 45 #");
    person.push(KeyCode.SHIFT, KeyCode.F7);
    person.awaits("the one before", () -> selected().startsWith("-Option30 = 30 "));
  }

  @Test
  void the_way_to_look_stays_for_the_next_file() {
    opens(ChangedFiles.TEXT);
    person.clickOn("#compare-content-unified");
    person.reads(".diff-list", "@@ -30,7 +30,6 @@");
    opens(ChangedFiles.WINDOWS);
    person.reads(".content-remark", "Line ends: CR LF (Windows) \u2192 LF");
    person.sees("#compare-content-unified:selected");
    person.reads(".diff-list", "@@ -1,3 +1,3 @@");
  }

  @Test
  void security_relevant_changes_are_in_one_place_and_lead_to_their_files() {
    person.reads(".rights", "2 security-relevant changes");
    person.clickOn("#rights-toggle");
    person.reads("#rights-list", "Runs as root, whoever starts it: setuid added");
    person.clickOn("#rights-list", "/usr/share/open");
    person.reads("#sides-title", "/usr/share/open");
    person.reads("#sides-meaning", "Everybody may write it");
    person.reads(".content-remark", "The text is the same");
  }

  @Test
  void what_is_no_text_is_summarised_and_images_are_drawn() {
    opens(ChangedFiles.PROGRAM);
    person.reads(".binary-view", "Program (ELF), ");
    person.reads(".binary-view", "build ID ");
    opens(ChangedFiles.IMAGE);
    person.reads(".binary-view", "PNG image, 128");
    person.awaits("two images", () -> person.count(".picture") == 2);
    person.clickOn("#compare-content-details");
    person.awaits("bytes", () -> person.words(".sides").contains("89 50 4e 47"));
  }

  @Test
  void a_long_line_is_moved_on_both_sides_at_once() {
    opens(ChangedFiles.LONG);
    person.sees("#diff-scroll");
    opens(ChangedFiles.WINDOWS);
    person.reads(".content-remark", "Line ends");
    person.seesNo("#diff-scroll");
  }

  private void picks(String side, String commit) {
    person.clickOn(side);
    person.sees("#choice-list");
    person.write(commit).push(KeyCode.ENTER);
    person.reads(side, commit);
  }

  private void opens(String path) {
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.write(path);
    person.awaits("one row", () -> rows() == 1);
    person.doubleClickOn("#compare-tree .tree-table-row-cell");
    person.reads("#sides-title", path);
  }

  private int rows() {
    return ((TreeTableView<?>) person.stage().getScene().lookup("#compare-tree"))
        .getExpandedItemCount();
  }

  private String steps(KeyCode key) {
    person.sees(".diff-list");
    String before = FxHarness.call(this::selected);
    person.push(key);
    person.awaits("another difference", () -> !selected().equals(before));
    return FxHarness.call(this::selected);
  }

  /** To be called while drawing. */
  private String selected() {
    ListView<?> list = (ListView<?>) person.stage().getScene().lookup(".diff-list");
    return list.getSelectionModel().getSelectedItem() instanceof DiffRow row ? row.plain() : "";
  }
}
