package org.understory.app.flatpak;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.understory.app.home.Version;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.flatpak.FileDifference;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.Permission;
import org.understory.model.flatpak.Release;
import org.understory.model.flatpak.ReleaseList;
import org.understory.model.flatpak.VersionChange;
import org.understory.model.operation.Problem;
import org.understory.store.flatpak.Flatpak;

/**
 * What one application may do, which versions its server has, and what is different in one of them;
 * the server is asked only when somebody wants to know.
 */
final class VersionsViewModel implements AutoCloseable {
  /** What is known of the versions. */
  sealed interface Versions {
    /** Nobody has asked. */
    record Unasked() implements Versions {}

    /** The server is being asked. */
    record Asking() implements Versions {}

    /** These are there. */
    record Known(ReleaseList list) implements Versions {}

    /** It can't be asked. */
    record Failed(Problem problem) implements Versions {}
  }

  /** What is different in a version that somebody looks at. */
  sealed interface Difference {
    /** Nobody looks at one. */
    record None() implements Difference {}

    /** It is being found out. */
    record Asking(Release release) implements Difference {}

    /**
     * This is different.
     *
     * @param files which of them
     */
    record Told(Release release, VersionChange change, FileDifference files)
        implements Difference {}

    /** It can't be found out. */
    record Failed(Release release, Problem problem) implements Difference {}
  }

  private static final Comparator<Permission> ORDER =
      Comparator.comparing(Permission::reach)
          .thenComparing(Permission::area)
          .thenComparing(Permission::name);

  private final Flatpak flatpak;
  private final Path cache;
  private final Latest listing;
  private final Latest comparing;
  private final Latest permitting;
  private final ReadOnlyObjectWrapper<Versions> versions =
      new ReadOnlyObjectWrapper<>(new Versions.Unasked());
  private final ReadOnlyObjectWrapper<Difference> difference =
      new ReadOnlyObjectWrapper<>(new Difference.None());
  private final ReadOnlyObjectWrapper<Optional<Result<List<Permission>>>> permissions =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<Installed> looked = Optional.empty();

  /**
   * @param cache the folder for what can be fetched again
   */
  VersionsViewModel(ScreenContext context, Flatpak flatpak, Path cache) {
    this.flatpak = flatpak;
    this.cache = cache;
    listing = new Latest(context.background());
    comparing = new Latest(context.background());
    permitting = new Latest(context.background());
  }

  ReadOnlyObjectProperty<Versions> versionsProperty() {
    return versions.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Difference> differenceProperty() {
    return difference.getReadOnlyProperty();
  }

  /** What it may do, what reaches furthest first; empty while it is being read. */
  ReadOnlyObjectProperty<Optional<Result<List<Permission>>>> permissionsProperty() {
    return permissions.getReadOnlyProperty();
  }

  /** From now on it is about this one. */
  void look(Optional<Installed> now) {
    if (now.equals(looked)) {
      return;
    }
    boolean same = now.isPresent() && looked.filter(now.get()::isSame).isPresent();
    boolean sameVersion =
        same && looked.filter(it -> it.commit().equals(now.get().commit())).isPresent();
    looked = now;
    if (!same) {
      listing.cancel();
      versions.set(new Versions.Unasked());
    }
    if (!sameVersion) {
      comparing.cancel();
      difference.set(new Difference.None());
      permit(now);
    }
  }

  private void permit(Optional<Installed> now) {
    permissions.set(Optional.empty());
    permitting.cancel();
    now.ifPresent(
        installed ->
            permitting.submit(
                job ->
                    flatpak
                        .metadata(installed, installed.commit(), job.cancellation())
                        .permissions()
                        .stream()
                        .sorted(ORDER)
                        .toList(),
                result -> permissions.set(Optional.of(result))));
  }

  /** Asks the server which versions it has. */
  void ask() {
    looked.ifPresent(
        installed -> {
          versions.set(new Versions.Asking());
          listing.submit(
              job -> flatpak.releases(installed, job.cancellation()),
              result ->
                  versions.set(
                      switch (result) {
                        case Result.Done<ReleaseList>(ReleaseList list) -> new Versions.Known(list);
                        case Result.Failed<ReleaseList>(Problem problem) ->
                            new Versions.Failed(problem);
                        case Result.Cancelled<ReleaseList> _ -> new Versions.Unasked();
                      }));
        });
  }

  /** Stops asking. */
  void stop() {
    listing.cancel();
    versions.set(new Versions.Unasked());
  }

  /** The versions, where they were asked for. */
  Optional<ReleaseList> known() {
    return versions.get() instanceof Versions.Known(ReleaseList list)
        ? Optional.of(list)
        : Optional.empty();
  }

  /** Finds out what is different in this version; for the one that is shown already: no longer. */
  void compare(Release release) {
    if (shown().filter(release::equals).isPresent()) {
      comparing.cancel();
      difference.set(new Difference.None());
      return;
    }
    looked.ifPresent(
        installed -> {
          difference.set(new Difference.Asking(release));
          comparing.submit(
              job ->
                  new Difference.Told(
                      release,
                      flatpak.change(installed, release.commit(), job.cancellation()),
                      flatpak.files(
                          installed,
                          release.commit(),
                          cache,
                          "Understory/" + Version.text(),
                          job.cancellation())),
              result ->
                  difference.set(
                      switch (result) {
                        case Result.Done<Difference.Told>(Difference.Told told) -> told;
                        case Result.Failed<Difference.Told>(Problem problem) ->
                            new Difference.Failed(release, problem);
                        case Result.Cancelled<Difference.Told> _ -> new Difference.None();
                      }));
        });
  }

  private Optional<Release> shown() {
    return switch (difference.get()) {
      case Difference.None _ -> Optional.empty();
      case Difference.Asking(Release release) -> Optional.of(release);
      case Difference.Told told -> Optional.of(told.release());
      case Difference.Failed failed -> Optional.of(failed.release());
    };
  }

  @Override
  public void close() {
    listing.cancel();
    comparing.cancel();
    permitting.cancel();
  }
}
