package org.understory.test.ui;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Planner;
import org.understory.model.system.SystemSnapshot;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.PictureEngine;

/** What the window shows where this program layers packages itself. */
final class LayersPicturesTest {
  private static final SystemSnapshot DEMO = DemoFixture.snapshot();

  static Stream<Locale> locales() {
    return Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);
  }

  @ParameterizedTest
  @MethodSource("locales")
  @EnabledIfSystemProperty(named = "understory.base", matches = ".+")
  void packages_are_planned_installed_in_steps_refused_and_shown(Locale locale)
      throws IOException, StoreException {
    LayeringEngine engine = new LayeringEngine();
    try (DemoWindow window = DemoWindow.build(locale, Place.SYSTEM, Background.threads())) {
      window.openDemo(engine, layered());
      Scene scene = window.scene(1000, 800);
      PictureStyle.dress(scene, locale);
      window.awaitNodes("#details-1", 1);
      FxHarness.run(() -> ((Button) scene.lookup("#details-1")).fire());
      window.awaitNodes(".details .mono", 1);
      PictureStyle.takeAll(scene, locale, "layers-here");

      ask(window, scene);
      PictureStyle.takeAll(scene, locale, "layers-here-plan");
      FxHarness.run(() -> scene.setRoot(new Pane()));
      Scene wide = window.scene(1280, 800);
      PictureStyle.dress(wide, locale);
      engine.willWait(
          new Event.Phase(Event.Step.CHECKING_OUT),
          new Event.Phase(Event.Step.INSTALLING),
          new Event.Note("Unpacking htop (amd64)", OptionalLong.of(42)));
      FxHarness.run(() -> ((Button) wide.lookup("#sheet-proceed")).fire());
      window.awaitNodes(".progress-cancel", 1);
      PictureStyle.takeAll(wide, locale, "layers-here-progress");
      engine.willEnd(
          new Outcome.Failed(
              new Problem.LayerFailed(
                  "htop", "installed htop package post-installation script returned error 3")));
      engine.letGo();
      window.awaitNodes("#change-trouble .notice", 1);
      PictureStyle.takeAll(wide, locale, "layers-here-failed");
    }
  }

  private static void ask(DemoWindow window, Scene scene) {
    window.awaitNodes("#layer-packages", 1);
    FxHarness.run(() -> ((Button) scene.lookup("#layer-packages")).fire());
    window.awaitNodes("#layers-names", 1);
    FxHarness.run(() -> ((TextField) scene.lookup("#layers-names")).setText("htop tmux"));
    FxHarness.run(() -> ((Button) scene.lookup("#sheet-proceed")).fire());
    window.awaitNodes("#plan-sheet", 1);
  }

  /** The demo once vim and nano are layered on it. */
  private static SystemSnapshot layered() throws StoreException {
    Operation install = new Operation.ChangeLayers(DEMO.os(), List.of("vim", "nano"), List.of());
    Plan plan = Planner.plan(DEMO, install, ChangeScenes.facts());
    return SystemSnapshot.of(plan.after(), Optional.empty(), List.of(), DEMO.bootLoader());
  }

  /** As one that layers packages. */
  private static final class LayeringEngine extends PictureEngine {
    LayeringEngine() throws StoreException {
      super(layered(), ChangeScenes.facts());
    }

    @Override
    public boolean layers() {
      return true;
    }
  }
}
