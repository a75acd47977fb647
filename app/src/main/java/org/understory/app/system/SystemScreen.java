package org.understory.app.system;

import javafx.scene.Parent;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;

/** The System screen. */
public final class SystemScreen implements Screen {
  private final SystemViewModel model;
  private final SystemView view;

  /** Builds it. */
  public SystemScreen(ScreenContext context) {
    model = new SystemViewModel(context);
    view = new SystemView(model, context.messages());
  }

  @Override
  public Parent node() {
    return view;
  }

  @Override
  public void show(Destination destination) {}

  @Override
  public void close() {
    model.close();
  }
}
