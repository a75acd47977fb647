package org.understory.app.shell;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Where the window is; screens ask it to go elsewhere. */
public final class Navigation {
  private final ReadOnlyObjectWrapper<Destination> current;

  /** Starts at a screen. */
  public Navigation(Place start) {
    current = new ReadOnlyObjectWrapper<>(Destination.of(start));
  }

  /** Where it is now. */
  public ReadOnlyObjectProperty<Destination> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /** Goes there. */
  public void go(Destination destination) {
    current.set(destination);
  }
}
