package org.understory.app.server;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.app.state.Work;
import org.understory.model.container.Image;
import org.understory.model.container.ImageReference;
import org.understory.model.operation.Problem;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.container.Registry;

/**
 * Asks the registry of the image that the system follows for its tags, and what is under one of
 * them; one question at a time, and only when somebody wants it. Call it on the thread that draws.
 */
public final class RegistryViewModel implements AutoCloseable {
  private static final RegistryLook STILL = new RegistryLook.Still();

  private final AppState state;
  private final Clock clock;
  private final Latest asking;
  private final Subscription subscription;
  private final ReadOnlyObjectWrapper<Optional<ImageReference>> followed =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<RegistryLook> look = new ReadOnlyObjectWrapper<>(STILL);
  private final ReadOnlyObjectWrapper<Optional<RegistryTags>> found =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /** Asks nothing yet. */
  public RegistryViewModel(AppState state, Background background, Clock clock) {
    this.state = state;
    this.clock = clock;
    asking = new Latest(background);
    subscription =
        state
            .systemProperty()
            .subscribe(_ -> forget())
            .and(state.snapshotProperty().subscribe(this::follow));
  }

  /** The image on a server that the system follows; empty where it follows none. */
  public ReadOnlyObjectProperty<Optional<ImageReference>> followedProperty() {
    return followed.getReadOnlyProperty();
  }

  /** How the last question goes. */
  public ReadOnlyObjectProperty<RegistryLook> lookProperty() {
    return look.getReadOnlyProperty();
  }

  /** What was found; stays while somebody asks again. */
  public ReadOnlyObjectProperty<Optional<RegistryTags>> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /** Asks which tags there are. */
  public void look() {
    ask(
        Optional.empty(),
        (registry, image) -> job -> registry.tags(image, job.cancellation()),
        (image, names) ->
            found.set(
                Optional.of(RegistryTags.of(image, clock.instant().getEpochSecond(), names))));
  }

  /** Asks what is under a tag. */
  public void look(String tag) {
    ask(
        Optional.of(tag),
        (registry, image) -> job -> registry.image(image.tagged(tag), job.cancellation()),
        (ImageReference _, Image there) -> found.set(found.get().map(it -> it.with(tag, there))));
  }

  /** Asks again what was stopped or failed. */
  public void again() {
    Optional<String> tag =
        switch (look.get()) {
          case RegistryLook.Stopped(Optional<String> of) -> of;
          case RegistryLook.Failed(Optional<String> of, Problem _) -> of;
          case RegistryLook.Still(), RegistryLook.Running _ -> Optional.empty();
        };
    tag.ifPresentOrElse(this::look, this::look);
  }

  /** Stops asking. */
  public void stop() {
    if (look.get() instanceof RegistryLook.Running(Optional<String> tag)) {
      asking.cancel();
      look.set(new RegistryLook.Stopped(tag));
    }
  }

  private interface Question<T> {
    Work<T> of(Registry registry, ImageReference image);
  }

  private interface Answer<T> {
    void take(ImageReference image, T answer);
  }

  private <T> void ask(Optional<String> tag, Question<T> question, Answer<T> answer) {
    Optional<ImageReference> image = followed.get();
    if (image.isEmpty()) {
      return;
    }
    Registry registry = state.systemProperty().get().orElseThrow().registry();
    look.set(new RegistryLook.Running(tag));
    Consumer<Result<T>> receiver =
        result -> {
          switch (result) {
            case Result.Done<T>(T it) -> {
              answer.take(image.get(), it);
              look.set(STILL);
            }
            case Result.Failed<T>(Problem problem) ->
                look.set(new RegistryLook.Failed(tag, problem));
            case Result.Cancelled<T>() -> look.set(new RegistryLook.Stopped(tag));
          }
        };
    asking.submit(question.of(registry, image.get()), receiver);
  }

  private void follow(Optional<SystemSnapshot> snapshot) {
    Optional<ImageReference> now =
        snapshot
            .flatMap(SystemSnapshot::current)
            .map(Deployment::origin)
            .filter(it -> it.source() == Origin.Source.CONTAINER)
            .flatMap(Origin::refspec)
            .flatMap(ImageReference::parse)
            .filter(ImageReference::onServer);
    if (!now.equals(followed.get())) {
      forget();
      followed.set(now);
    }
  }

  private void forget() {
    asking.cancel();
    look.set(STILL);
    found.set(Optional.empty());
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    asking.cancel();
  }
}
