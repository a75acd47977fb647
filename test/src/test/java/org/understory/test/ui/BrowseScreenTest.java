package org.understory.test.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.browse.BrowseScreen;
import org.understory.app.browse.Row;
import org.understory.app.shell.Destination;
import org.understory.app.shell.FileDialogs;
import org.understory.app.shell.Navigation;
import org.understory.app.shell.Place;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.SystemChoice;
import org.understory.model.system.Deployment;
import org.understory.model.tree.TreeEntry;
import org.understory.resources.Messages;
import org.understory.test.kit.DemoFixture;
import org.understory.test.kit.FxHarness;

/** What a person does on the Browse screen of the demo system. */
final class BrowseScreenTest {
  @TempDir private Path home;
  private ScreenContext context;
  private BrowseScreen screen;
  private Scene scene;
  private Stage stage;

  @BeforeEach
  void open() {
    Path demo = DemoFixture.folder();
    context = FxHarness.call(this::context);
    FxHarness.run(() -> context.state().open(new SystemChoice.Demo(demo)));
    screen = FxHarness.call(() -> new BrowseScreen(context));
    scene = FxHarness.call(() -> new Scene(screen.node(), 1000, 900));
    stage = FxHarness.show(() -> scene);
    FxHarness.await("the root folder", () -> tree() != null && rows() > 0);
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
  void the_running_commit_opens_at_its_root() {
    assertThat(FxHarness.call(() -> first())).isEqualTo("boot");
  }

  @Test
  void a_file_that_another_screen_asks_for_is_selected_and_previewed_as_text_and_bytes() {
    ask("/usr/lib/os-release");
    FxHarness.await("the file", () -> "os-release".equals(name()) && lines() > 3);
    assertThat(FxHarness.call(() -> tree().getSelectionModel().getSelectedItems())).hasSize(1);

    int asText = FxHarness.call(this::lines);
    ToggleButton bytes =
        FxHarness.call(
            () ->
                scene.getRoot().lookupAll(".preview-bar .toggle-button").stream()
                    .map(ToggleButton.class::cast)
                    .filter(button -> !button.isSelected())
                    .findFirst()
                    .orElseThrow());
    FxHarness.click(bytes);
    FxHarness.await("the bytes", () -> lines() > asText);
  }

  @Test
  void the_keyboard_finds_a_name_opens_it_and_goes_back_up() {
    ask("/");
    FxHarness.run(() -> tree().requestFocus());
    FxHarness.press(KeyCode.HOME);
    FxHarness.press(KeyCode.U);
    FxHarness.await("the folder usr", () -> "usr".equals(name()));
    FxHarness.press(KeyCode.ENTER);
    FxHarness.await("its files", () -> first().equals("bin"));
    FxHarness.press(KeyCode.ALT, KeyCode.UP);
    FxHarness.await("the root again", () -> first().equals("boot"));
    FxHarness.await("the folder that was left", () -> "usr".equals(name()));
  }

  @Test
  void the_filter_keeps_the_names_that_hold_it_and_says_when_none_does() {
    ask("/usr/bin");
    FxHarness.await("the programs", () -> rows() > 20);
    FxHarness.run(screen::find);
    FxHarness.run(() -> filter().setText("sud"));
    FxHarness.await("one program", () -> rows() == 1);
    assertThat(FxHarness.call(() -> first())).isEqualTo("sudo");
    FxHarness.run(() -> filter().setText("zzzz"));
    FxHarness.await("words", () -> scene.getRoot().lookup(".state-page") != null);
  }

  @Test
  void a_program_that_runs_as_its_owner_is_marked() {
    ask("/usr/bin/sudo");
    FxHarness.await("its details", () -> "sudo".equals(name()));
    FxHarness.await(
        "its mark",
        () ->
            tree().lookupAll(".chip").stream()
                .anyMatch(chip -> "setuid".equals(((Label) chip).getText())));
  }

  @Test
  void a_typed_path_is_gone_to_and_a_wrong_one_changes_nothing_but_is_told() {
    type("/usr/lib/tmpfiles.d");
    FxHarness.await("its files", () -> first().endsWith(".conf"));
    String first = FxHarness.call(() -> first());
    type("/usr/nowhere");
    FxHarness.await("words", () -> scene.getRoot().lookup(".notice") != null);
    assertThat(FxHarness.call(() -> first())).isEqualTo(first);
  }

  @Test
  void a_path_and_a_checksum_are_copied_with_the_keyboard() {
    ask("/usr/lib/os-release");
    FxHarness.await("the file", () -> "os-release".equals(name()) && lines() > 3);
    FxHarness.run(() -> tree().requestFocus());
    FxHarness.press(KeyCode.CONTROL, KeyCode.C);
    assertThat(clipboard()).isEqualTo("/usr/lib/os-release");
    FxHarness.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    assertThat(clipboard()).matches("[0-9a-f]{64}");
  }

  @Test
  void a_file_is_saved_byte_for_byte() throws IOException {
    ask("/usr/lib/os-release");
    FxHarness.await("the file", () -> "os-release".equals(name()) && lines() > 3);
    FxHarness.click(FxHarness.find(scene, "#save-as", Button.class));
    FxHarness.await("words", () -> scene.getRoot().lookup(".notice") != null);
    assertThat(Files.readString(home.resolve("os-release"))).contains("NAME=\"Fern Linux\"\n");
  }

  private ScreenContext context() {
    Background background = Background.threads();
    return new ScreenContext(
        new AppState(background),
        background,
        new Navigation(Place.BROWSE),
        Messages.load(Locale.ENGLISH, "window", "common", "problems"),
        new FileDialogs() {
          @Override
          public Optional<Path> chooseFolder(String title) {
            return Optional.empty();
          }

          @Override
          public Optional<Path> chooseTarget(String title, String suggestedName) {
            return Optional.of(home.resolve(suggestedName));
          }
        },
        DemoFixture.CLOCK);
  }

  private void ask(String path) {
    FxHarness.run(
        () -> {
          Deployment booted =
              context.state().snapshotProperty().get().orElseThrow().booted().orElseThrow();
          screen.show(Destination.browse(booted.checksum(), path));
        });
    FxHarness.await("the commit", () -> tree() != null && rows() > 0);
  }

  private void type(String path) {
    FxHarness.run(() -> tree().requestFocus());
    FxHarness.press(KeyCode.CONTROL, KeyCode.L);
    FxHarness.run(() -> ((TextField) scene.getRoot().lookup("#path-field")).setText(path));
    FxHarness.press(KeyCode.ENTER);
  }

  private static String clipboard() {
    return FxHarness.call(() -> Clipboard.getSystemClipboard().getString());
  }

  private TreeTableView<?> tree() {
    return (TreeTableView<?>) scene.getRoot().lookup("#browse-tree");
  }

  private int rows() {
    return tree().getExpandedItemCount();
  }

  /** The name in the first row; empty while there is none. */
  private String first() {
    return tree() != null
            && tree().getTreeItem(0) instanceof TreeItem<?> item
            && item.getValue() instanceof Row.Entry(TreeEntry entry)
        ? entry.name()
        : "";
  }

  private TextField filter() {
    return (TextField) scene.getRoot().lookup("#browse-filter");
  }

  private String name() {
    return scene.getRoot().lookup("#details-name") instanceof Label name ? name.getText() : "";
  }

  /** Lines in the preview. */
  private int lines() {
    return scene.getRoot().lookup(".lines-view") instanceof ListView<?> lines
        ? lines.getItems().size()
        : 0;
  }
}
