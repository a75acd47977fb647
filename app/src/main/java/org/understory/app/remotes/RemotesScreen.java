package org.understory.app.remotes;

import javafx.scene.Parent;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;

/** The Remotes screen. */
public final class RemotesScreen implements Screen {
  private final RemotesViewModel model;
  private final RemotesView view;

  /** Builds it. */
  public RemotesScreen(ScreenContext context) {
    model = new RemotesViewModel(context);
    view = new RemotesView(model, context.messages());
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
