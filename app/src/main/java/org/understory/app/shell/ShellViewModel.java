package org.understory.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.value.ObservableValue;
import org.understory.app.state.AppState;
import org.understory.app.state.SystemChoice;
import org.understory.model.operation.Problem;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** What the frame of the window shows: the name of what is open, and whether anything is. */
public final class ShellViewModel {
  /** What fills the window below the header. */
  public enum Page {
    /** A system is being opened. */
    OPENING,
    /** It could not be opened. */
    FAILED,
    /** Opening was stopped. */
    NOTHING,
    /** A screen. */
    SCREEN
  }

  private final ScreenContext context;
  private final ObjectBinding<Page> page;
  private final StringBinding title;
  private final StringBinding titleDetail;
  private final StringBinding openingTitle;
  private final StringBinding openingText;
  private final Path demoFolder;
  private final ReadOnlyBooleanWrapper keysShown = new ReadOnlyBooleanWrapper();
  private final Runnable quit;

  /**
   * Follows the state and navigation of this context.
   *
   * @param demoFolder where the demo system is, or would be made
   * @param quit closes the window
   */
  public ShellViewModel(ScreenContext context, Path demoFolder, Runnable quit) {
    this.context = context;
    this.demoFolder = demoFolder;
    this.quit = quit;
    AppState state = context.state();
    page =
        Bindings.createObjectBinding(
            this::page, state.systemProperty(), state.loadingProperty(), state.problemProperty());
    title = Bindings.createStringBinding(this::title, state.choiceProperty());
    openingTitle =
        Bindings.createStringBinding(
            () -> context.messages().get(making() ? "shell.making" : "shell.opening"),
            state.progressProperty());
    openingText =
        Bindings.createStringBinding(
            () -> making() ? context.messages().get("shell.making.text") : titleDetail(),
            state.progressProperty(),
            state.choiceProperty());
    titleDetail = Bindings.createStringBinding(this::titleDetail, state.choiceProperty());
  }

  /** What fills the window below the header. */
  public ObservableValue<Page> pageProperty() {
    return page;
  }

  /** Short name of what is open. */
  public ObservableValue<String> titleProperty() {
    return title;
  }

  /** The whole path of what is open. */
  public ObservableValue<String> titleDetailProperty() {
    return titleDetail;
  }

  /** Trouble with reading again what is open; trouble with opening fills the page instead. */
  public ObservableValue<Optional<Problem>> problemProperty() {
    return context.state().problemProperty();
  }

  /** How far opening is, from 0 to 1, or -1. */
  public ReadOnlyDoubleProperty progressProperty() {
    return context.state().progressProperty();
  }

  /** What is being done while nothing is open yet. */
  public ObservableValue<String> openingTitleProperty() {
    return openingTitle;
  }

  /** What it means. */
  public ObservableValue<String> openingTextProperty() {
    return openingText;
  }

  /** Where the window is. */
  public Navigation navigation() {
    return context.navigation();
  }

  /** Reads everything afresh. */
  public void refresh() {
    context.state().refresh();
  }

  /** Stops opening. */
  public void cancelOpening() {
    context.state().cancel();
  }

  /** Asks for a folder and opens it: as a repository alone where it looks like one. */
  public void openFolder() {
    context
        .dialogs()
        .chooseFolder(context.messages().get("shell.menu.open.title"))
        .ifPresent(folder -> context.state().open(SystemChoice.of(folder)));
  }

  /** Opens the demo system. */
  public void openDemo() {
    context.state().open(new SystemChoice.Demo(demoFolder));
  }

  /** Whether the table of keys is shown. */
  public ReadOnlyBooleanProperty keysShownProperty() {
    return keysShown.getReadOnlyProperty();
  }

  /** Shows or hides the table of keys. */
  public void toggleKeys() {
    keysShown.set(!keysShown.get());
  }

  /** Closes the window. */
  public void quit() {
    quit.run();
  }

  private boolean making() {
    return context.state().progressProperty().get() >= 0;
  }

  private Page page() {
    AppState state = context.state();
    if (state.systemProperty().get().isPresent()) {
      return Page.SCREEN;
    }
    if (state.loadingProperty().get()) {
      return Page.OPENING;
    }
    return state.problemProperty().get().isPresent() ? Page.FAILED : Page.NOTHING;
  }

  private String title() {
    Messages messages = context.messages();
    return context
        .state()
        .choiceProperty()
        .get()
        .map(
            choice ->
                switch (choice) {
                  case SystemChoice.Live() -> messages.get("shell.title.live");
                  case SystemChoice.Demo demo -> messages.get("shell.title.demo");
                  case SystemChoice.Folder(Path root) -> name(root);
                  case SystemChoice.BareRepository(Path directory) -> name(directory);
                })
        .orElse("");
  }

  private String titleDetail() {
    return context
        .state()
        .choiceProperty()
        .get()
        .map(
            choice ->
                switch (choice) {
                  case SystemChoice.Live() -> "/";
                  case SystemChoice.Demo(Path folder) -> Sanitizer.line(folder.toString());
                  case SystemChoice.Folder(Path root) -> Sanitizer.line(root.toString());
                  case SystemChoice.BareRepository(Path directory) ->
                      Sanitizer.line(directory.toString());
                })
        .orElse("");
  }

  private static String name(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return Sanitizer.line(name == null ? "/" : name.toString());
  }
}
