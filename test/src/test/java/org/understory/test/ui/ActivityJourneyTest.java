package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.system.Deployment;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.Person;

/** Somebody looks up what was changed, on a demo that is really changed. */
final class ActivityJourneyTest {
  private final DemoCopy demo = DemoCopy.make();
  private final Deployment rollback = DemoFixture.snapshot().rollback().orElseThrow();
  private final String version = rollback.version().orElseThrow();
  @TempDir private Path home;

  @AfterEach
  void remove() {
    demo.close();
  }

  @Test
  void what_was_changed_is_listed_and_the_last_change_taken_back() {
    try (Person person = at("system")) {
      pin(person);
      person.push(KeyCode.CONTROL, KeyCode.DIGIT5);
      person.reads(".activity-row", "Pin " + version);
      person.reads(".activity-row", System.getProperty("user.name"));
      person.reads(".activity-age", "just now");
      person.clickOn(".activity-undo");
      person.reads("#toast", "The last change is undone.");
      person.reads(".activity-row", "Unpin " + version);
      person.awaits("two rows, one to undo", () -> person.count(".activity-undo") == 1);
      assertThat(person.words(".activity-row").lines().toList())
          .containsSubsequence("Unpin " + version, "Pin " + version);
    }
  }

  @Test
  void an_update_that_is_lost_is_told_until_somebody_puts_it_away() throws IOException {
    try (Person person = at("history")) {
      person.clickOn("#details-deploy");
      person.clickOn("#sheet-proceed");
      person.reads("#toast", "is deployed");
      person.clickOn("#go-activity");
      person.reads(".activity-row", "Waits");
      // What a power cut does: /run is in memory.
      Files.delete(demo.run().resolve("ostree/staged-deployment"));
      person.push(KeyCode.F5);
      person.reads(".activity-row .chip.danger", "Lost");
      person.clickOn("#go-system");
      person.reads("#finalization-failure", "The update was lost: Deploy");
      person.clickOn("#news-again");
      person.reads(".plan-then", "New");
      person.push(KeyCode.ESCAPE);
      person.clickOn("#news-details");
      person.sees(".activity-again");
      person.clickOn("#go-system");
      person.clickOn("#news-dismiss");
      person.seesNo("#finalization-failure");
    }
    try (Person person = at("system")) {
      person.clickOn("#go-activity");
      person.sees(".activity-again");
      person.clickOn("#go-system");
      person.sees("#deployment-1");
      assertThat(person.words("#finalization-failure")).isEmpty();
    }
  }

  @Test
  void where_nothing_was_changed_it_says_so() {
    try (Person person = at("activity")) {
      person.reads("#activity-view", "Nothing has been changed yet");
    }
  }

  private Person at(String screen) {
    return Person.at(demo.choice(), home, "screen=" + screen, "frame=0,0,1000,1000,normal");
  }

  private void pin(Person person) {
    person.clickOn("#more-" + (rollback.index() + 1));
    person.clickOn(".context-menu", "Pin…");
    person.clickOn("#sheet-proceed");
    person.reads("#toast", "is pinned");
  }
}
