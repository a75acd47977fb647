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

  Keys(ShellViewModel model, ScreenHost host) {
    this.model = model;
    this.host = host;
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
