package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.understory.app.history.HistoryScreen;
import org.understory.app.shell.Destination;
import org.understory.app.shell.FileDialogs;
import org.understory.app.shell.Navigation;
import org.understory.app.shell.Place;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.SystemChoice;
import org.understory.model.history.Checksum;
import org.understory.resources.Messages;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.FxHarness;

/** What a person does on the History screen of the demo system. */
final class HistoryScreenTest {
  private ScreenContext context;
  private HistoryScreen screen;
  private Scene scene;
  private Stage stage;

  @BeforeEach
  void open() {
    context = FxHarness.call(HistoryScreenTest::context);
    Path demo = DemoFixture.folder();
    FxHarness.run(() -> context.state().open(new SystemChoice.Demo(demo)));
    screen = FxHarness.call(() -> new HistoryScreen(context));
    scene = FxHarness.call(() -> new Scene(screen.node(), 1000, 900));
    stage = FxHarness.show(() -> scene);
    FxHarness.await("all commits", () -> count().startsWith("81 ") && title() != null);
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
  void the_running_commit_is_selected_and_told_about() {
    assertThat(FxHarness.call(() -> marks("#history-details"))).contains("Running");
    assertThat(rows().getSelectionModel().getSelectedItems()).hasSize(1);
  }

  @Test
  void unticking_a_branch_hides_what_only_it_leads_to() {
    int before = FxHarness.call(() -> rows().getItems().size());
    FxHarness.click(box("fern/x86_64/netbook"));
    FxHarness.await("fewer rows", () -> rows().getItems().size() < before);
    FxHarness.click(box("fern/x86_64/netbook"));
    FxHarness.await("all rows again", () -> rows().getItems().size() == before);
  }

  @Test
  void searching_counts_matches_steps_through_them_and_hides_the_others() {
    FxHarness.run(screen::find);
    FxHarness.run(() -> search().setText("kernel"));
    FxHarness.await("matches", () -> count().endsWith("matches") || count().contains(" of "));
    int all = FxHarness.call(() -> rows().getItems().size());
    FxHarness.press(KeyCode.ENTER);
    FxHarness.await("a match", () -> count().contains(" of "));

    FxHarness.click(FxHarness.find(scene, "#history-matches", ToggleButton.class));
    FxHarness.await("fewer rows", () -> rows().getItems().size() < all);

    FxHarness.run(screen::find);
    FxHarness.press(KeyCode.ESCAPE);
    FxHarness.await("all rows again", () -> rows().getItems().size() == all);
  }

  @Test
  void a_word_that_is_nowhere_has_words_and_a_way_back() {
    FxHarness.click(FxHarness.find(scene, "#history-matches", ToggleButton.class));
    FxHarness.run(() -> search().setText("zzzz"));
    FxHarness.await("no rows", () -> scene.getRoot().lookup(".state-page") != null);
    Button clear =
        FxHarness.call(() -> (Button) scene.getRoot().lookup(".state-page").lookup(".button"));
    FxHarness.click(clear);
    FxHarness.await("rows", () -> count().startsWith("81 "));
  }

  @Test
  void the_keyboard_walks_the_list_and_opens_the_files() {
    FxHarness.run(() -> screen.show(Destination.of(Place.HISTORY)));
    FxHarness.press(KeyCode.HOME);
    String first = FxHarness.call(this::title);
    FxHarness.press(KeyCode.DOWN);
    FxHarness.await("the next commit", () -> !first.equals(title()));
    FxHarness.press(KeyCode.CONTROL, KeyCode.C);
    String copied = FxHarness.call(() -> Clipboard.getSystemClipboard().getString());
    assertThat(Checksum.parse(copied)).isPresent();

    FxHarness.press(KeyCode.ENTER);
    assertThat(place()).isEqualTo(Destination.browse(Checksum.parse(copied).orElseThrow(), "/"));
  }

  @Test
  void a_commit_leads_to_the_comparison_with_its_parent() {
    FxHarness.click(FxHarness.find(scene, "#details-compare-parent", Button.class));
    assertThat(place()).isInstanceOf(Destination.Compare.class);
    Destination.Compare compare = (Destination.Compare) place();
    assertThat(compare.pair().orElseThrow().to()).isEqualTo(running());
  }

  @Test
  void another_screen_can_ask_for_a_commit() {
    Checksum oldest =
        FxHarness.call(
            () -> {
              var deployments =
                  context.state().snapshotProperty().get().orElseThrow().deployments();
              return deployments.getLast().checksum();
            });
    String before = FxHarness.call(this::title);
    FxHarness.run(() -> screen.show(Destination.history(oldest)));
    FxHarness.await("its details", () -> !before.equals(title()));
    assertThat(rows().getSelectionModel().getSelectedItems()).hasSize(1);
  }

  private static ScreenContext context() {
    Background background = Background.threads();
    return new ScreenContext(
        new AppState(background),
        background,
        new Navigation(Place.HISTORY),
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

  private Checksum running() {
    return FxHarness.call(
        () ->
            context
                .state()
                .snapshotProperty()
                .get()
                .orElseThrow()
                .booted()
                .orElseThrow()
                .checksum());
  }

  private Destination place() {
    return FxHarness.call(() -> context.navigation().currentProperty().get());
  }

  private ListView<?> rows() {
    return (ListView<?>) scene.getRoot().lookup("#history-list");
  }

  private TextField search() {
    return (TextField) scene.getRoot().lookup("#history-search");
  }

  private String count() {
    return scene.getRoot().lookup("#history-found") instanceof Label found ? found.getText() : "";
  }

  /** The subject in the details; null while there are none. */
  private String title() {
    return scene.getRoot().lookup("#details-title") instanceof Label title ? title.getText() : null;
  }

  private List<String> marks(String selector) {
    return scene.getRoot().lookup(selector).lookupAll(".chip").stream()
        .map(chip -> ((Label) chip).getText())
        .toList();
  }

  private Node box(String label) {
    return FxHarness.call(
        () ->
            scene.getRoot().lookup("#history-tips").lookupAll(".check-box").stream()
                .map(CheckBox.class::cast)
                .filter(box -> box.getText().equals(label))
                .findFirst()
                .orElseThrow()
                .lookup(".box"));
  }
}
