package org.understory.app.shell;

import java.util.Arrays;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** The keys that work on every screen. */
final class Keys {
  private final ShellViewModel model;
  private final ScreenHost host;
  private final Runnable toToast;

  /**
   * @param toToast puts the keyboard on what was told last
   */
  Keys(ShellViewModel model, ScreenHost host, Runnable toToast) {
    this.model = model;
    this.host = host;
    this.toToast = toToast;
  }

  /** Listens to what no control below this node took for itself. */
  void listen(Node root) {
    root.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event ->
            action(event)
                .ifPresent(
                    action -> {
                      event.consume();
                      action.run();
                    }));
  }

  private Optional<Runnable> action(KeyEvent event) {
    return Optional.ofNullable(
        event.isShortcutDown()
            ? switch (event.getCode()) {
              case F -> host::find;
              case O -> model::openFolder;
              case Q -> model::quit;
              case R -> model::refresh;
              case SLASH -> model::toggleKeys;
              default -> place(event.getCode().getName());
            }
            : switch (event.getCode()) {
              case F1 -> model::toggleKeys;
              case F5 -> model::refresh;
              case F6 -> toToast;
              case ESCAPE -> model.keysShownProperty().get() ? model::toggleKeys : null;
              default -> null;
            });
  }

  private @Nullable Runnable place(String key) {
    return Arrays.stream(Place.values())
        .filter(place -> key.equals(Integer.toString(place.digit())))
        .findFirst()
        .<Runnable>map(place -> () -> model.navigation().go(Destination.of(place)))
        .orElse(null);
  }
}
