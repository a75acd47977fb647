package org.understory.app.compare;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * The answer to one question about the two sides. It is asked only while its topic is looked at,
 * and again when the sides are others, or the system is. Call it on the thread that draws.
 */
final class TopicAnswer<T> implements AutoCloseable {
  private final CompareViewModel model;
  private final Topic topic;
  private final Supplier<String> state;
  private final Question<T> question;
  private final Latest asking;
  private final ReadOnlyObjectWrapper<Progress<T>> progress =
      new ReadOnlyObjectWrapper<>(new Unasked<>());
  private final Subscription following;
  private Optional<Asked> asked = Optional.empty();

  /** Reads files, off the thread that draws. */
  @FunctionalInterface
  interface Question<T> {
    T answer(RevisionChoice from, RevisionChoice to, Cancellation cancellation)
        throws StoreException;
  }

  /** How far it is. */
  sealed interface Progress<T> {}

  /** Two sides are not chosen yet, or nobody looks. */
  record Unasked<T>() implements Progress<T> {}

  record Running<T>() implements Progress<T> {}

  record Answered<T>(T answer) implements Progress<T> {}

  record Broken<T>(Problem problem) implements Progress<T> {}

  private record Asked(RevisionChoice from, RevisionChoice to, String state) {}

  /**
   * Nothing is asked yet.
   *
   * @param state what names the state of the system that the answer is about
   */
  TopicAnswer(
      CompareViewModel model,
      Topic topic,
      Background background,
      Supplier<String> state,
      Question<T> question) {
    this.model = model;
    this.topic = topic;
    this.state = state;
    this.question = question;
    this.asking = new Latest(background);
    following =
        model
            .fromProperty()
            .subscribe(this::follow)
            .and(model.toProperty().subscribe(this::follow))
            .and(model.topicProperty().subscribe(this::follow));
  }

  /** How far it is. */
  ReadOnlyObjectProperty<Progress<T>> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** Asks if it is looked at and not asked yet. */
  void follow() {
    if (model.topicProperty().get() != topic) {
      return;
    }
    Optional<RevisionChoice> from = model.fromProperty().get();
    Optional<RevisionChoice> to = model.toProperty().get();
    if (from.isEmpty() || to.isEmpty() || model.isFar()) {
      asked = Optional.empty();
      asking.cancel();
      progress.set(new Unasked<>());
    } else if (!asked.equals(Optional.of(new Asked(from.get(), to.get(), state.get())))) {
      asked = Optional.of(new Asked(from.get(), to.get(), state.get()));
      again();
    }
  }

  /** Asks again. */
  void again() {
    asked.ifPresent(
        it -> {
          progress.set(new Running<>());
          asking.submit(
              job -> question.answer(it.from(), it.to(), job.cancellation()),
              result ->
                  progress.set(
                      switch (result) {
                        case Result.Done<T>(T answer) -> new Answered<>(answer);
                        case Result.Failed<T>(Problem problem) -> new Broken<>(problem);
                        case Result.Cancelled<T>() -> new Unasked<>();
                      }));
        });
  }

  /** Puts another answer in the place of one. */
  void replace(T answer) {
    progress.set(new Answered<>(answer));
  }

  @Override
  public void close() {
    following.unsubscribe();
    asking.cancel();
  }
}
