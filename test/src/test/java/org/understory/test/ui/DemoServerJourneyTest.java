package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.SystemChoice;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;
import org.understory.test.kit.RepositoryServer;

/** Somebody tries on the demo what there is to see of versions that only its server has. */
final class DemoServerJourneyTest {
  private static final String NEWEST = "41.20260614.0";
  private static final String LIST = "#history-list";

  @TempDir private Path home;
  private Person person;

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void in_the_lowest_window_it_is_found_and_there_is_room_for_versions() {
    person =
        Person.at(
            new SystemChoice.Demo(DemoFixture.folder()),
            home,
            "screen=history",
            "frame=0,0,640,400,normal");
    person.sees("#details-title");
    person.seesNo("#history-deployed");
    person.clickOn("#history-look");
    person.reads("#history-server", "2 only on the server");
    person.reads("#details-title", NEWEST);
    person.sees(LIST + " .list-cell:selected");
    ListView<?> list = person.sees(LIST, ListView.class);
    assertThat(FxHarness.call(list::getHeight)).isGreaterThan(200);

    person.clickOn("#history-filters");
    person.clickOn("#history-deployed");
    person.reads("#history-found", "4 commits");
    person.clickOn("#history-filters");
    person.sees("#history-deployed");
  }

  @Test
  void what_becomes_of_settings_with_a_version_that_is_not_here_is_seen_from_three_sides() {
    try (DemoCopy demo = DemoCopy.make();
        RepositoryServer server = RepositoryServer.serve(DemoFixture.folder().resolve("remote"))) {
      demo.fetchFrom(server.url());
      person = Person.at(demo.choice(), home, "screen=history", "frame=0,0,1000,1000,normal");
      person.sees("#details-title");
      person.push(KeyCode.SHIFT, KeyCode.F5);
      person.reads("#details-title", NEWEST);
      person.clickOn("#details-compare-running");
      person.reads("#compare-to", NEWEST);
      person.clickOn("#topic-packages");
      person.reads("#packages-table", "openssl");
      person.clickOn("#topic-configuration");
      person.clickOn("#config-list", "/etc/motd");
      person.reads("#config-sides-names", "Yours");
      person.reads("#config-sides-names", "New default");
      person.reads(".sides", "Hello");
      person.reads(".sides", NEWEST);
      person.clickOn("#config-pair-old-and-new");
      person.reads(".sides .content-view", NEWEST);
      person.awaits(
          "nothing of mine", () -> !person.words(".sides .content-view").contains("Hello"));

      person.clickOn("#compare-deploy");
      person.reads("#sheet-title", "Deploy " + NEWEST);
      person.reads("#plan-sheet .mark-new .boot-name", NEWEST);
      person.clickOn("#sheet-proceed");
      person.reads("#toast", NEWEST);
      assertThat(demo.snapshot().nextBoot().orElseThrow().version()).contains(NEWEST);
    }
  }
}
