package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.FxHarness;

/** Somebody changes the demo system from the window. */
final class ChangeJourneyTest extends ChangeFixture {
  @Test
  void a_pin_is_seen_on_disk_and_taken_back() {
    DemoCopy demo = changing("system");
    choose(rollback, "Pin…");
    person.reads(".plan-then", "Pinned");
    person.clickOn("#sheet-proceed");
    person.reads("#toast", version(rollback) + " is pinned.");
    person.reads("#deployment-" + place(rollback), "Pinned");
    assertThat(now(demo, rollback).pinned()).isTrue();

    person.clickOn("#toast-undo");
    person.reads("#toast", "The last change is undone.");
    person.awaits(
        "no pin", () -> !person.words("#deployment-" + place(rollback)).contains("Pinned"));
    assertThat(now(demo, rollback).pinned()).isFalse();
  }

  @Test
  void booting_another_one_next_says_what_is_lost_and_is_taken_back() {
    DemoCopy demo = changing("system");
    person.clickOn("#next-" + place(rollback));
    person.reads("#sheet-title", "Boot this next: " + version(rollback));
    person.reads(".notice.danger", "is thrown away");
    person.reads("#plan-facts", "Can be undone, but for the update that is thrown away");
    person.reads(".mark-removed", "Will be removed");
    person.reads(".mark-up", version(rollback));
    person.clickOn("#sheet-proceed");

    person.reads("#toast", version(rollback) + " starts next. It takes effect after a restart.");
    assertThat(ids(demo)).startsWith(rollback.id(), running.id()).doesNotContain(staged.id());

    person.clickOn("#toast-undo");
    person.reads("#toast", "The last change is undone.");
    assertThat(ids(demo)).startsWith(running.id(), rollback.id());
  }

  @Test
  void where_something_serious_is_at_stake_the_enter_key_does_not_do_it() {
    looking("system");
    person.clickOn("#next-" + place(rollback));
    person.sees("#sheet-cancel:focused");
    person.tabsTo("#sheet-proceed");
    person.push(KeyCode.ENTER);
    person.sees("#plan-sheet");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#plan-sheet");
  }

  @Test
  void the_keyboard_stays_in_the_sheet_and_comes_back_to_where_it_was() {
    looking("system");
    person.tabsTo("#more-" + place(rollback));
    person.push(KeyCode.SPACE);
    person.sees(".context-menu");
    person.push(KeyCode.ESCAPE);
    person.seesNo(".context-menu");
    choose(rollback, "Remove…");
    person.sees("#plan-sheet");
    for (int i = 0; i < 7; i++) {
      person.push(i % 3 == 2 ? KeyCode.RIGHT : KeyCode.TAB);
      assertThat(inside(person.focus(), "plan-sheet")).isTrue();
    }
    person.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    person.push(KeyCode.DOWN);
    assertThat(inside(person.focus(), "plan-sheet")).isTrue();
    person.push(KeyCode.ESCAPE);
    person.sees("#more-" + place(rollback) + ":focused");
    person.sees("#go-system:selected");
  }

  @Test
  void what_can_not_be_done_is_refused_in_the_same_place() {
    looking("system");
    Deployment pinned =
        system.deployments().stream().filter(Deployment::pinned).findFirst().orElseThrow();
    choose(pinned, "Remove…");
    person.reads("#refused-sheet", version(pinned) + " is pinned, so it is kept. Unpin it first.");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#refused-sheet");
  }

  @Test
  void arguments_that_can_not_be_kept_are_refused_before_anything_is_written() {
    looking("system");
    choose(running, "Kernel arguments…");
    person.reads("#refused-sheet", "is staged, and while it is");
    person.clickOn("#sheet-cancel");
    person.seesNo("#refused-sheet");
  }

  @Test
  void what_is_compared_is_deployed() {
    looking("system");
    person.clickOn("#compare-" + place(rollback));
    // Another pair may have been there before.
    person.reads("#compare-to", version(rollback));
    person.reads("#compare-count", "changes");
    person.awaits("a button to press", () -> person.count("#compare-deploy:disabled") == 0);
    person.clickOn("#compare-deploy");
    person.reads("#sheet-title", "Deploy " + version(rollback));
    person.clickOn("#sheet-cancel");
    person.seesNo("#plan-sheet");
  }

  @Test
  void removing_one_says_so_on_a_button_of_its_own_colour() {
    DemoCopy demo = changing("system");
    choose(rollback, "Remove…");
    person.reads("#sheet-proceed", "Remove");
    person.sees("#sheet-proceed.danger");
    person.reads("#plan-facts", "Can’t be undone");
    person.clickOn("#sheet-proceed");

    person.reads("#toast", version(rollback) + " is removed.");
    assertThat(ids(demo)).doesNotContain(rollback.id()).contains(running.id(), staged.id());
  }

  @Test
  void kernel_arguments_are_edited_and_the_difference_is_shown() {
    DemoCopy demo = changing("system");
    choose(staged, "Kernel arguments…");
    person.sees("#arguments-sheet");
    person.clickOn("#argument-add");
    person.write("debug");
    person.reads("#argument-line", "debug");
    person.push(KeyCode.ENTER);
    person.reads("#plan-differences", "+ debug");
    person.clickOn("#sheet-back");
    person.reads("#argument-line", "debug");
    person.clickOn("#sheet-proceed");
    person.sees("#plan-sheet");
    person.clickOn("#sheet-proceed");

    person.reads("#toast", "The kernel arguments of " + version(staged) + " are changed.");
    assertThat(now(demo, staged).kernelArguments().own().arguments())
        .isEqualTo(staged.kernelArguments().own().append("debug").arguments());
  }

  @Test
  void a_name_is_given_with_the_keyboard_alone() {
    DemoCopy demo = changing("system");
    choose(running, "Name and note…");
    TextField name = person.sees("#label-name", TextField.class);
    assertThat(person.focus()).isEqualTo(name);
    person.write("Good one");
    person.push(KeyCode.TAB);
    person.write("sound works");
    person.push(KeyCode.TAB);
    person.push(KeyCode.TAB);
    person.push(KeyCode.SPACE);

    person.reads("#toast", "is saved");
    assertThat(now(demo, running).label()).contains(new Label("Good one", "sound works"));
    person.push(KeyCode.F6);
    person.sees("#toast-undo:focused");
  }

  @Test
  void a_version_is_deployed_from_the_history() {
    DemoCopy demo = changing("history");
    person.clickOn("#details-deploy");
    person.reads("#sheet-title", "Deploy " + version(running));
    person.reads(".plan-then", "New");
    person.clickOn("#sheet-proceed");

    person.reads("#toast", "is deployed");
    Deployment waiting = waiting(demo);
    assertThat(waiting.checksum()).isEqualTo(running.checksum());
    assertThat(waiting.serial()).isEqualTo(running.serial() + 1);
  }

  @Test
  void one_moves_to_another_branch_from_its_newest_commit() {
    DemoCopy demo = changing("history");
    person.clickOn("#history-list", "demo:fern/x86_64/testing");
    person.clickOn(".details-rebase");
    person.reads("#sheet-title", "Move to demo:fern/x86_64/testing");
    person.clickOn("#sheet-proceed");

    person.reads("#toast", "Moved to demo:fern/x86_64/testing.");
    assertThat(waiting(demo).origin().refspec()).contains("demo:fern/x86_64/testing");
  }

  private static boolean inside(Node node, String id) {
    return FxHarness.call(
        () -> {
          for (Node above = node; above != null; above = above.getParent()) {
            if (id.equals(above.getId())) {
              return true;
            }
          }
          return false;
        });
  }
}
