package org.understory.app.flatpak;

import java.nio.file.Path;
import javafx.scene.Parent;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;
import org.understory.store.flatpak.FlatpakChanges;

/** The Applications screen. */
public final class ApplicationsScreen implements Screen {
  private final ApplicationsViewModel model;
  private final ApplicationsView view;

  /**
   * Builds it.
   *
   * @param cache the folder for what can be fetched again
   */
  public ApplicationsScreen(ScreenContext context, FlatpakChanges changes, Path cache) {
    model = new ApplicationsViewModel(context, changes, cache);
    view = new ApplicationsView(model, context.messages());
  }

  @Override
  public Parent node() {
    return view;
  }

  @Override
  public void show(Destination destination) {
    model.begin();
    if (destination instanceof Destination.Applications(boolean undo) && undo) {
      model.changing().undo();
    }
  }

  @Override
  public void hidden() {
    model.rest();
  }

  @Override
  public void find() {
    view.find();
  }

  @Override
  public void close() {
    model.close();
  }
}
