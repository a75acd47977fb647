package org.understory.app.browse;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.understory.app.entry.FileSaver;
import org.understory.app.entry.PathWalk;
import org.understory.app.entry.PreviewViewModel;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.entry.TreeReader;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.app.state.Work;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.tree.TreeEntry;

/**
 * One commit's tree: which folder is on screen, what is selected in it and how that looks inside.
 * Call it on the thread that draws.
 */
public final class BrowseViewModel implements AutoCloseable {
  private final TreeReader reader;
  private final Background background;
  private final Latest opening;
  private final PreviewViewModel details;
  private final Visited visited = new Visited();
  private final ReadOnlyObjectWrapper<Optional<RevisionChoice>> choice =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<TreeLocation>> location =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<String> path = new ReadOnlyObjectWrapper<>("/");
  private final ReadOnlyObjectWrapper<Listing> listing =
      new ReadOnlyObjectWrapper<>(new Listing.Nothing());
  private final ReadOnlyObjectWrapper<List<TreeEntry>> passing =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Problem>> notice =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Path>> saved =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper backward = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper forward = new ReadOnlyBooleanWrapper();
  private final StringProperty filter = new SimpleStringProperty("");

  /** Nothing is shown yet. */
  public BrowseViewModel(TreeReader reader, Background background) {
    this.reader = reader;
    this.background = background;
    this.opening = new Latest(background);
    this.details = new PreviewViewModel(reader, background);
    filter.subscribe(this::sift);
    listing.subscribe(this::sift);
  }

  /** How the commit on screen was named. */
  public ReadOnlyObjectProperty<Optional<RevisionChoice>> choiceProperty() {
    return choice.getReadOnlyProperty();
  }

  /** The folder on screen, absolute. */
  public ReadOnlyObjectProperty<String> pathProperty() {
    return path.getReadOnlyProperty();
  }

  /** What that folder holds. */
  public ReadOnlyObjectProperty<Listing> listingProperty() {
    return listing.getReadOnlyProperty();
  }

  /** The entries of that folder that pass the filter. */
  public ReadOnlyObjectProperty<List<TreeEntry>> passingProperty() {
    return passing.getReadOnlyProperty();
  }

  /** The selected entry, or the folder on screen where none is. */
  public PreviewViewModel details() {
    return details;
  }

  /** What went wrong with the last request while the folder on screen stays. */
  public ReadOnlyObjectProperty<Optional<Problem>> noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /** The file that was just written; empty again as soon as something else happens. */
  public ReadOnlyObjectProperty<Optional<Path>> savedProperty() {
    return saved.getReadOnlyProperty();
  }

  /** Whether {@link #back} leads somewhere. */
  public ReadOnlyBooleanProperty backwardProperty() {
    return backward.getReadOnlyProperty();
  }

  /** Whether {@link #forward} leads somewhere. */
  public ReadOnlyBooleanProperty forwardProperty() {
    return forward.getReadOnlyProperty();
  }

  /** Whether a folder is being read. */
  public ReadOnlyBooleanProperty readingProperty() {
    return opening.runningProperty();
  }

  /** Only entries of the folder on screen whose names hold this text are listed. */
  public StringProperty filterProperty() {
    return filter;
  }

  /** The commit on screen; empty before one is chosen and while its name leads nowhere. */
  public Optional<Commit> commit() {
    return location.get().map(TreeLocation::commit);
  }

  /** Shows another commit at the folder on screen, or as near to it as that commit has one. */
  public void pick(RevisionChoice wanted) {
    open(wanted, path.get());
  }

  /** Shows a path of a commit, as near to it as that commit has one. */
  public void open(RevisionChoice wanted, String wantedPath) {
    choice.set(Optional.of(wanted));
    listing.set(new Listing.Reading());
    settle();
    details.clear();
    request(
        job -> TreeLocation.nearest(reader, wanted.resolve(reader), wantedPath),
        place -> arrive(place, true),
        problem -> {
          location.set(Optional.empty());
          listing.set(new Listing.Broken(problem));
        });
  }

  /** Goes to a path typed by a person: absolute, or seen from the folder on screen. */
  public void go(String typed) {
    go(PathWalk.join(path.get(), typed), place -> arrive(place, true));
  }

  /** Opens a folder, follows a link; does nothing with a file. */
  public void enter(TreeEntry entry) {
    switch (entry.kind()) {
      case DIRECTORY -> go(entry.path());
      // The dot makes the link a step on the way, and those are followed.
      case SYMLINK -> go(TreeLocation.parent(entry.path()) + "/" + entry.name() + "/.");
      case FILE -> {}
    }
  }

  /** Goes to the folder above and selects the one that was left. */
  public void up() {
    String left = path.get();
    if (!left.equals("/")) {
      go(TreeLocation.parent(left), place -> arrive(place.asking(left), true));
    }
  }

  /** Goes where one was before. */
  public void back() {
    visited.back().ifPresent(this::revisit);
  }

  /** Undoes {@link #back}. */
  public void forward() {
    visited.forward().ifPresent(this::revisit);
  }

  /** Shows the details of an entry, or of the folder on screen. */
  public void select(Optional<TreeEntry> entry) {
    location
        .get()
        .ifPresent(
            place -> {
              TreeEntry wanted = entry.orElse(place.folder());
              boolean shown =
                  details
                      .entryProperty()
                      .get()
                      .filter(it -> it.path().equals(wanted.path()))
                      .isPresent();
              if (!shown) {
                details.show(place.commit().checksum(), wanted);
              }
            });
  }

  /** Reads a folder that is unfolded in place. */
  public void children(TreeEntry folder, Consumer<List<Row>> receiver) {
    Optional<Commit> shown = commit();
    if (shown.isEmpty()) {
      return;
    }
    background.run(
        job -> Row.of(reader.list(shown.get().checksum(), folder.path())),
        result -> {
          switch (result) {
            case Result.Done<List<Row>>(List<Row> rows) -> receiver.accept(rows);
            case Result.Failed<List<Row>>(Problem problem) ->
                receiver.accept(List.of(new Row.Broken(problem)));
            case Result.Cancelled<List<Row>>() -> {}
          }
        });
  }

  /** Writes a file of the commit to disk; {@code title} is shown while that lasts. */
  public void save(TreeEntry file, Path target, String title) {
    settle();
    background.runShown(
        title,
        job -> FileSaver.save(reader, file, target, job),
        result -> {
          switch (result) {
            case Result.Done<Path>(Path written) -> saved.set(Optional.of(written));
            case Result.Failed<Path>(Problem problem) -> notice.set(Optional.of(problem));
            case Result.Cancelled<Path>() -> {}
          }
        });
  }

  /** Puts away what was told. */
  public void settle() {
    notice.set(Optional.empty());
    saved.set(Optional.empty());
  }

  @Override
  public void close() {
    opening.cancel();
    details.close();
  }

  private void go(String absolute, Consumer<TreeLocation> arrival) {
    Optional<Commit> shown = commit();
    if (shown.isPresent()) {
      request(
          job -> TreeLocation.find(reader, shown.get().checksum(), absolute),
          arrival,
          problem -> notice.set(Optional.of(problem)));
    }
  }

  /** A checksum typed in full tells a person less than the commit that it leads to. */
  private void nameByCommit(Commit commit) {
    if (choice.get().equals(Optional.of(new RevisionChoice.Typed(commit.checksum().hex())))) {
      choice.set(Optional.of(new RevisionChoice.OfCommit(commit)));
    }
  }

  private void sift() {
    String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
    passing.set(
        listing.get() instanceof Listing.Entries(List<TreeEntry> entries)
            ? entries.stream()
                .filter(entry -> entry.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList()
            : List.of());
  }

  private void revisit(Visited.Stop stop) {
    request(
        job -> TreeLocation.nearest(reader, stop.commit(), stop.path()),
        place -> {
          if (!commit().map(Commit::checksum).equals(Optional.of(stop.commit()))) {
            choice.set(Optional.of(new RevisionChoice.OfCommit(place.commit())));
          }
          arrive(place, false);
        },
        problem -> notice.set(Optional.of(problem)));
  }

  private void request(
      Work<TreeLocation> work, Consumer<TreeLocation> arrival, Consumer<Problem> trouble) {
    opening.submit(
        work,
        result -> {
          switch (result) {
            case Result.Done<TreeLocation>(TreeLocation place) -> arrival.accept(place);
            case Result.Failed<TreeLocation>(Problem problem) -> trouble.accept(problem);
            case Result.Cancelled<TreeLocation>() -> {}
          }
        });
  }

  private void arrive(TreeLocation place, boolean remember) {
    if (remember) {
      visited.arrive(new Visited.Stop(place.commit().checksum(), place.folder().path()));
    }
    backward.set(visited.canGoBack());
    forward.set(visited.canGoForward());
    location.set(Optional.of(place));
    saved.set(Optional.empty());
    notice.set(place.missing());
    filter.set("");
    nameByCommit(place.commit());
    path.set(place.folder().path());
    listing.set(new Listing.Entries(place.entries()));
    details.show(place.commit().checksum(), place.asked());
  }
}
