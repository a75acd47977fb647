package org.understory.app.history;

import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.util.Subscription;
import org.understory.app.server.ServerViewModel;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.AppState;
import org.understory.app.state.OpenSystem;
import org.understory.model.system.SystemSnapshot;

/** The History screen: follows what is open. */
public final class HistoryScreen implements Screen {
  private final AppState state;
  private final ServerViewModel server;
  private final HistoryViewModel model;
  private final HistoryView view;
  private Subscription following = Subscription.EMPTY;

  /** Builds it; it follows what is open from when it is first shown. */
  public HistoryScreen(ScreenContext context) {
    state = context.state();
    server = context.server();
    model = new HistoryViewModel(context.background(), context.messages(), context.clock());
    model.tips().setOnWish(server::include);
    view = new HistoryView(model, context);
  }

  @Override
  public Parent node() {
    return view;
  }

  @Override
  public boolean prepare() {
    return view.pieces().next();
  }

  @Override
  public void show(Destination destination) {
    view.pieces().finish();
    if (following.equals(Subscription.EMPTY)) {
      view.begin();
      following =
          state
              .snapshotProperty()
              .subscribe(this::follow)
              .and(server.foundProperty().subscribe(model::show));
    }
    if (destination instanceof Destination.History(var commit)) {
      commit.ifPresent(model::reveal);
    }
    view.focusList();
  }

  @Override
  public void find() {
    view.focusSearch();
  }

  @Override
  public void close() {
    following.unsubscribe();
    model.close();
  }

  private void follow(Optional<SystemSnapshot> snapshot) {
    Optional<OpenSystem> system = state.systemProperty().get();
    if (system.isEmpty() || snapshot.isEmpty()) {
      model.close();
      return;
    }
    model.open(
        CommitSource.of(system.get()),
        List.copyOf(state.refsProperty().get()),
        snapshot.get().deployments());
  }
}
