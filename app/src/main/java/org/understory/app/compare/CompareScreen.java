package org.understory.app.compare;

import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.understory.app.control.Pieces;
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
  private final Pieces pieces = new Pieces();
  private Optional<RevisionsViewModel> revisions = Optional.empty();
  private Subscription following = Subscription.EMPTY;
  private Optional<Destination.Compare.Pair> wanted = Optional.empty();
  private @Nullable CompareViewModel model;
  private @Nullable CompareView view;

  /** Builds it; it reads what can be picked from when it is first shown. */
  public CompareScreen(ScreenContext context) {
    this.context = context;
    following = context.state().systemProperty().subscribe(this::renew);
  }

  @Override
  public Parent node() {
    return node;
  }

  @Override
  public boolean prepare() {
    return pieces.next();
  }

  @Override
  public void show(Destination destination) {
    if (destination instanceof Destination.Compare(Optional<Destination.Compare.Pair> pair)
        && pair.isPresent()) {
      wanted = pair;
      revisions.ifPresent(it -> offer(it.choicesProperty().get()));
    }
    if (revisions.isEmpty()) {
      begin();
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
    following.unsubscribe();
    revisions.ifPresent(RevisionsViewModel::close);
    end();
  }

  /** Somebody wants to see it. */
  private void begin() {
    reveal();
    RevisionsViewModel read = new RevisionsViewModel(context.state(), context.background());
    revisions = Optional.of(read);
    following = following.and(read.choicesProperty().subscribe(this::offer));
  }

  private void renew(Optional<OpenSystem> system) {
    end();
    system.ifPresent(it -> pieces.add(() -> build(it)));
    if (revisions.isPresent()) {
      reveal();
      offer(revisions.get().choicesProperty().get());
    }
  }

  private void reveal() {
    pieces.finish();
    if (view != null) {
      view.begin();
    }
  }

  private void build(OpenSystem system) {
    CompareViewModel fresh = new CompareViewModel(TreeReader.of(system), context.background());
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
    view.addPieces(pieces);
  }

  private void end() {
    if (model != null) {
      model.close();
    }
    model = null;
    view = null;
    pieces.clear();
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
