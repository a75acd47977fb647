package org.understory.app.system;

import java.util.function.Supplier;
import javafx.scene.Parent;
import org.understory.app.move.MoveViewModel;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;

/** The System screen. */
public final class SystemScreen implements Screen {
  private final SystemViewModel model;
  private final SystemView view;

  /**
   * Builds it.
   *
   * @param moves makes what there is to move to
   */
  public SystemScreen(ScreenContext context, Supplier<MoveViewModel> moves) {
    model = new SystemViewModel(context, moves);
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
