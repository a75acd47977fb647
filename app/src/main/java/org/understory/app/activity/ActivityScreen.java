package org.understory.app.activity;

import javafx.scene.Parent;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;
import org.understory.store.flatpak.FlatpakChanges;

/** The Activity screen. */
public final class ActivityScreen implements Screen {
  private final ActivityViewModel model;
  private final ActivityView view;

  /**
   * Builds it.
   *
   * @param applications what Flatpak has installed
   */
  public ActivityScreen(ScreenContext context, FlatpakChanges applications) {
    model = new ActivityViewModel(context, applications);
    view = new ActivityView(model, context.messages());
  }

  @Override
  public Parent node() {
    return view;
  }

  @Override
  public void show(Destination destination) {
    model.begin();
  }

  @Override
  public void close() {
    model.close();
  }
}
