package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
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

/** Somebody looks at the System screen of the demo system. */
final class SystemJourneyTest {
  private final SystemSnapshot system = DemoFixture.snapshot();
  private Person person;

  @BeforeEach
  void open(@TempDir Path home) {
    person = Person.atTheDemo(home, "system");
  }

  @AfterEach
  void close() {
    person.close();
  }

  @Test
  void the_first_sentence_names_what_runs_and_what_starts_next() {
    person.reads("#next-boot-sentence", system.booted().orElseThrow().version().orElseThrow());
    person.reads("#next-boot-sentence", system.nextBoot().orElseThrow().version().orElseThrow());
  }

  @Test
  void it_says_that_this_is_the_demo() {
    person.reads("#demo-notice", "This is the demo system");
    person.reads("#header-title", "Demo system");
  }

  @Test
  void every_deployment_has_a_card_in_boot_order_with_its_states() {
    assertThat(system.deployments()).hasSizeGreaterThanOrEqualTo(3);
    for (Deployment deployment : system.deployments()) {
      String card = "#deployment-" + (deployment.index() + 1);
      person.reads(card + " .title-3", deployment.version().orElseThrow());
      assertThat(chips(card).contains("Running")).isEqualTo(deployment.booted());
      assertThat(chips(card).contains("Starts next")).isEqualTo(deployment.bootsNext());
      assertThat(chips(card).contains("Staged")).isEqualTo(deployment.staged());
      assertThat(chips(card).contains("Rollback")).isEqualTo(deployment.rollback());
      assertThat(chips(card).contains("Pinned")).isEqualTo(deployment.pinned());
    }
  }

  @Test
  void details_open_with_a_click_and_stay_open_when_the_system_is_read_again() {
    person.clickOn("#details-1");
    person.reads("#deployment-1 .details", system.deployments().getFirst().stateroot());
    person.push(KeyCode.F5);
    person.reads("#deployment-1 .details", system.deployments().getFirst().stateroot());
    person.clickOn("#details-1");
    person.seesNo("#deployment-1 .details");
  }

  @Test
  void the_whole_checksum_is_copied() {
    person.clickOn("#deployment-1 .copy-button");
    assertThat(person.pastes()).isEqualTo(system.deployments().getFirst().checksum().hex());
  }

  @Test
  void a_card_leads_to_its_commit_in_the_history() {
    Deployment other = other();
    person.clickOn("#more-" + (other.index() + 1));
    person.clickOn(".context-menu", "Show in History");
    person.sees("#go-history:selected");
    person.reads("#history-details .checksum", spaced(other));
  }

  @Test
  void a_card_leads_to_its_files() {
    Deployment other = other();
    person.rightClickOn("#deployment-" + (other.index() + 1));
    person.clickOn(".context-menu", "Browse");
    person.sees("#go-browse:selected");
    person.reads("#browse-commit", other.version().orElseThrow());
    person.reads("#browse-tree", "usr");
  }

  @Test
  void a_card_leads_to_its_difference_from_what_runs() {
    Deployment other = other();
    person.clickOn("#compare-" + (other.index() + 1));
    person.sees("#go-compare:selected");
    person.reads("#compare-from", system.booted().orElseThrow().version().orElseThrow());
    person.reads("#compare-to", other.version().orElseThrow());
    person.reads("#compare-count", "changes");
  }

  /** One that does not run. */
  private Deployment other() {
    return system.deployments().stream().filter(it -> !it.booted()).findFirst().orElseThrow();
  }

  private List<String> chips(String card) {
    Node found = person.sees(card, Node.class);
    return FxHarness.call(
        () -> found.lookupAll(".chip").stream().map(chip -> ((Label) chip).getText()).toList());
  }

  /** A checksum as the history shows it. */
  private static String spaced(Deployment deployment) {
    return deployment.checksum().hex().replaceAll("(.{8})(?=.)", "$1 ");
  }
}
