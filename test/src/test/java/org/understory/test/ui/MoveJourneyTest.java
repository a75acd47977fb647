package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.move.MoveViewModel;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.model.rebase.MoveTarget;
import org.understory.test.kit.DemoCopy;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Person;
import org.understory.test.kit.PictureEngine;
import org.understory.test.kit.RepositoryServer;

/** Somebody chooses another edition in the window. */
final class MoveJourneyTest {
  @TempDir private Path folder;

  @Test
  void a_branch_is_chosen_and_all_that_moving_would_do_is_shown() {
    try (DemoCopy demo = DemoCopy.make();
        RepositoryServer server = RepositoryServer.serve(DemoFixture.folder().resolve("remote"))) {
      demo.fetchFrom(server.url());
      try (Person person = Person.at(demo.choice(), folder, "screen=system")) {
        person.clickOn("#move");
        person.sees("#move-sheet");
        assertThat(server.asked()).isEmpty();
        person.clickOn("#move-ask");
        person.awaits("an answer", () -> !server.asked().isEmpty());
        person.awaits("the end of it", () -> person.count("#move-ask:disabled") == 0);
        person.clickOn("#move-target");
        person.reads("#choice-list", "Branches of demo");
        person.reads("#choice-list", "followed now");
        person.write("netbook");
        person.push(KeyCode.ENTER);
        person.reads("#move-target", "demo:fern/x86_64/netbook");
        person.clickOn("#sheet-proceed");
        person.sees("#plan-sheet");
        person.reads("#sheet-title", "demo:fern/x86_64/netbook");
        person.clickOn("#sheet-back");
        person.reads("#move-target", "demo:fern/x86_64/netbook");
        person.clickOn("#move-target");
        person.write("no branch");
        person.reads("#choice-list", "Nothing here fits");
        person.push(KeyCode.ESCAPE);
        person.seesNo("#choice-list");
      }
    }
  }

  static Stream<Locale> locales() {
    return Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);
  }

  @ParameterizedTest
  @MethodSource("locales")
  void only_what_is_not_followed_can_be_moved_to(Locale locale) throws Exception {
    PictureEngine engine = new PictureEngine(ChangeScenes.DEMO, ChangeScenes.facts());
    try (DemoWindow window = DemoWindow.build(locale, Place.SYSTEM, Background.threads())) {
      window.openDemo(engine);
      Scene scene = window.scene(1000, 800);
      PictureStyle.dress(scene, locale);
      window.awaitNodes("#move", 1);
      PictureStyle.takeAll(scene, locale, "move-button");
      MoveViewModel model =
          FxHarness.call(
              () ->
                  new MoveViewModel(
                      window.context().state(), window.context().background(), folder, folder));
      FxHarness.run(() -> window.context().changes().chooseMove(model));
      window.awaitNodes("#move-sheet", 1);
      assertThat(canProceed(window)).isFalse();
      choose(model, true);
      assertThat(canProceed(window)).isFalse();
      choose(model, false);
      assertThat(canProceed(window)).isTrue();
      PictureStyle.takeAll(scene, locale, "move");
    }
  }

  private static void choose(MoveViewModel model, boolean followed) {
    MoveTarget target =
        new MoveTarget(
            "Fern",
            "Moss",
            Optional.of("KDE Plasma"),
            MoveTarget.Kind.BRANCH,
            "demo:fern/x86_64/moss",
            Optional.empty(),
            Optional.of("42.20260620.0"),
            followed,
            true);
    FxHarness.run(() -> model.chosenProperty().set(Optional.of(target)));
  }

  private static boolean canProceed(DemoWindow window) {
    return FxHarness.call(() -> !window.shell().lookup("#sheet-proceed").isDisabled());
  }
}
