package org.understory.app.browse;

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

/** The Browse screen: begins anew whenever another system is opened. */
public final class BrowseScreen implements Screen {
  private final ScreenContext context;
  private final StackPane node = new StackPane();
  private final Pieces pieces = new Pieces();
  private Optional<RevisionsViewModel> revisions = Optional.empty();
  private Subscription following = Subscription.EMPTY;
  private Optional<Destination.Browse.At> wanted = Optional.empty();
  private @Nullable BrowseViewModel model;
  private @Nullable BrowseView view;

  /** Builds it; it reads what can be picked from when it is first shown. */
  public BrowseScreen(ScreenContext context) {
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
    if (destination instanceof Destination.Browse(Optional<Destination.Browse.At> at)
        && at.isPresent()) {
      wanted = at;
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
    BrowseViewModel fresh = new BrowseViewModel(TreeReader.of(system), context.background());
    RevisionWords words =
        new RevisionWords(context.messages(), new Times(context.messages(), context.clock()));
    model = fresh;
    view = new BrowseView(fresh, words, context);
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
