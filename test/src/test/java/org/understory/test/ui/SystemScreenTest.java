package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;

/** What a person does on the System screen of the demo system. */
final class SystemScreenTest {
  private DemoWindow window;
  private Scene scene;
  private Stage stage;

  @BeforeEach
  void open() {
    window = DemoWindow.open(Locale.ENGLISH, Place.SYSTEM);
    scene = window.scene(960, 900);
    stage = FxHarness.show(() -> scene);
  }

  @AfterEach
  void close() {
    FxHarness.close(stage);
    window.close();
  }

  private SystemSnapshot snapshot() {
    return FxHarness.call(() -> window.context().state().snapshotProperty().get().orElseThrow());
  }

  private Destination place() {
    return FxHarness.call(() -> window.context().navigation().currentProperty().get());
  }

  @Test
  void the_first_sentence_names_what_runs_and_what_starts_next() {
    String sentence = FxHarness.find(scene, "#next-boot-sentence", Label.class).getText();

    assertThat(sentence)
        .contains(snapshot().booted().orElseThrow().version().orElseThrow())
        .contains(snapshot().nextBoot().orElseThrow().version().orElseThrow());
  }

  @Test
  void every_deployment_has_a_card_in_boot_order() {
    assertThat(snapshot().deployments()).hasSizeGreaterThanOrEqualTo(3);
    FxHarness.await(
        "every card, one a pulse",
        () -> scene.lookup("#deployment-" + snapshot().deployments().size()) != null);
    for (Deployment deployment : snapshot().deployments()) {
      Node card = FxHarness.find(scene, "#deployment-" + (deployment.index() + 1), Node.class);
      Label title = FxHarness.call(() -> (Label) card.lookup(".title-3"));
      assertThat(title.getText()).isEqualTo(deployment.version().orElseThrow());
    }
  }

  @Test
  void it_says_that_this_is_the_demo() {
    assertThat(FxHarness.find(scene, "#demo-notice", Node.class).isVisible()).isTrue();
    assertThat(FxHarness.find(scene, "#header-title", Label.class).getText())
        .isEqualTo("Demo system");
  }

  @Test
  void details_open_with_a_click_and_stay_open_when_the_system_is_read_again() {
    FxHarness.click(FxHarness.find(scene, "#details-1", Button.class));
    assertThat(detailsShown()).isTrue();

    FxHarness.press(KeyCode.F5);
    FxHarness.await("reading again", () -> !window.context().state().loadingProperty().get());
    FxHarness.pulse();

    assertThat(detailsShown()).isTrue();
  }

  private boolean detailsShown() {
    return FxHarness.call(() -> scene.getRoot().lookup("#deployment-1").lookup(".details") != null);
  }

  @Test
  void the_whole_checksum_is_copied() {
    Node card = FxHarness.find(scene, "#deployment-1", Node.class);
    FxHarness.click(FxHarness.call(() -> card.lookup(".copy-button")));

    assertThat(FxHarness.call(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo(snapshot().deployments().get(0).checksum().hex());
  }

  @Test
  void a_card_leads_to_the_other_screens() {
    Deployment other =
        snapshot().deployments().stream().filter(d -> !d.booted()).findFirst().orElseThrow();
    int number = other.index() + 1;

    FxHarness.click(FxHarness.find(scene, "#browse-" + number, Button.class));
    assertThat(place()).isEqualTo(Destination.browse(other.checksum(), "/"));
    FxHarness.press(KeyCode.CONTROL, KeyCode.DIGIT1);
    FxHarness.click(FxHarness.find(scene, "#history-" + number, Button.class));
    assertThat(place()).isEqualTo(Destination.history(other.checksum()));
    FxHarness.press(KeyCode.CONTROL, KeyCode.DIGIT1);
    FxHarness.click(FxHarness.find(scene, "#compare-" + number, Button.class));
    assertThat(place())
        .isEqualTo(
            Destination.compare(snapshot().booted().orElseThrow().checksum(), other.checksum()));
  }

  @Test
  void the_keyboard_reaches_every_screen_and_the_table_of_keys() {
    for (Place target : Place.values()) {
      FxHarness.press(KeyCode.CONTROL, KeyCode.valueOf("DIGIT" + target.digit()));
      assertThat(place().place()).isEqualTo(target);
      assertThat(FxHarness.find(scene, "#go-" + target.key(), ToggleButton.class).isSelected())
          .isTrue();
    }
    Node keys = FxHarness.find(scene, "#keys-page", Node.class);
    FxHarness.press(KeyCode.F1);
    assertThat(keys.isVisible()).isTrue();
    FxHarness.press(KeyCode.ESCAPE);
    assertThat(keys.isVisible()).isFalse();
  }
}
