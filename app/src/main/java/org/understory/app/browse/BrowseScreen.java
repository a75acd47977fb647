package org.understory.app.browse;

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

/** The Browse screen: begins anew whenever another system is opened. */
public final class BrowseScreen implements Screen {
  private final ScreenContext context;
  private final StackPane node = new StackPane();
  private final RevisionsViewModel revisions;
  private final Subscription subscription;
  private Optional<Destination.Browse.At> wanted = Optional.empty();
  private @Nullable BrowseViewModel model;
  private @Nullable BrowseView view;

  /** Builds it. */
  public BrowseScreen(ScreenContext context) {
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
    if (destination instanceof Destination.Browse(Optional<Destination.Browse.At> at)
        && at.isPresent()) {
      wanted = at;
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
      BrowseViewModel fresh =
          new BrowseViewModel(TreeReader.of(system.get()), context.background());
      RevisionWords words =
          new RevisionWords(context.messages(), new Times(context.messages(), context.clock()));
      model = fresh;
      view = new BrowseView(fresh, words, context);
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

  /** Goes where somebody asked to go; at first, to what runs. */
  private void offer(List<RevisionChoice> choices) {
    if (model == null || view == null) {
      return;
    }
    view.picker().choices().setAll(choices);
    if (wanted.isPresent()) {
      Destination.Browse.At at = wanted.get();
      wanted = Optional.empty();
      model.open(RevisionChoices.named(at.commit(), choices), at.path());
    } else if (model.choiceProperty().get().isEmpty()) {
      RevisionChoices.running(choices).ifPresent(model::pick);
    }
  }
}
