package org.understory.app.compare;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.operation.Problem;

/**
 * Which packages differ between the two sides of the Compare screen. Nothing is read before
 * somebody looks at packages. Call it on the thread that draws.
 */
public final class PackagesViewModel implements AutoCloseable {
  private final CompareViewModel sides;
  private final PackageQuestions questions;
  private final Latest comparing;
  private final Latest looking;
  private final ReadOnlyObjectWrapper<PackageComparison> comparison =
      new ReadOnlyObjectWrapper<>(new PackageComparison.Unasked());
  private final ReadOnlyObjectWrapper<List<PackageChange>> listed =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<PackageChange>> selected =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<PackageDetails>> details =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableSet<PackageChange.Kind> kinds =
      FXCollections.observableSet(EnumSet.allOf(PackageChange.Kind.class));
  private final StringProperty name = new SimpleStringProperty("");
  private Optional<Asked> asked = Optional.empty();

  private record Asked(RevisionChoice older, RevisionChoice newer) {}

  /** Follows the sides and the topic of {@code sides}. */
  PackagesViewModel(CompareViewModel sides, PackageQuestions questions, Background background) {
    this.sides = sides;
    this.questions = questions;
    this.comparing = new Latest(background);
    this.looking = new Latest(background);
    kinds.addListener((Observable changed) -> sift());
    name.subscribe(this::sift);
    sides.topicProperty().subscribe(this::follow);
    sides.fromProperty().subscribe(this::follow);
    sides.toProperty().subscribe(this::follow);
  }

  /** How far the answer is. */
  public ReadOnlyObjectProperty<PackageComparison> comparisonProperty() {
    return comparison.getReadOnlyProperty();
  }

  /** What of the answer passes the filter. */
  public ReadOnlyObjectProperty<List<PackageChange>> listedProperty() {
    return listed.getReadOnlyProperty();
  }

  /** The package that is looked at closely. */
  public ReadOnlyObjectProperty<Optional<PackageChange>> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /** More about it, as soon as it is known. */
  public ReadOnlyObjectProperty<Optional<PackageDetails>> detailsProperty() {
    return details.getReadOnlyProperty();
  }

  /** The kinds that are listed; all at first. */
  public ObservableSet<PackageChange.Kind> kinds() {
    return kinds;
  }

  /** Only packages whose name holds this text are listed. */
  public StringProperty nameProperty() {
    return name;
  }

  /** Looks closely at a package. */
  public void select(Optional<PackageChange> change) {
    if (change.equals(selected.get())) {
      return;
    }
    looking.cancel();
    details.set(Optional.empty());
    selected.set(change);
    if (change.isPresent() && comparison.get() instanceof PackageComparison.Answered answer) {
      looking.submit(
          job -> questions.details(answer, change.get(), job.cancellation()),
          result -> {
            switch (result) {
              case Result.Done<PackageDetails>(PackageDetails found) ->
                  details.set(Optional.of(found));
              case Result.Failed<PackageDetails>(Problem problem) ->
                  details.set(
                      Optional.of(
                          new PackageDetails(
                              change.get(), List.of(), Optional.empty(), Optional.of(problem))));
              case Result.Cancelled<PackageDetails>() -> {}
            }
          });
    }
  }

  /** Goes to the files of the package that is looked at, where they are known. */
  public void showFiles() {
    details
        .get()
        .ifPresent(
            it ->
                it.owned()
                    .ifPresent(
                        paths -> {
                          sides.showOnly(Optional.of(new OwnedFiles(it.change().name(), paths)));
                          sides.topicProperty().set(Topic.FILES);
                        }));
  }

  /** Asks again what could not be answered. */
  public void again() {
    asked = Optional.empty();
    follow();
  }

  private void follow() {
    Optional<Asked> wanted =
        sides
            .fromProperty()
            .get()
            .flatMap(from -> sides.toProperty().get().map(to -> new Asked(from, to)))
            .filter(_ -> !sides.isFar());
    if (sides.topicProperty().get() != Topic.PACKAGES || wanted.equals(asked)) {
      return;
    }
    asked = wanted;
    select(Optional.empty());
    listed.set(List.of());
    if (wanted.isEmpty()) {
      comparing.cancel();
      comparison.set(new PackageComparison.Unasked());
      return;
    }
    comparison.set(new PackageComparison.Running());
    comparing.submit(
        job -> questions.compare(wanted.get().older(), wanted.get().newer(), job.cancellation()),
        result -> {
          switch (result) {
            case Result.Done<PackageComparison>(PackageComparison answer) -> comparison.set(answer);
            case Result.Failed<PackageComparison>(Problem problem) ->
                comparison.set(new PackageComparison.Broken(problem));
            case Result.Cancelled<PackageComparison>() -> asked = Optional.empty();
          }
          sift();
        });
  }

  private void sift() {
    String wanted = name.get().strip().toLowerCase(Locale.ROOT);
    if (comparison.get() instanceof PackageComparison.Answered answer) {
      listed.set(
          answer.changes().stream()
              .filter(it -> kinds.contains(it.kind()))
              .filter(it -> it.name().toLowerCase(Locale.ROOT).contains(wanted))
              .toList());
    }
  }

  @Override
  public void close() {
    comparing.cancel();
    looking.cancel();
  }
}
