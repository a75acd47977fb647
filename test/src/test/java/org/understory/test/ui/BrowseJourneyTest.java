package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.system.Deployment;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;

/** Somebody walks through the files of the demo system. */
final class BrowseJourneyTest {
  private final Deployment running = DemoFixture.snapshot().booted().orElseThrow();
  @TempDir private Path home;
  private Person person;

  @BeforeEach
  void open() {
    person = Person.atTheDemo(home, "browse");
    person.reads("#browse-tree", "boot");
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void the_running_commit_opens_at_its_root() {
    person.reads("#browse-commit", running.version().orElseThrow());
    person.reads("#browse-commit", "running");
  }

  @Test
  void another_revision_is_found_in_the_picker_by_a_word() {
    person.clickOn("#browse-commit");
    person.reads("#choice-list", "Branches of demo");
    person.write("netbook");
    person.awaits("one branch", () -> !person.words("#choice-list").contains("stable"));
    person.push(KeyCode.ENTER);
    person.seesNo("#choice-list");
    person.reads("#browse-commit", "demo:fern/x86_64/netbook");
    person.reads("#browse-tree", "boot");
  }

  @Test
  void a_revision_is_picked_with_the_mouse() {
    String rollback =
        DemoFixture.snapshot().deployments().stream()
            .filter(Deployment::rollback)
            .findFirst()
            .flatMap(Deployment::version)
            .orElseThrow();
    person.clickOn("#browse-commit");
    person.clickOn("#choice-list", rollback);
    person.seesNo("#choice-list");
    person.reads("#browse-commit", rollback);
  }

  @Test
  void the_picker_opens_with_the_keyboard_and_closes_without_a_choice() {
    person.tabsTo("#browse-commit");
    person.push(KeyCode.DOWN);
    person.sees("#choice-list");
    person.push(KeyCode.DOWN);
    person.push(KeyCode.ESCAPE);
    person.seesNo("#choice-list");
    person.reads("#browse-commit", running.version().orElseThrow());
    person.push(KeyCode.DOWN);
    person.sees("#choice-list");
    person.push(KeyCode.DOWN);
    person.push(KeyCode.ENTER);
    person.seesNo("#choice-list");
    person.awaits(
        "another commit",
        () -> !person.words("#browse-commit").contains(running.version().orElseThrow()));
  }

  @Test
  void a_revision_can_be_typed_and_a_wrong_one_is_told_in_a_sentence() {
    person.clickOn("#browse-commit");
    person.write("demo:fern/x86_64/stable^").push(KeyCode.ENTER);
    person.reads("#browse-tree", "boot");
    person.clickOn("#browse-commit");
    person.write("no-such-branch").push(KeyCode.ENTER);
    person.reads(".state-page", "There is no commit no-such-branch here.");
  }

  @Test
  void the_keyboard_finds_a_name_opens_it_and_goes_back_up() {
    person.clickOn("#browse-tree .tree-table-row-cell");
    person.push(KeyCode.U);
    person.reads("#details-name", "usr");
    person.push(KeyCode.ENTER);
    person.awaits("its folders", () -> person.words("#browse-tree").contains("libexec"));
    person.push(KeyCode.ALT, KeyCode.UP);
    person.awaits("the root", () -> person.words("#browse-tree").contains("sysroot"));
    person.reads("#details-name", "usr");
    person.push(KeyCode.ALT, KeyCode.LEFT);
    person.awaits("its folders", () -> person.words("#browse-tree").contains("libexec"));
    person.push(KeyCode.ALT, KeyCode.RIGHT);
    person.awaits("the root", () -> person.words("#browse-tree").contains("sysroot"));
  }

  @Test
  void the_keyboard_unfolds_a_folder_in_place() {
    person.clickOn("#browse-tree .tree-table-row-cell");
    person.push(KeyCode.U);
    person.reads("#details-name", "usr");
    person.push(KeyCode.RIGHT);
    person.reads("#browse-tree", "libexec");
    person.push(KeyCode.DOWN);
    person.reads("#details-name", "bin");
    person.push(KeyCode.LEFT);
    person.push(KeyCode.LEFT);
    person.awaits("it folded", () -> !person.words("#browse-tree").contains("libexec"));
  }

  @Test
  void a_file_is_looked_at_as_text_and_as_bytes() {
    goesTo("/usr/lib/os-release");
    person.reads(".preview-bar", "Checksum verified");
    person.reads(".lines-view", "NAME=\"Fern Linux\"");
    person.clickOn("Hex");
    person.reads(".lines-view", "4e 41 4d 45");
    person.clickOn("Hex");
    person.sees(".preview-bar .toggle-button:selected");
    person.reads(".lines-view", "4e 41 4d 45");
    person.clickOn("Text");
    person.reads(".lines-view", "NAME=\"Fern Linux\"");
  }

  @Test
  void a_link_tells_where_it_points_and_is_followed() {
    goesTo("/bin");
    person.reads("#details-name", "bin");
    person.reads(".entry-details", "usr/bin");
    person.reads(".preview", "The target is in this commit.");
    person.push(KeyCode.ENTER);
    person.awaits("its programs", () -> person.words("#browse-tree").contains("bash"));
  }

  @Test
  void a_program_that_runs_as_its_owner_is_marked() {
    goesTo("/usr/bin/sudo");
    person.reads("#details-name", "sudo");
    person.reads("#browse-tree .chip", "setuid");
    person.reads(".entry-details .notice", "rights of its owner");
  }

  @Test
  void the_filter_keeps_the_names_that_hold_it_and_says_when_none_does() {
    goesTo("/usr/bin");
    person.awaits("the programs", () -> rows() > 20);
    person.push(KeyCode.CONTROL, KeyCode.F);
    person.write("sud");
    person.awaits("one program", () -> rows() == 1);
    person.write("zzzz");
    person.reads(".state-page", "No such name here");
    person.push(KeyCode.ESCAPE);
    person.awaits("all programs", () -> rows() > 20);
  }

  @Test
  void a_wrong_path_changes_nothing_but_is_told() {
    goesTo("/usr/lib/tmpfiles.d");
    person.reads("#browse-tree", ".conf");
    goesTo("/usr/nowhere");
    person.reads(".notice", "/usr/nowhere");
    person.reads("#browse-tree", ".conf");
    person.clickOn(".notice .button");
    person.seesNo(".notice");
  }

  @Test
  void a_path_and_a_checksum_are_copied_with_the_keyboard() {
    goesTo("/usr/lib/os-release");
    person.reads("#details-name", "os-release");
    person.clickOn("#browse-tree .tree-table-row-cell:selected");
    person.push(KeyCode.CONTROL, KeyCode.C);
    assertThat(person.pastes()).isEqualTo("/usr/lib/os-release");
    person.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    assertThat(person.pastes()).matches("[0-9a-f]{64}");
  }

  @Test
  void a_file_is_saved_byte_for_byte() throws IOException {
    goesTo("/usr/lib/os-release");
    person.willAnswer(Optional.of(home));
    person.clickOn("#save-as");
    person.reads(".notice", "Saved as " + home.resolve("os-release"));
    assertThat(Files.readString(home.resolve("os-release"))).contains("NAME=\"Fern Linux\"\n");
  }

  @Test
  void a_save_that_is_cancelled_leaves_no_file_and_no_words() throws IOException {
    goesTo("/usr/lib/os-release");
    person.reads("#details-name", "os-release");
    person.willAnswer(Optional.empty());
    person.push(KeyCode.CONTROL, KeyCode.S);
    FxHarness.pulse();
    assertThat(person.words(".notice")).isEmpty();
    assertThat(home.resolve("os-release")).doesNotExist();
  }

  @Test
  void a_save_that_fails_is_told_and_can_be_done_again() {
    goesTo("/usr/lib/os-release");
    person.willAnswer(Optional.of(home.resolve("not/there")));
    person.clickOn("#save-as");
    person.reads(".notice", "failed");
    person.reads(".notice", home.resolve("not/there").toString());
    person.willAnswer(Optional.of(home));
    person.clickOn("#save-as");
    person.reads(".notice", "Saved as");
    assertThat(home.resolve("os-release")).exists();
  }

  private void goesTo(String path) {
    person.push(KeyCode.CONTROL, KeyCode.L);
    person.sees("#path-field");
    person.write(path).push(KeyCode.ENTER);
  }

  /** To be called while drawing. */
  private int rows() {
    return ((TreeTableView<?>) person.stage().getScene().lookup("#browse-tree"))
        .getExpandedItemCount();
  }
}
