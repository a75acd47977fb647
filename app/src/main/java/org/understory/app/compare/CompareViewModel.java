package org.understory.app.compare;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.understory.app.compare.Comparison.Answered;
import org.understory.app.content.ContentViewModel;
import org.understory.app.entry.ContentReader;
import org.understory.app.entry.PreviewViewModel;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.entry.TreeReader;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.system.Deployment;
import org.understory.model.tree.Change;
import org.understory.model.tree.MetadataChange;
import org.understory.model.tree.RightsDiff;
import org.understory.model.tree.TreeDiff;

/**
 * Two commits and what differs between them. Only the newest question is answered. Call it on the
 * thread that draws.
 */
public final class CompareViewModel implements AutoCloseable {
  private final TreeReader reader;
  private final Latest comparing;
  private final Latest sifting;
  private final FileQuestions questions;
  private final PreviewViewModel before;
  private final PreviewViewModel after;
  private final ContentViewModel content;
  private final Latest judging;
  private final ReadOnlyObjectWrapper<Optional<RevisionChoice>> from =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<RevisionChoice>> to =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Comparison> comparison =
      new ReadOnlyObjectWrapper<>(new Comparison.Unasked());
  private final ReadOnlyObjectWrapper<Sifted> sifted = new ReadOnlyObjectWrapper<>(Sifted.NOTHING);
  private final ReadOnlyObjectWrapper<Optional<OwnedFiles>> only =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Change>> selected =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableSet<Change.Kind> kinds =
      FXCollections.observableSet(EnumSet.allOf(Change.Kind.class));
  private final StringProperty path = new SimpleStringProperty("");
  private final BooleanProperty flat = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Optional<RightsDiff>> rights =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectProperty<Closeness> closeness =
      new SimpleObjectProperty<>(Closeness.SIDE_BY_SIDE);
  private final ObjectProperty<Topic> topic = new SimpleObjectProperty<>(Topic.FILES);

  /** How a change is looked at closely. */
  public enum Closeness {
    SIDE_BY_SIDE,
    UNIFIED,
    /** Its properties, and its content as text or bytes. */
    DETAILS
  }

  /** Nothing is asked yet. */
  public CompareViewModel(TreeReader reader, Background background) {
    this.reader = reader;
    this.questions = new FileQuestions(reader);
    this.comparing = new Latest(background);
    this.sifting = new Latest(background);
    this.before = new PreviewViewModel(reader, background);
    this.after = new PreviewViewModel(reader, background);
    this.content = new ContentViewModel(background);
    this.judging = new Latest(background);
    closeness.subscribe(
        now -> {
          if (now != Closeness.DETAILS) {
            content.unifiedProperty().set(now == Closeness.UNIFIED);
          }
        });
    kinds.addListener((Observable changed) -> sift());
    path.subscribe(this::sift);
  }

  /** The older side. */
  public ReadOnlyObjectProperty<Optional<RevisionChoice>> fromProperty() {
    return from.getReadOnlyProperty();
  }

  /** The newer side. */
  public ReadOnlyObjectProperty<Optional<RevisionChoice>> toProperty() {
    return to.getReadOnlyProperty();
  }

  /** What of the two sides is looked at. */
  public ObjectProperty<Topic> topicProperty() {
    return topic;
  }

  /** How far the answer is. */
  public ReadOnlyObjectProperty<Comparison> comparisonProperty() {
    return comparison.getReadOnlyProperty();
  }

  /** The changes of the answer that pass the filter. */
  public ReadOnlyObjectProperty<Sifted> siftedProperty() {
    return sifted.getReadOnlyProperty();
  }

  /** The package to whose files the changes are narrowed. */
  public ReadOnlyObjectProperty<Optional<OwnedFiles>> onlyProperty() {
    return only.getReadOnlyProperty();
  }

  /** Narrows the changes to the files of a package, or lists all again. */
  public void showOnly(Optional<OwnedFiles> files) {
    only.set(files);
    sift();
  }

  /** The change that is looked at closely. */
  public ReadOnlyObjectProperty<Optional<Change>> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /** The kinds of change that are listed; all at first. */
  public ObservableSet<Change.Kind> kinds() {
    return kinds;
  }

  /** Only changes whose path, old or new, holds this text are listed. */
  public StringProperty pathProperty() {
    return path;
  }

  /** Whether changes are listed one below the other and not by folder. */
  public BooleanProperty flatProperty() {
    return flat;
  }

  /** The selected change as it was. */
  public PreviewViewModel before() {
    return before;
  }

  /** The selected change as it is. */
  public PreviewViewModel after() {
    return after;
  }

  /** How the content of the selected change differs. */
  public ContentViewModel content() {
    return content;
  }

  /** How it is looked at; stays for the next change. */
  public ObjectProperty<Closeness> closenessProperty() {
    return closeness;
  }

  /** What differs about who may do what; empty until that is known. */
  public ReadOnlyObjectProperty<Optional<RightsDiff>> rightsProperty() {
    return rights.getReadOnlyProperty();
  }

  /** Looks closely at the file that this is about. */
  public void open(MetadataChange finding) {
    if (comparison.get() instanceof Answered answer) {
      boolean gone = finding.after().isEmpty() && !finding.before().isEmpty();
      List<Change> there =
          answer.diff().changes().stream().filter(it -> it.path().equals(finding.path())).toList();
      there.stream()
          .filter(it -> it.change() != Change.Kind.REMOVED || gone)
          .findFirst()
          .or(() -> there.stream().findFirst())
          .ifPresent(it -> select(Optional.of(it)));
    }
  }

  /** Changes the older side. */
  public void pickFrom(RevisionChoice choice) {
    from.set(Optional.of(choice));
    ask();
  }

  /** Changes the newer side. */
  public void pickTo(RevisionChoice choice) {
    to.set(Optional.of(choice));
    ask();
  }

  /** Changes both sides. */
  public void compare(RevisionChoice older, RevisionChoice newer) {
    from.set(Optional.of(older));
    to.set(Optional.of(newer));
    ask();
  }

  /**
   * Compares what runs with what starts next or, if that is the same, what a roll back would bring
   * with what runs; proposes nothing where there is no such pair.
   */
  public void propose(List<RevisionChoice> choices) {
    Optional<RevisionChoice> runs = deployment(choices, Deployment::booted);
    deployment(choices, it -> it.bootsNext() && !it.booted())
        .ifPresentOrElse(
            next -> runs.ifPresent(it -> compare(it, next)),
            () ->
                deployment(choices, Deployment::rollback)
                    .ifPresent(old -> runs.ifPresent(it -> compare(old, it))));
  }

  /** Whether one side is an image that only its registry has, so that no file can be looked at. */
  public boolean isFar() {
    return Stream.of(from, to)
        .flatMap(each -> each.get().stream())
        .anyMatch(RevisionChoice.OfImage.class::isInstance);
  }

  /** Asks the other way round. */
  public void swap() {
    Optional<RevisionChoice> older = from.get();
    from.set(to.get());
    to.set(older);
    ask();
  }

  /** Asks again what was stopped or could not be answered. */
  public void again() {
    ask();
  }

  /** Stops comparing. */
  public void stop() {
    if (comparing.runningProperty().get()) {
      comparing.cancel();
      comparison.set(new Comparison.Stopped());
    }
  }

  /** Looks closely at a change: reads both sides of it. */
  public void select(Optional<Change> change) {
    if (change.equals(selected.get())) {
      return;
    }
    selected.set(change);
    before.clear();
    after.clear();
    content.clear();
    if (change.isPresent() && comparison.get() instanceof Answered answer) {
      Change it = change.get();
      ContentReader.source(reader, it).ifPresent(content::show);
      if (it.change() != Change.Kind.ADDED) {
        before.find(answer.from().checksum(), it.oldPath().orElse(it.path()));
      }
      if (it.change() != Change.Kind.REMOVED) {
        after.find(answer.to().checksum(), it.path());
      }
    }
  }

  @Override
  public void close() {
    comparing.cancel();
    sifting.cancel();
    judging.cancel();
    before.close();
    after.close();
    content.close();
  }

  private static Optional<RevisionChoice> deployment(
      List<RevisionChoice> choices, Predicate<Deployment> wanted) {
    return choices.stream()
        .filter(choice -> choice instanceof RevisionChoice.OfDeployment(var it) && wanted.test(it))
        .findFirst();
  }

  private void ask() {
    select(Optional.empty());
    sifting.cancel();
    judging.cancel();
    rights.set(Optional.empty());
    sifted.set(Sifted.NOTHING);
    only.set(Optional.empty());
    if (from.get().isEmpty() || to.get().isEmpty()) {
      comparing.cancel();
      comparison.set(new Comparison.Unasked());
      return;
    }
    comparison.set(new Comparison.Running());
    RevisionChoice older = from.get().get();
    RevisionChoice newer = to.get().get();
    comparing.submit(
        job -> questions.compare(older, newer, job.cancellation()),
        result -> {
          switch (result) {
            case Result.Done<Comparison>(Answered answer) -> {
              from.set(Optional.of(named(older, answer.from())));
              to.set(Optional.of(named(newer, answer.to())));
              comparison.set(answer);
              sift();
              judge(answer.diff());
            }
            case Result.Done<Comparison>(Comparison other) -> comparison.set(other);
            case Result.Failed<Comparison>(Problem problem) ->
                comparison.set(new Comparison.Broken(problem));
            case Result.Cancelled<Comparison>() -> comparison.set(new Comparison.Stopped());
          }
        });
  }

  /** A checksum typed in full tells a person less than the commit that it leads to. */
  private static RevisionChoice named(RevisionChoice choice, Commit commit) {
    return choice.equals(new RevisionChoice.Typed(commit.checksum().hex()))
        ? new RevisionChoice.OfCommit(commit)
        : choice;
  }

  private void judge(TreeDiff diff) {
    judging.submit(
        job -> reader.rights(diff, job.cancellation()),
        result -> {
          // Where it can't be told, nothing is: the changes themselves are there.
          if (result instanceof Result.Done<RightsDiff>(RightsDiff found)) {
            rights.set(Optional.of(found));
          }
        });
  }

  private void sift() {
    if (comparison.get() instanceof Answered answer) {
      List<Change> changes = answer.diff().changes();
      Sifted.Wish wish = new Sifted.Wish(kinds, path.get(), only.get());
      sifting.submit(
          job -> Sifted.of(changes, wish, job.cancellation()),
          result -> {
            if (result instanceof Result.Done<Sifted>(Sifted found)) {
              sifted.set(found);
            }
          });
    }
  }
}
