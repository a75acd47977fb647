package org.understory.test.ui;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.Person;

/** Somebody changes a demo system of their own, by the engine that the program has for it. */
final class DemoChangeJourneyTest {
  @Test
  void a_pin_is_seen_on_disk_and_taken_back(@TempDir Path home) {
    SystemChoice demo = new SystemChoice.Demo(home.resolve("demo"));
    try (Person person = Person.at(demo, home, "screen=system")) {
      person.clickOn("#more-3");
      person.clickOn(".context-menu", "Pin…");
      person.sees("#plan-sheet");
      person.clickOn("#sheet-proceed");
      person.reads("#toast", "is pinned");
      person.reads("#deployment-3", "Pinned");

      person.clickOn("#toast-undo");
      person.reads("#toast", "The last change is undone.");
      person.awaits("no pin", () -> !person.words("#deployment-3").contains("Pinned"));
    }
  }
}
