package org.understory.app.browse;

import java.util.List;
import java.util.Optional;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.entry.RevisionChoices;
import org.understory.app.entry.RevisionScreen;
import org.understory.app.entry.RevisionWords;
import org.understory.app.entry.TreeReader;
import org.understory.app.shell.Destination;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.OpenSystem;

/** The Browse screen. */
public final class BrowseScreen extends RevisionScreen<Destination.Browse.At> {
  private final ScreenContext context;

  /** Builds it. */
  public BrowseScreen(ScreenContext context) {
    super(context);
    this.context = context;
  }

  @Override
  protected Optional<Destination.Browse.At> wish(Destination destination) {
    return destination instanceof Destination.Browse(Optional<Destination.Browse.At> at)
        ? at
        : Optional.empty();
  }

  @Override
  protected Content<Destination.Browse.At> build(OpenSystem system, RevisionWords words) {
    BrowseViewModel model =
        new BrowseViewModel(TreeReader.of(context.server().reach(system)), context.background());
    BrowseView view = new BrowseView(model, words, context);
    return new Content<>(
        view, view, (choices, wanted) -> offer(model, view, choices, wanted), model::close);
  }

  /** Goes where somebody asked to go; at first, to what runs. */
  private static void offer(
      BrowseViewModel model,
      BrowseView view,
      List<RevisionChoice> choices,
      Optional<Destination.Browse.At> wanted) {
    view.picker().choices().setAll(choices);
    if (wanted.isPresent()) {
      Destination.Browse.At at = wanted.get();
      model.open(RevisionChoices.named(at.commit(), choices), at.path());
    } else if (model.choiceProperty().get().isEmpty()) {
      RevisionChoices.running(choices).ifPresent(model::pick);
    }
  }
}
