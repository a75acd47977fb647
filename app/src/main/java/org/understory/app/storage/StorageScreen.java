package org.understory.app.storage;

import java.nio.file.Path;
import javafx.scene.Parent;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;

/** The Storage screen. */
public final class StorageScreen implements Screen {
  private final StorageViewModel model;
  private final StorageView view;

  /**
   * Builds it.
   *
   * @param cache where it is kept what was measured
   */
  public StorageScreen(ScreenContext context, Path cache) {
    model = new StorageViewModel(context, cache);
    view = new StorageView(model, context.messages());
  }

  @Override
  public Parent node() {
    return view;
  }

  @Override
  public void show(Destination destination) {
    model.shown();
  }

  @Override
  public void hidden() {
    model.hidden();
  }

  @Override
  public void close() {
    model.close();
  }
}
