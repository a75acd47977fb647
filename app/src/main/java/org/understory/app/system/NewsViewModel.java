package org.understory.app.system;

import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.value.ObservableValue;
import org.understory.app.shell.Destination;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.Activities;
import org.understory.app.system.News.Kind;
import org.understory.app.text.OperationText;
import org.understory.model.plan.StagedFate;
import org.understory.model.plan.StagedFate.Fate;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/**
 * Tells loudly of an update that was not finished or got lost, until somebody has put that away:
 * people went months without updates because nobody told them. Less loudly it tells of one that the
 * service which updates the system has found by itself, or why that could not go on.
 */
final class NewsViewModel implements AutoCloseable {
  private final ScreenContext context;
  private final Messages messages;
  private final Activities activities;
  private final OfferNews offers;
  private final ObjectBinding<Optional<News>> news;

  NewsViewModel(ScreenContext context) {
    this.context = context;
    messages = context.messages();
    offers = new OfferNews(messages);
    activities = new Activities(context.state(), context.background());
    news =
        Bindings.createObjectBinding(
            this::compute,
            context.state().snapshotProperty(),
            context.state().reportProperty(),
            activities.knownProperty(),
            activities.fateProperty(),
            context.changes().busyProperty(),
            context.preferences().settingsProperty());
    activities.begin();
  }

  /** What to tell; empty where all is well, or has been put away. */
  ObservableValue<Optional<News>> newsProperty() {
    return news;
  }

  /** Shows what doing it once more would do. */
  void again(News told) {
    told.again().ifPresent(context.changes()::ask);
  }

  /** Goes to where there is more to read. */
  void details() {
    context.navigation().go(new Destination.Activity());
  }

  /** Does not tell it again. */
  void dismiss(News told) {
    context.preferences().change(settings -> settings.reading(told.key()));
  }

  private Optional<News> compute() {
    Optional<SystemSnapshot> now = context.state().snapshotProperty().get();
    // Before it is known what was done, it is not known what was put away either; and while
    // something is changed, what is written down is behind what is there.
    if (now.isEmpty()
        || activities.knownProperty().get().isEmpty()
        || context.changes().busyProperty().get()) {
      return Optional.empty();
    }
    String read = context.preferences().settingsProperty().get().read();
    Predicate<News> unread = told -> !told.key().equals(read);
    Optional<StagedFate> bad =
        activities
            .fateProperty()
            .get()
            .filter(each -> each.fate() == Fate.FAILED || each.fate() == Fate.LOST);
    if (bad.isEmpty()) {
      return now.get()
          .finalizationFailure()
          .map(why -> new News(Kind.LOST, failure(), failure(why), Optional.empty(), ""))
          .or(() -> offers.news(context.state().reportProperty().get(), now.get()).filter(unread));
    }
    return Optional.of(news(bad.get(), now.get())).filter(unread);
  }

  private News news(StagedFate fate, SystemSnapshot now) {
    var operation = fate.activity().request().operation();
    String title = new OperationText(messages).title(operation, now.deployments());
    String key = (fate.activity().time() + "-" + fate.id()).replaceAll("[^\\w.-]", "_");
    boolean failed = fate.fate() == Fate.FAILED;
    return new News(
        Kind.LOST,
        failed ? failure() : messages.get("system.lost", title),
        failed
            ? now.finalizationFailure().map(this::failure).orElse("")
            : messages.get("system.lost.text"),
        Optional.of(operation),
        key);
  }

  private String failure() {
    return messages.get("system.failure");
  }

  private String failure(String why) {
    return messages.get("system.failure.text", Sanitizer.block(why));
  }

  @Override
  public void close() {
    activities.close();
  }
}
