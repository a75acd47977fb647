package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.model.plan.Operation;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.ServiceReport.Stage;
import org.understory.model.system.UpdateService;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.PictureEngine;
import org.understory.test.kit.SomeRemotes;

/** A service that updates the system by itself, and somebody who looks on. */
final class UpdaterJourneyTest {
  @Test
  void what_the_updater_finds_is_offered_until_it_is_put_away() {
    ServiceReport found = ChangeScenes.offered();
    PictureEngine engine =
        new PictureEngine(ChangeScenes.DEMO, ChangeScenes.facts()) {
          @Override
          public UpdateService service() {
            return UpdateService.ENDLESS;
          }
        };
    try (DemoWindow window =
        DemoWindow.build(
            Locale.ENGLISH, Place.SYSTEM, Background.threads(), choice -> Optional.empty())) {
      window.scene(1280, 800);
      window.openDemo(engine, SomeRemotes.ALL);
      window.awaitNodes("#update-service", 1);
      assertThat(words(window, "#update-service")).endsWith("the updater of Endless OS.");
      hear(window, found);
      window.awaitNodes("#update-news", 1);
      assertThat(words(window, "#update-service")).contains("has found version 41.20260620.0");
      press(window, "#news-again");
      window.awaitNodes("#plan-sheet", 1);
      press(window, "#sheet-proceed");
      window.awaitNodes("#toast", 1);
      assertThat(engine.carriedOut())
          .containsExactly(
              new Operation.Upgrade(ChangeScenes.DEMO.os(), found.offer().orElseThrow().commit()));
      press(window, "#news-dismiss");
      window.awaitNodes("#update-news", 0);
      hear(window, new ServiceReport(Stage.DEPLOYED, found.offer(), Optional.empty()));
      window.awaitNodes("#update-news", 0);
      assertThat(words(window, "#update-service")).contains("starts at the next restart");
      hear(window, ChangeScenes.stopped());
      window.awaitNodes("#update-news", 1);
      assertThat(words(window, "#update-service")).doesNotContain("money");
    }
  }

  private static void hear(DemoWindow window, ServiceReport report) {
    FxHarness.run(() -> window.context().state().hear(Optional.of(report)));
  }

  private static void press(DemoWindow window, String id) {
    FxHarness.run(() -> ((Button) window.shell().lookup(id)).fire());
  }

  private static String words(DemoWindow window, String id) {
    return FxHarness.call(() -> ((Label) window.shell().lookup(id)).getText());
  }
}
