package org.understory.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
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

  /** Follows the state and navigation of this context. */
  public ShellViewModel(ScreenContext context) {
    this.context = context;
    AppState state = context.state();
    page =
        Bindings.createObjectBinding(
            this::page, state.systemProperty(), state.loadingProperty(), state.problemProperty());
    title = Bindings.createStringBinding(this::title, state.choiceProperty());
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

  /** Where the window is. */
  public Navigation navigation() {
    return context.navigation();
  }

  /** Reads everything afresh. */
  public void refresh() {
    context.state().refresh();
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
