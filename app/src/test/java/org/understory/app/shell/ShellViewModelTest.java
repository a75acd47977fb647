package org.understory.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.bisect.BisectViewModel;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.change.Restart;
import org.understory.app.server.ServerViewModel;
import org.understory.app.settings.Preferences;
import org.understory.app.settings.Settings;
import org.understory.app.shell.ShellViewModel.Page;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.SystemChoice;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

final class ShellViewModelTest {
  private static final Messages MESSAGES =
      Messages.load(Locale.ENGLISH, "window", "common", "problems");
  @TempDir Path folder;
  private final Queue<Runnable> work = new ArrayDeque<>();
  private Optional<Path> chosen = Optional.empty();
  private AppState state;
  private ShellViewModel model;

  @BeforeEach
  void build() {
    Background background = new Background(work::add, Runnable::run);
    state = new AppState(background);
    FileDialogs dialogs =
        new FileDialogs() {
          @Override
          public Optional<Path> chooseFolder(String title) {
            return chosen;
          }

          @Override
          public Optional<Path> chooseFile(String title) {
            return Optional.empty();
          }

          @Override
          public Optional<Path> chooseTarget(String title, String suggestedName) {
            return Optional.empty();
          }
        };
    ChangeViewModel changes = new ChangeViewModel(state, background, MESSAGES, Restart.NONE);
    ServerViewModel server = new ServerViewModel(state, background, folder);
    model =
        new ShellViewModel(
            new ScreenContext(
                state,
                background,
                new Navigation(Place.SYSTEM),
                MESSAGES,
                dialogs,
                new Preferences(Settings.DEFAULT),
                changes,
                server,
                new BisectViewModel(state, background, changes, server, folder),
                Clock.systemUTC()),
            folder.resolve("demo"),
            () -> {});
  }

  private void work() {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  @Test
  void opening_is_shown_while_it_lasts_and_then_its_failure() {
    assertThat(model.pageProperty().getValue()).isEqualTo(Page.NOTHING);

    state.open(new SystemChoice.Folder(folder));
    assertThat(model.pageProperty().getValue()).isEqualTo(Page.OPENING);
    work();

    assertThat(model.pageProperty().getValue()).isEqualTo(Page.FAILED);
    assertThat(model.problemProperty().getValue()).containsInstanceOf(Problem.NotASysroot.class);
  }

  @Test
  void opening_that_is_stopped_leaves_nothing_open() {
    state.open(new SystemChoice.Folder(folder));

    model.cancelOpening();
    work();

    assertThat(model.pageProperty().getValue()).isEqualTo(Page.NOTHING);
  }

  @Test
  void a_folder_that_looks_like_a_repository_is_opened_as_one() throws Exception {
    Files.createDirectories(folder.resolve("objects"));
    chosen = Optional.of(folder);

    model.openFolder();

    assertThat(state.choiceProperty().get()).contains(new SystemChoice.BareRepository(folder));
  }

  @Test
  void a_dialog_that_is_closed_opens_nothing() {
    model.openFolder();

    assertThat(state.choiceProperty().get()).isEmpty();
  }

  @Test
  void the_title_is_the_name_of_the_folder_made_safe() {
    state.open(new SystemChoice.Folder(Path.of("/srv/od\nd")));

    assertThat(model.titleProperty().getValue()).isEqualTo("od\\nd");
    assertThat(model.titleDetailProperty().getValue()).isEqualTo("/srv/od\\nd");
  }

  @Test
  void the_demo_says_so() {
    model.openDemo();

    assertThat(model.titleProperty().getValue()).isEqualTo("Demo system");
  }
}
