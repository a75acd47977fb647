package org.understory.app.flatpak;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Subscription;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.flatpak.FlatpakRef.Kind;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.InstalledList;
import org.understory.model.operation.Problem;
import org.understory.store.flatpak.FlatpakChanges;

/** What the Applications screen lists, and which of it is looked at. */
final class ApplicationsViewModel implements AutoCloseable {
  /** What is on the screen. */
  sealed interface Content {
    /** Nothing has been read yet. */
    record Waiting() implements Content {}

    /**
     * Nothing is installed.
     *
     * @param here whether Flatpak is
     * @param problems why something may be missing
     */
    record Nothing(boolean here, List<Problem> problems) implements Content {
      public Nothing {
        problems = List.copyOf(problems);
      }
    }

    /**
     * Something is installed.
     *
     * @param shown what of it is asked for; may be none
     * @param problems what could not be read
     */
    record Listed(List<Installed> shown, List<Problem> problems) implements Content {
      public Listed {
        shown = List.copyOf(shown);
        problems = List.copyOf(problems);
      }
    }
  }

  private final ScreenContext context;
  private final FlatpakChanges changes;
  private final Latest reading;
  private final BooleanProperty busy = new SimpleBooleanProperty();
  private final TogetherViewModel together;
  private final ApplicationChangeViewModel changing;
  private final VersionsViewModel versions;
  private final ReadOnlyObjectWrapper<Content> content =
      new ReadOnlyObjectWrapper<>(new Content.Waiting());
  private final ReadOnlyObjectWrapper<Optional<Installed>> selected =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final StringProperty query = new SimpleStringProperty("");
  private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.APP);
  private final Subscription following;
  private InstalledList list = InstalledList.NONE;
  private boolean here;
  private boolean shown;
  private boolean known;

  /**
   * @param cache the folder for what can be fetched again
   */
  ApplicationsViewModel(ScreenContext context, FlatpakChanges changes, Path cache) {
    this.context = context;
    this.changes = changes;
    reading = new Latest(context.background());
    versions = new VersionsViewModel(context, changes.flatpak(), cache);
    together = new TogetherViewModel(context, changes, busy, this::read);
    changing = new ApplicationChangeViewModel(context, changes, together, busy, this::read);
    following =
        Subscription.combine(
            // F5 reads everything again.
            context.state().loadingProperty().subscribe(this::follow),
            query.subscribe(text -> update()),
            kind.subscribe(wanted -> update()));
  }

  /** It came to the front. */
  void begin() {
    shown = true;
    if (!busy.get()) {
      read();
    }
  }

  /** It went to the back. */
  void rest() {
    shown = false;
  }

  ReadOnlyObjectProperty<Content> contentProperty() {
    return content.getReadOnlyProperty();
  }

  /** What is looked at; empty where nothing is listed. */
  ReadOnlyObjectProperty<Optional<Installed>> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /** What names are to hold. */
  StringProperty queryProperty() {
    return query;
  }

  /** Whether applications or runtimes are listed. */
  ObjectProperty<Kind> kindProperty() {
    return kind;
  }

  /** Changes of what is looked at. */
  ApplicationChangeViewModel changing() {
    return changing;
  }

  /** Changes of many as one. */
  TogetherViewModel together() {
    return together;
  }

  /** Versions of what is looked at. */
  VersionsViewModel versions() {
    return versions;
  }

  /** The time zone and the time. */
  Clock clock() {
    return context.clock();
  }

  /** Looks at this one. */
  void select(Installed installed) {
    selected.set(Optional.of(installed));
    changing.look(Optional.of(installed));
    versions.look(Optional.of(installed));
  }

  private void follow(boolean loading) {
    if (!loading && shown && known) {
      read();
    }
  }

  private record Found(InstalledList list, boolean here) {}

  private void read() {
    reading.submit(
        job ->
            new Found(
                changes.flatpak().installed(context.messages().locale()),
                changes.flatpak().isHere()),
        result -> {
          if (result instanceof Result.Done<Found>(Found found)) {
            list = found.list();
            here = found.here();
            known = true;
            update();
          }
        });
  }

  private void update() {
    if (!known) {
      return;
    }
    if (list.all().isEmpty()) {
      content.set(new Content.Nothing(here, list.problems()));
      look(List.of());
      return;
    }
    List<Installed> fitting =
        list.all().stream()
            .filter(each -> each.ref().kind() == kind.get() && each.matches(query.get()))
            .toList();
    content.set(new Content.Listed(fitting, list.problems()));
    look(fitting);
  }

  /** What was looked at stays so, as it is now; else the first is. */
  private void look(List<Installed> fitting) {
    Optional<Installed> before = selected.get();
    Optional<Installed> now =
        fitting.stream()
            .filter(each -> before.filter(each::isSame).isPresent())
            .findFirst()
            .or(() -> fitting.stream().findFirst());
    if (!now.equals(before)) {
      selected.set(now);
    }
    changing.look(now);
    versions.look(now);
  }

  @Override
  public void close() {
    following.unsubscribe();
    reading.cancel();
    versions.close();
    changing.close();
    together.close();
  }
}
