package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Outcome;
import org.understory.model.system.Deployment;
import org.understory.resources.Messages;

/** What became of a change: what was done, for a while, and what failed, until it is read. */
public final class AftermathViewModel {
  private final Messages messages;
  private final Reasons reasons;
  private final Consumer<Sheet> reports;
  private final ReadOnlyObjectWrapper<Optional<Done>> done =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Trouble>> trouble =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /**
   * @param reports shows what is too much for a sentence
   */
  AftermathViewModel(Messages messages, Consumer<Sheet> reports) {
    this.messages = messages;
    this.reports = reports;
    reasons = new Reasons(messages);
  }

  /** What was done just now. */
  public ReadOnlyObjectProperty<Optional<Done>> doneProperty() {
    return done.getReadOnlyProperty();
  }

  /** What failed. */
  public ReadOnlyObjectProperty<Optional<Trouble>> troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  /** It was read, or has been there for long enough. */
  public void closeDone() {
    done.set(Optional.empty());
  }

  /** It was read. */
  public void closeTrouble() {
    trouble.set(Optional.empty());
  }

  /** Something else begins. */
  void clear() {
    closeDone();
    closeTrouble();
  }

  /** Tells what was done. */
  void tell(Done what) {
    done.set(Optional.of(what));
  }

  /** Tells why it was not done; a person has not done anything wrong by stopping it. */
  void tell(Outcome outcome, String failure, Optional<Runnable> again, List<Deployment> known) {
    switch (outcome) {
      case Outcome.Succeeded _ -> {}
      case Outcome.Cancelled(boolean changed) ->
          say(messages.get(changed ? "change.stopped-changed" : "change.stopped"));
      case Outcome.Failed(Problem problem, boolean changed) -> {
        String said = reasons.sentence(problem, known);
        String text = changed ? said + "\n" + messages.get("change.failed-changed") : said;
        trouble.set(Optional.of(new Trouble(failure, text, again)));
      }
      case Outcome.Lost _ ->
          trouble.set(Optional.of(new Trouble(failure, messages.get("change.lost"), again)));
    }
  }

  void fail(Problem problem, String title, Optional<Runnable> again, List<Deployment> known) {
    trouble.set(Optional.of(new Trouble(title, reasons.sentence(problem, known), again)));
  }

  void say(String text) {
    tell(new Done(text, List.of(), Optional.empty()));
  }

  /** Says what is no trouble. */
  void say(Problem problem, List<Deployment> known) {
    say(reasons.sentence(problem, known));
  }

  /** Shows what is too much for a sentence. */
  void report(Sheet.Report found) {
    reports.accept(found);
  }
}
