package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.app.compare.CompareScreen;
import org.understory.app.shell.Destination;
import org.understory.app.shell.FileDialogs;
import org.understory.app.shell.Navigation;
import org.understory.app.shell.Place;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.SystemChoice;
import org.understory.model.history.Checksum;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.resources.Messages;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.FxHarness;

/** What a person does on the Compare screen of the demo system. */
final class CompareScreenTest {
  private ScreenContext context;
  private CompareScreen screen;
  private Scene scene;
  private Stage stage;

  @BeforeEach
  void open() {
    context = FxHarness.call(CompareScreenTest::context);
    Path demo = DemoFixture.folder();
    FxHarness.run(() -> context.state().open(new SystemChoice.Demo(demo)));
    FxHarness.await("the system", () -> context.state().snapshotProperty().get().isPresent());
    screen = FxHarness.call(() -> new CompareScreen(context));
    scene = FxHarness.call(() -> new Scene(screen.node(), 1000, 900));
    stage = FxHarness.show(() -> scene);
    FxHarness.run(() -> screen.show(Destination.compare(rollback(), running())));
    FxHarness.await("the changes", () -> tree() != null && rows() > 1);
  }

  @AfterEach
  void close() {
    FxHarness.close(stage);
    FxHarness.run(
        () -> {
          screen.close();
          context.state().close();
        });
  }

  @Test
  void swapping_the_sides_turns_what_was_added_into_what_was_removed() {
    int added = number("#kind-added");
    int removed = number("#kind-removed");
    assertThat(added + removed).isPositive();
    FxHarness.click(FxHarness.find(scene, "#compare-swap", Button.class));
    FxHarness.await(
        "the other way round",
        () ->
            tree() != null && number("#kind-added") == removed && number("#kind-removed") == added);
  }

  @Test
  void the_list_has_a_row_for_every_change_and_a_kind_switched_off_has_none() {
    FxHarness.click(FxHarness.find(scene, "#compare-as-list", ToggleButton.class));
    int all = all();
    FxHarness.await("a row for each", () -> rows() == all);
    int modified = number("#kind-modified");
    assertThat(modified).isPositive();
    FxHarness.click(FxHarness.find(scene, "#kind-modified", ToggleButton.class));
    FxHarness.await("fewer rows", () -> rows() == all - modified);
  }

  @Test
  void a_piece_of_a_path_narrows_the_changes() {
    FxHarness.click(FxHarness.find(scene, "#compare-as-list", ToggleButton.class));
    int all = all();
    FxHarness.await("a row for each", () -> rows() == all);
    FxHarness.run(screen::find);
    FxHarness.run(() -> filter().setText("os-release"));
    FxHarness.await("few rows", () -> rows() > 0 && rows() < all);
    FxHarness.run(() -> filter().setText("zzzz"));
    FxHarness.await("words", () -> scene.getRoot().lookup(".state-page") != null);
  }

  @Test
  void the_keyboard_opens_a_change_with_both_sides_and_leads_to_the_file() {
    FxHarness.click(FxHarness.find(scene, "#compare-as-list", ToggleButton.class));
    FxHarness.run(() -> filter().setText("/usr/lib/os-release"));
    FxHarness.await("one row", () -> rows() == 1);
    FxHarness.run(() -> tree().requestFocus());
    FxHarness.press(KeyCode.HOME);
    FxHarness.run(() -> tree().getSelectionModel().select(0));
    FxHarness.press(KeyCode.ENTER);
    FxHarness.await("both sides", () -> scene.getRoot().lookupAll(".lines-view").size() == 2);
    assertThat(FxHarness.find(scene, "#sides-title", Label.class).getText())
        .isEqualTo("/usr/lib/os-release");

    FxHarness.click(FxHarness.find(scene, "#compare-after-browse", Button.class));
    assertThat(FxHarness.call(() -> context.navigation().currentProperty().get()))
        .isEqualTo(Destination.browse(running(), "/usr/lib/os-release"));

    FxHarness.run(() -> tree().requestFocus());
    FxHarness.press(KeyCode.ESCAPE);
    FxHarness.await("the sides to close", () -> scene.getRoot().lookup("#sides-title") == null);
  }

  @Test
  void a_commit_does_not_differ_from_itself() {
    FxHarness.run(() -> screen.show(Destination.compare(running(), running())));
    FxHarness.await("words", () -> scene.getRoot().lookup(".state-page") != null);
    assertThat(FxHarness.call(this::tree)).isNull();
  }

  private static ScreenContext context() {
    Background background = Background.threads();
    return new ScreenContext(
        new AppState(background),
        background,
        new Navigation(Place.COMPARE),
        Messages.load(Locale.ENGLISH, "window", "common", "problems"),
        new FileDialogs() {
          @Override
          public Optional<Path> chooseFolder(String title) {
            return Optional.empty();
          }

          @Override
          public Optional<Path> chooseTarget(String title, String suggestedName) {
            return Optional.empty();
          }
        },
        DemoFixture.CLOCK);
  }

  private SystemSnapshot system() {
    return FxHarness.call(() -> context.state().snapshotProperty().get().orElseThrow());
  }

  private Checksum running() {
    return system().booted().orElseThrow().checksum();
  }

  private Checksum rollback() {
    return system().deployments().stream()
        .filter(Deployment::rollback)
        .findFirst()
        .orElseThrow()
        .checksum();
  }

  private TreeTableView<?> tree() {
    return (TreeTableView<?>) scene.getRoot().lookup("#compare-tree");
  }

  private int rows() {
    return tree().getExpandedItemCount();
  }

  private TextField filter() {
    return (TextField) scene.getRoot().lookup("#compare-filter");
  }

  private int all() {
    return FxHarness.call(() -> digits(scene.getRoot().lookup("#compare-count")));
  }

  private int number(String selector) {
    return FxHarness.call(() -> digits(scene.getRoot().lookup(selector)));
  }

  private static int digits(Node node) {
    if (node instanceof Labeled words) {
      String digits = words.getText().replaceAll("\\D", "");
      return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
    return -1;
  }
}
