package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.PlanFacts;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;
import org.understory.test.kit.RehearsalEngine;

/**
 * Somebody changes the demo system from the window. Until an engine changes it on disk, {@link
 * RehearsalEngine} stands in for one.
 */
final class ChangeJourneyTest {
  private final SystemSnapshot system = DemoFixture.snapshot();
  private final Deployment running = system.booted().orElseThrow();
  private final Deployment rollback = system.rollback().orElseThrow();
  private RehearsalEngine engine = new RehearsalEngine(system, PlanFacts.NONE);
  private Person person;
  @TempDir private Path home;

  @AfterEach
  void close() {
    engine.letGo();
    person.close();
  }

  @Test
  void a_deployment_is_pinned_from_the_menu_of_its_card() {
    at("system");
    choose(rollback, "Pin…");
    person.reads(".plan-then", "Pinned");
    person.clickOn("#sheet-proceed");

    person.reads("#toast", version(rollback) + " is pinned.");
    person.seesNo("#plan-sheet");
    assertThat(engine.carriedOut()).containsExactly(new Operation.Pin(rollback.id()));
  }

  @Test
  void booting_another_one_next_says_what_is_lost_and_is_taken_back() {
    at("system");
    person.clickOn("#next-" + place(rollback));
    person.reads("#sheet-title", "Boot this next: " + version(rollback));
    person.reads(".notice.danger", "is thrown away");
    person.reads(".mark-removed", "Will be removed");
    person.reads(".mark-up", version(rollback));
    person.clickOn("#sheet-proceed");

    person.reads("#toast", version(rollback) + " starts next. It takes effect after a restart.");
    person.clickOn("#toast-undo");
    person.reads("#toast", "The last change is undone.");
    assertThat(engine.carriedOut())
        .startsWith(new Operation.SetDefault(rollback.id()))
        .endsWith(new Operation.SetDefault(running.id()));
  }

  @Test
  void where_something_serious_is_at_stake_the_enter_key_does_not_do_it() {
    at("system");
    person.clickOn("#next-" + place(rollback));
    person.sees("#sheet-cancel:focused");
    person.tabsTo("#sheet-proceed");
    person.push(KeyCode.ENTER);
    person.sees("#plan-sheet");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#plan-sheet");
    assertThat(engine.carriedOut()).isEmpty();
  }

  @Test
  void the_keyboard_stays_in_the_sheet_and_comes_back_to_where_it_was() {
    at("system");
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
  void removing_one_says_so_on_a_button_of_its_own_colour() {
    at("system");
    choose(rollback, "Remove…");
    person.reads("#sheet-proceed", "Remove");
    person.sees("#sheet-proceed.danger");
    person.reads("#plan-facts", "Can’t be undone");
    person.clickOn("#sheet-proceed");

    person.reads("#toast", version(rollback) + " is removed.");
    assertThat(engine.carriedOut()).containsExactly(new Operation.Remove(List.of(rollback.id())));
  }

  @Test
  void what_can_not_be_done_is_refused_in_the_same_place() {
    at("system");
    Deployment pinned =
        system.deployments().stream().filter(Deployment::pinned).findFirst().orElseThrow();
    choose(pinned, "Remove…");
    person.reads("#refused-sheet", version(pinned) + " is pinned, so it is kept. Unpin it first.");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#refused-sheet");
  }

  @Test
  void kernel_arguments_are_edited_and_the_difference_is_shown() {
    engine = RehearsalEngine.withoutUpdate(PlanFacts.NONE);
    at("system");
    choose(running, "Kernel arguments…");
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

    person.reads("#toast", "The kernel arguments of " + version(running) + " are changed.");
    List<String> wanted = running.kernelArguments().own().append("debug").arguments();
    assertThat(engine.carriedOut())
        .containsExactly(new Operation.EditKernelArguments(running.id(), wanted));
  }

  @Test
  void arguments_that_can_not_be_kept_are_refused_before_anything_is_written() {
    at("system");
    choose(running, "Kernel arguments…");
    person.reads("#refused-sheet", "is staged, and while it is");
    person.clickOn("#sheet-cancel");
    person.seesNo("#refused-sheet");
  }

  @Test
  void a_name_is_given_with_the_keyboard_alone() {
    at("system");
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
    assertThat(engine.carriedOut())
        .containsExactly(
            new Operation.SetLabel(running.id(), new Label("Good one", "sound works")));
    person.push(KeyCode.F6);
    person.sees("#toast-undo:focused");
  }

  @Test
  void a_version_is_deployed_from_the_history() {
    at("history");
    person.clickOn("#details-deploy");
    person.reads("#sheet-title", "Deploy " + version(running));
    person.reads(".plan-then", "New");
    person.clickOn("#sheet-proceed");

    person.reads("#toast", "is deployed");
    assertThat(engine.carriedOut())
        .containsExactly(new Operation.Deploy(running.stateroot(), running.checksum()));
  }

  @Test
  void one_moves_to_another_branch_from_its_newest_commit() {
    at("history");
    person.clickOn("#history-list", "demo:fern/x86_64/testing");
    person.clickOn(".details-rebase");
    person.reads("#sheet-title", "Move to demo:fern/x86_64/testing");
    person.clickOn("#sheet-proceed");

    person.reads("#toast", "Moved to demo:fern/x86_64/testing.");
    assertThat(engine.carriedOut())
        .singleElement()
        .isInstanceOfSatisfying(
            Operation.Rebase.class,
            rebase -> assertThat(rebase.refspec()).isEqualTo("demo:fern/x86_64/testing"));
  }

  @Test
  void what_is_compared_is_deployed() {
    at("system");
    person.clickOn("#compare-" + place(rollback));
    person.reads("#compare-count", "changes");
    person.clickOn("#compare-deploy");
    person.reads("#sheet-title", "Deploy " + version(rollback));
    person.clickOn("#sheet-cancel");
    person.seesNo("#plan-sheet");
    assertThat(engine.carriedOut()).isEmpty();
  }

  @Test
  void long_work_tells_how_far_it_is_and_can_be_stopped() {
    engine.willWait(
        new Event.Phase(Event.Step.DOWNLOADING),
        new Event.Progress(3_000_000, OptionalLong.of(12_000_000), 5, 50));
    at("system");
    choose(rollback, "Pin…");
    person.clickOn("#sheet-proceed");
    person.reads(".progress-words", "Downloading · 3.0\u00a0MB of 12.0\u00a0MB");
    person.clickOn(".progress-cancel");

    person.reads("#toast", "Stopped. Nothing has changed.");
    person.seesNo(".progress-cancel");
    assertThat(engine.carriedOut()).isEmpty();
  }

  @Test
  void a_failure_stays_until_it_is_read() {
    engine.willEnd(new Outcome.Failed(new Problem.StateChanged()));
    at("system");
    choose(rollback, "Pin…");
    person.clickOn("#sheet-proceed");
    person.reads("#change-trouble", "Not done: Pin " + version(rollback));
    person.reads("#change-trouble", "Look again and repeat");
    person.clickOn("#trouble-again");
    person.sees("#plan-sheet");
    person.push(KeyCode.ESCAPE);
    person.seesNo("#change-trouble .notice");
  }

  private void at(String screen) {
    person = Person.atTheDemo(home, engine, "screen=" + screen, "frame=0,0,1000,1000,normal");
  }

  private void choose(Deployment deployment, String action) {
    person.clickOn("#more-" + place(deployment));
    person.clickOn(".context-menu", action);
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

  private static int place(Deployment deployment) {
    return deployment.index() + 1;
  }

  private static String version(Deployment deployment) {
    return deployment.version().orElseThrow();
  }
}
