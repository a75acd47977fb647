package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.understory.app.control.MenuNote;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
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
    PictureEngine engine = endless(List.of());
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

  @Test
  void a_drive_that_is_plugged_in_is_listed_and_looked_at() {
    List<String> drives = new CopyOnWriteArrayList<>();
    PictureEngine engine = endless(drives);
    try (DemoWindow window =
        DemoWindow.build(
            Locale.ENGLISH, Place.SYSTEM, Background.threads(), choice -> Optional.empty())) {
      Scene scene = window.scene(1280, 800);
      javafx.stage.Stage stage = FxHarness.show(() -> scene);
      window.openDemo(engine, SomeRemotes.ALL);
      window.awaitNodes("#check-volume", 1);
      press(window, "#check-volume");
      FxHarness.await("the menu", () -> menu().isPresent());
      assertThat(menu().orElseThrow().getItems())
          .singleElement()
          .isInstanceOf(MenuNote.class)
          .matches(MenuItem::isDisable);
      FxHarness.run(() -> menu().orElseThrow().hide());
      drives.add("/run/media/fay/MY_DRIVE");
      engine.willEnd(
          new Outcome.Succeeded(
              new Outcome.Result.Found(ChangeScenes.offered().offer().orElseThrow().commit())));
      press(window, "#check-volume");
      FxHarness.await("the menu", () -> menu().isPresent());
      MenuItem item = menu().orElseThrow().getItems().getFirst();
      assertThat(item.getText()).isEqualTo("/run/media/fay/MY_DRIVE");
      FxHarness.run(item::fire);
      window.awaitNodes("#plan-sheet", 1);
      assertThat(engine.carriedOut())
          .containsExactly(
              new Operation.CheckVolume("demo:fern/x86_64/stable", "/run/media/fay/MY_DRIVE"));
      FxHarness.close(stage);
    }
  }

  private static PictureEngine endless(List<String> drives) {
    return new PictureEngine(ChangeScenes.DEMO, ChangeScenes.facts(UpdateService.ENDLESS)) {
      @Override
      public UpdateService service() {
        return UpdateService.ENDLESS;
      }

      @Override
      public List<String> volumes() {
        return drives;
      }
    };
  }

  private static Optional<ContextMenu> menu() {
    return Window.getWindows().stream()
        .filter(ContextMenu.class::isInstance)
        .map(ContextMenu.class::cast)
        .filter(Window::isShowing)
        .findFirst();
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
