package org.understory.test.ui;

import static org.understory.test.ui.ChangeScenes.DEMO;
import static org.understory.test.ui.ChangeScenes.OLD;
import static org.understory.test.ui.ChangeScenes.RUNNING;
import static org.understory.test.ui.ChangeScenes.everything;
import static org.understory.test.ui.ChangeScenes.facts;
import static org.understory.test.ui.ChangeScenes.labelled;
import static org.understory.test.ui.ChangeScenes.longNames;
import static org.understory.test.ui.ChangeScenes.once;
import static org.understory.test.ui.ChangeScenes.unpinned;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.Pane;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.app.state.Background;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.UpdateService;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.PictureEngine;
import org.understory.test.kit.PublicKey;
import org.understory.test.kit.SomeRemotes;

/**
 * Takes pictures of what is shown before, during and after a change, as {@link StatePicturesTest}
 * does of other states, in a large window and in a small one.
 */
final class ChangePicturesTest {
  /** What stands on a picture. */
  private enum State {
    PLAN_BOOT_NEXT("#plan-sheet"),
    PLAN_REMOVE("#plan-sheet"),
    PLAN_DEPLOY("#plan-sheet"),
    PLAN_ARGUMENTS("#plan-sheet"),
    PLAN_ALL_WARNINGS("#plan-sheet"),
    PLAN_LONG_NAMES("#plan-sheet"),
    PLAN_REFUSED("#refused-sheet"),
    PLANNING("#planning-sheet"),
    ARGUMENTS("#arguments-sheet"),
    LABEL("#label-sheet"),
    NEW_REMOTE("#remote-sheet"),
    NEW_REMOTE_WRONG("#remote-sheet"),
    PLAN_ADD_REMOTE("#plan-sheet"),
    PLAN_REMOVE_REMOTE("#plan-sheet"),
    PLAN_IMPORT_KEY("#plan-sheet"),
    PLAN_UNLOCK("#plan-sheet"),
    PLAN_HOTFIX("#plan-sheet"),
    PROGRESS(".progress-cancel"),
    TOAST("#toast"),
    TROUBLE("#change-trouble .notice"),
    BUSY("#change-trouble .notice"),
    OTHERS("#busy-banner .notice"),
    RESTART("#restart-sheet"),
    DAMAGE("#report-sheet"),
    PLAN_CLEAN_UP("#plan-sheet"),
    CAN_RESTART("#restart"),
    LOST("#news-again"),
    ACTIVITY(".activity-choice"),
    ACTIVITY_LOST(".activity-again"),
    PLAN_ONCE("#plan-sheet"),
    ONCE("#restart"),
    RESTART_ONCE("#restart-sheet"),
    OFFERED("#update-news"),
    STOPPED("#update-news"),
    SYSTEM_LABELLED(".deployment-label");

    private final String telling;

    State(String telling) {
      this.telling = telling;
    }
  }

  static Stream<Arguments> states() {
    return Arrays.stream(State.values())
        .flatMap(
            state ->
                Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)
                    .map(language -> Arguments.of(state, language)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void a_change_is_shown_before_meanwhile_and_afterwards(State state, Locale language)
      throws IOException {
    PictureEngine engine = engine(state);
    try (DemoWindow window =
        DemoWindow.build(
            language, Place.SYSTEM, Background.threads(), choice -> Optional.of(() -> {}))) {
      Scene scene = window.scene(1280, 800);
      FxHarness.run(() -> PictureStyle.in(language).getFirst().look().apply(scene, language));
      if (state == State.SYSTEM_LABELLED) {
        window.openDemo(engine, labelled());
      } else if (state == State.ONCE || state == State.RESTART_ONCE) {
        window.openDemo(engine, once());
      } else {
        window.openDemo(engine, SomeRemotes.ALL);
      }
      window.awaitNodes(".deployment", once().deployments().size());
      bring(state, window, engine);
      window.awaitNodes(state.telling, 1);
      PictureStyle.takeAll(scene, language, "CHANGE_" + state.name());
      FxHarness.run(() -> scene.setRoot(new Pane()));
      PictureStyle.take(window.scene(800, 600), language, "CHANGE_" + state.name() + "_SMALL");
      engine.letGo();
    }
  }

  private static void bring(State state, DemoWindow window, PictureEngine engine) {
    ChangeViewModel changes = window.context().changes();
    switch (state) {
      case PLAN_BOOT_NEXT, PLANNING -> ask(changes, new Operation.SetDefault(OLD.id()));
      case PLAN_REMOVE, PLAN_LONG_NAMES, PLAN_ALL_WARNINGS ->
          ask(changes, new Operation.Remove(List.of(unpinned().id())));
      case PLAN_DEPLOY ->
          ask(
              changes,
              new Operation.Deploy(
                  RUNNING.stateroot(), Checksum.parse("c".repeat(64)).orElseThrow()));
      case PLAN_ARGUMENTS ->
          ask(
              changes,
              new Operation.EditKernelArguments(
                  RUNNING.id(), List.of("root=/dev/vda3", "rw", "mitigations=off")));
      case PLAN_REFUSED -> ask(changes, new Operation.Remove(List.of(RUNNING.id())));
      case ARGUMENTS -> {
        FxHarness.run(() -> changes.editArguments(RUNNING.id()));
        window.awaitNodes(".argument-field", 1);
        FxHarness.run(
            () -> {
              ((Button) window.shell().lookup("#argument-add")).fire();
              TextField last =
                  (TextField)
                      window.shell().lookupAll(".argument-field").stream()
                          .reduce((first, second) -> second)
                          .orElseThrow();
              last.setText("systemd.unit=multi-user.target");
            });
      }
      case LABEL -> FxHarness.run(() -> changes.editLabel(RUNNING.id()));
      case NEW_REMOTE -> FxHarness.run(() -> changes.addRemote(Optional::empty));
      case NEW_REMOTE_WRONG -> {
        Path none = Path.of("pom.xml");
        FxHarness.run(() -> changes.addRemote(() -> Optional.of(none)));
        window.awaitNodes("#remote-verify", 1);
        FxHarness.run(
            () -> {
              ((TextField) window.shell().lookup("#remote-name")).setText("nightly");
              ((TextField) window.shell().lookup("#remote-url")).setText("fern.example");
              ((CheckBox) window.shell().lookup("#remote-verify")).setSelected(false);
              ((Button) window.shell().lookup("#remote-key")).fire();
            });
        window.awaitNodes("#remote-key-hint.wrong", 1);
      }
      case PLAN_ADD_REMOTE ->
          ask(
              changes,
              new Operation.AddRemote(
                  "other", "http://fern.example/repo", false, Optional.of(PublicKey.FERN)));
      case PLAN_REMOVE_REMOTE -> ask(changes, new Operation.RemoveRemote("demo"));
      case PLAN_IMPORT_KEY -> ask(changes, new Operation.ImportKey("fern-testing", PublicKey.FERN));
      case PLAN_UNLOCK -> ask(changes, new Operation.Unlock(Unlocked.DEVELOPMENT));
      case PLAN_HOTFIX -> ask(changes, new Operation.Unlock(Unlocked.HOTFIX));
      case PROGRESS -> {
        engine.willWait(
            new Event.Phase(Event.Step.DOWNLOADING),
            new Event.Progress(48_300_000, OptionalLong.of(131_000_000), 812, 2400));
        agree(window, new Operation.SetDefault(OLD.id()));
      }
      case TOAST -> agree(window, new Operation.SetDefault(OLD.id()));
      case SYSTEM_LABELLED, CAN_RESTART, LOST, ONCE -> {}
      case OFFERED -> hear(window, ChangeScenes.offered());
      case STOPPED -> hear(window, ChangeScenes.stopped());
      case PLAN_ONCE -> ask(changes, new Operation.StartOnce(Optional.of(unpinned().id())));
      case ACTIVITY, ACTIVITY_LOST ->
          FxHarness.run(() -> window.context().navigation().go(new Destination.Activity()));
      case RESTART, RESTART_ONCE -> FxHarness.run(changes::askRestart);
      case PLAN_CLEAN_UP -> ask(changes, new Operation.Prune());
      case DAMAGE -> {
        Problem file = new Problem.CorruptObject("4f".repeat(32) + ".file", Flaw.CHECKSUM_MISMATCH);
        Problem tree = new Problem.MissingObject("9c".repeat(32) + ".dirtree");
        engine.willEnd(
            new Outcome.Succeeded(new Outcome.Result.Verified(5_412, List.of(file, tree), 0)));
        FxHarness.run(changes::verify);
      }
      case OTHERS ->
          FxHarness.run(
              () ->
                  window
                      .context()
                      .state()
                      .notice(
                          Optional.of(
                              new Busy.Change(
                                  "ada",
                                  "org.understory.upgrade",
                                  DemoFixture.CLOCK.instant().getEpochSecond()))));
      case BUSY -> {
        engine.willEnd(new Outcome.Failed(new Problem.HelperBusy()));
        agree(window, new Operation.SetDefault(OLD.id()));
      }
      case TROUBLE -> {
        engine.willEnd(new Outcome.Failed(new Problem.StateChanged()));
        agree(window, new Operation.SetDefault(OLD.id()));
      }
    }
  }

  private static void hear(DemoWindow window, ServiceReport report) {
    FxHarness.run(() -> window.context().state().hear(Optional.of(report)));
  }

  private static void ask(ChangeViewModel changes, Operation operation) {
    FxHarness.run(() -> changes.ask(operation));
  }

  private static void agree(DemoWindow window, Operation operation) {
    ask(window.context().changes(), operation);
    window.awaitNodes("#plan-sheet", 1);
    FxHarness.run(() -> ((Button) window.shell().lookup("#sheet-proceed")).fire());
  }

  private static PictureEngine engine(State state) {
    return switch (state) {
      case PLAN_ALL_WARNINGS ->
          new PictureEngine(DEMO, facts()) {
            @Override
            public Plan plan(Operation operation) {
              return everything(operation);
            }
          };
      case PLAN_LONG_NAMES ->
          new PictureEngine(longNames(), facts()) {
            @Override
            public Plan plan(Operation operation) throws StoreException {
              return super.plan(new Operation.SetDefault(longNames().deployments().getLast().id()));
            }
          };
      case PLAN_ARGUMENTS, ARGUMENTS, PLAN_HOTFIX, PLAN_ONCE ->
          PictureEngine.withoutUpdate(facts());
      case PLANNING -> {
        PictureEngine engine = new PictureEngine(DEMO, facts());
        engine.willPonder();
        yield engine;
      }
      case OFFERED, STOPPED ->
          new PictureEngine(DEMO, facts()) {
            @Override
            public UpdateService service() {
              return UpdateService.ENDLESS;
            }
          };
      case ACTIVITY -> PastDays.engine();
      case LOST, ACTIVITY_LOST -> PastDays.withLoss();
      default -> new PictureEngine(DEMO, facts());
    };
  }
}
