package org.understory.app.settings;

import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The settings that are in force; a menu changes them and the window follows. */
public final class Preferences {
  private final ReadOnlyObjectWrapper<Settings> settings;

  /** Starts with these. */
  public Preferences(Settings start) {
    settings = new ReadOnlyObjectWrapper<>(start);
  }

  /** What is set. */
  public ReadOnlyObjectProperty<Settings> settingsProperty() {
    return settings.getReadOnlyProperty();
  }

  /** Changes something. */
  public void change(UnaryOperator<Settings> step) {
    settings.set(step.apply(settings.get()));
  }
}
