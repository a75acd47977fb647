package org.understory.app.compare;

import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.understory.app.control.Times;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.entry.RevisionChoices;
import org.understory.app.entry.RevisionWords;
import org.understory.app.entry.RevisionsViewModel;
import org.understory.app.entry.TreeReader;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.OpenSystem;

/** The Compare screen: begins anew whenever another system is opened. */
public final class CompareScreen implements Screen {
  private final ScreenContext context;
  private final StackPane node = new StackPane();
  private final RevisionsViewModel revisions;
  private final Subscription subscription;
  private Optional<Destination.Compare.Pair> wanted = Optional.empty();
  private @Nullable CompareViewModel model;
  private @Nullable CompareView view;

  /** Builds it. */
  public CompareScreen(ScreenContext context) {
    this.context = context;
    revisions = new RevisionsViewModel(context.state(), context.background());
    subscription =
        Subscription.combine(
            context.state().systemProperty().subscribe(this::begin),
            revisions.choicesProperty().subscribe(this::offer));
  }

  @Override
  public Parent node() {
    return node;
  }

  @Override
  public void show(Destination destination) {
    if (destination instanceof Destination.Compare(Optional<Destination.Compare.Pair> pair)
        && pair.isPresent()) {
      wanted = pair;
      offer(revisions.choicesProperty().get());
    }
    if (view != null) {
      view.focusTree();
    }
  }

  @Override
  public void find() {
    if (view != null) {
      view.find();
    }
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    revisions.close();
    end();
  }

  private void begin(Optional<OpenSystem> system) {
    end();
    if (system.isPresent()) {
      CompareViewModel fresh =
          new CompareViewModel(TreeReader.of(system.get()), context.background());
      RevisionWords words =
          new RevisionWords(context.messages(), new Times(context.messages(), context.clock()));
      model = fresh;
      view =
          new CompareView(
              fresh,
              context.background(),
              words,
              context.messages(),
              (commit, path) -> context.navigation().go(Destination.browse(commit, path)));
      node.getChildren().setAll(view);
      offer(revisions.choicesProperty().get());
    }
  }

  private void end() {
    if (model != null) {
      model.close();
    }
    model = null;
    view = null;
    node.getChildren().clear();
  }

  /** Compares what somebody asked for; at first, what runs with what starts next. */
  private void offer(List<RevisionChoice> choices) {
    if (model == null || view == null) {
      return;
    }
    view.offer(choices);
    if (wanted.isPresent()) {
      Destination.Compare.Pair pair = wanted.get();
      wanted = Optional.empty();
      model.compare(
          RevisionChoices.named(pair.from(), choices), RevisionChoices.named(pair.to(), choices));
    } else if (model.fromProperty().get().isEmpty() && model.toProperty().get().isEmpty()) {
      model.propose(choices);
    }
  }
}
