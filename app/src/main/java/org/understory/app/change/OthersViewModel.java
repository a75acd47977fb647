package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Job;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.app.text.BusyText;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Outcome;
import org.understory.resources.Messages;
import org.understory.store.engine.Engine;

/**
 * Who else is changing what is open. What lets itself be heard is listened to until its end; what
 * is done from this window is told elsewhere.
 */
public final class OthersViewModel implements AutoCloseable {
  private final AppState state;
  private final Background background;
  private final Messages messages;
  private final BusyText words;
  private final AftermathViewModel aftermath;
  private final ReadOnlyBooleanProperty own;
  private final ReadOnlyObjectWrapper<Optional<Seen>> seen =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Subscription following;
  private Optional<Job> listening = Optional.empty();

  /** What is told of it. */
  public sealed interface Seen {
    /** Somebody changes it; more can't be told. */
    record Known(Busy busy) implements Seen {}

    /**
     * It is heard.
     *
     * @param job how far it is
     */
    record Heard(Busy.Service busy, Job job, Ongoing ongoing) implements Seen {}
  }

  /**
   * @param own whether something is being done from here
   */
  OthersViewModel(
      AppState state,
      Background background,
      Messages messages,
      AftermathViewModel aftermath,
      ReadOnlyBooleanProperty own) {
    this.state = state;
    this.background = background;
    this.messages = messages;
    this.words = new BusyText(messages);
    this.aftermath = aftermath;
    this.own = own;
    following =
        state
            .systemProperty()
            .subscribe(other -> leave())
            .and(state.othersProperty().subscribe(busy -> follow()))
            .and(own.subscribe(busy -> follow()));
  }

  /** Empty while nobody else changes anything. */
  public ReadOnlyObjectProperty<Optional<Seen>> seenProperty() {
    return seen.getReadOnlyProperty();
  }

  private void follow() {
    Optional<Busy> others = own.get() ? Optional.empty() : state.othersProperty().get();
    if (own.get()) {
      leave();
    }
    if (listening.isEmpty()) {
      seen.set(others.map(Seen.Known::new));
      if (others.isPresent() && others.get() instanceof Busy.Service) {
        state.systemProperty().get().flatMap(OpenSystem::engine).ifPresent(this::listen);
      }
    }
  }

  private void listen(Engine engine) {
    listening = Optional.of(background.run(job -> listen(engine, job), this::ended));
  }

  /** Gives whose it was and how it ended; nothing where it could not be heard. */
  private Optional<Ended> listen(Engine engine, Job job) {
    Optional<Ongoing> found = engine.attend(new Telling(job, messages));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (Ongoing ongoing = found.get();
        var _ = job.cancellation().onCancel(ongoing::close)) {
      Busy.Service busy = ongoing.busy();
      job.deliver(() -> seen.set(Optional.of(new Seen.Heard(busy, job, ongoing))));
      return Optional.of(new Ended(busy, ongoing.await()));
    }
  }

  private record Ended(Busy.Service busy, Outcome outcome) {}

  private void ended(Result<Optional<Ended>> result) {
    if (result instanceof Result.Cancelled<?>) {
      return;
    }
    listening = Optional.empty();
    if (result instanceof Result.Done<Optional<Ended>>(Optional<Ended> end)
        && end.isPresent()
        && !(end.get().outcome() instanceof Outcome.Lost)) {
      tell(end.get());
      state.notice(Optional.empty());
      state.refresh();
    }
  }

  private void tell(Ended end) {
    String client = end.busy().client();
    if (end.outcome() instanceof Outcome.Succeeded) {
      aftermath.say(words.ended(client));
    } else {
      aftermath.tell(end.outcome(), words.failed(client), Optional.empty(), List.of());
    }
  }

  /** Has it given up. */
  public void cancel() {
    if (seen.get().isPresent() && seen.get().get() instanceof Seen.Heard heard) {
      background.run(
          job -> {
            heard.ongoing().cancel();
            return heard;
          },
          result -> {
            if (result instanceof Result.Failed<?>(Problem problem)) {
              aftermath.fail(
                  problem, messages.get("busy.stop.failed"), Optional.empty(), List.of());
            }
          });
    }
  }

  private void leave() {
    listening.ifPresent(Job::cancel);
    listening = Optional.empty();
    seen.set(Optional.empty());
  }

  @Override
  public void close() {
    following.unsubscribe();
    leave();
  }
}
