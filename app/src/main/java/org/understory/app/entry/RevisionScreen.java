package org.understory.app.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.understory.app.control.Pieces;
import org.understory.app.control.Times;
import org.understory.app.server.ServerVersions;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.OpenSystem;

/**
 * A screen on which revisions are picked; begins anew whenever another system is opened. What can
 * be picked is read when it is first shown.
 *
 * @param <W> what a destination can ask of it
 */
public abstract class RevisionScreen<W> implements Screen {
  private final ScreenContext context;
  private final StackPane node = new StackPane();
  private final Pieces pieces = new Pieces();
  private Optional<RevisionsViewModel> revisions = Optional.empty();
  private Optional<Content<W>> content = Optional.empty();
  private Optional<W> wanted = Optional.empty();
  private Subscription following = Subscription.EMPTY;

  /** Follows the state of this context. */
  protected RevisionScreen(ScreenContext context) {
    this.context = context;
    following = context.state().systemProperty().subscribe(this::renew);
  }

  /** What the screen needs of its view. */
  public interface View {
    /** What is left to build of it. */
    void addPieces(Pieces pieces);

    /** It is seen from now on. */
    void begin();

    /** Puts the keyboard on what it shows. */
    void focusTree();

    /** Puts the keyboard where one searches. */
    void find();
  }

  /**
   * What is on the screen while one system is open.
   *
   * @param node the view, as what is seen
   * @param offer hears what can be picked; shows what is wanted or, where nothing is shown, a first
   *     choice
   * @param close ends the work for it
   */
  public record Content<W>(
      Parent node,
      View view,
      BiConsumer<List<RevisionChoice>, Optional<W>> offer,
      Runnable close) {}

  /** New content for this system, with nothing picked yet. */
  protected abstract Content<W> build(OpenSystem system, RevisionWords words);

  /** What this destination asks of the screen, if anything. */
  protected abstract Optional<W> wish(Destination destination);

  @Override
  public final Parent node() {
    return node;
  }

  @Override
  public final boolean prepare() {
    return pieces.next();
  }

  @Override
  public final void show(Destination destination) {
    Optional<W> wish = wish(destination);
    if (wish.isPresent()) {
      wanted = wish;
      revisions.ifPresent(it -> offer());
    }
    if (revisions.isEmpty()) {
      begin();
    }
    content.ifPresent(it -> it.view().focusTree());
  }

  @Override
  public final void find() {
    content.ifPresent(it -> it.view().find());
  }

  @Override
  public final void close() {
    following.unsubscribe();
    revisions.ifPresent(RevisionsViewModel::close);
    end();
  }

  /** Somebody wants to see it. */
  private void begin() {
    reveal();
    RevisionsViewModel read = new RevisionsViewModel(context.state(), context.background());
    revisions = Optional.of(read);
    following =
        following
            .and(read.choicesProperty().subscribe(choices -> offer()))
            .and(context.server().foundProperty().subscribe((before, now) -> offer()))
            .and(context.server().registry().foundProperty().subscribe((before, now) -> offer()));
  }

  private void renew(Optional<OpenSystem> system) {
    end();
    system.ifPresent(it -> pieces.add(() -> fill(it)));
    if (revisions.isPresent()) {
      reveal();
      offer();
    }
  }

  private void reveal() {
    pieces.finish();
    content.ifPresent(it -> it.view().begin());
  }

  private void fill(OpenSystem system) {
    Times times = new Times(context.messages(), context.clock());
    Content<W> fresh = build(system, new RevisionWords(context.messages(), times));
    content = Optional.of(fresh);
    node.getChildren().setAll(fresh.node());
    fresh.view().addPieces(pieces);
  }

  private void end() {
    content.ifPresent(it -> it.close().run());
    content = Optional.empty();
    pieces.clear();
    node.getChildren().clear();
  }

  /** Offers what is here, and what was found on a server. */
  private void offer() {
    List<RevisionChoice> choices = new ArrayList<>();
    revisions.ifPresent(it -> choices.addAll(it.choicesProperty().get()));
    Optional<ServerVersions> found = context.server().foundProperty().get();
    found.ifPresent(it -> choices.addAll(RevisionChoices.found(it)));
    content.ifPresent(
        it -> {
          Optional<W> wish = wanted;
          wanted = Optional.empty();
          it.offer().accept(List.copyOf(choices), wish);
        });
  }
}
