package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import org.understory.app.change.OthersViewModel.Seen;
import org.understory.app.control.Notice;
import org.understory.app.control.Shown;
import org.understory.app.control.Tone;
import org.understory.app.state.Job;
import org.understory.app.text.BusyText;
import org.understory.model.plan.Busy;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** A strip under the header that says who else is changing the system, as long as somebody is. */
public final class BusyBanner extends StackPane {
  private final Messages messages;
  private final OthersViewModel others;
  private final Reasons reasons;
  private final BusyText words;

  /** Follows what is seen of others. */
  public BusyBanner(OthersViewModel others, Messages messages) {
    this.messages = messages;
    this.others = others;
    reasons = new Reasons(messages);
    words = new BusyText(messages);
    setId("busy-banner");
    getStyleClass().add("problem-banner");
    others.seenProperty().subscribe(this::show);
  }

  private void show(Optional<Seen> seen) {
    Shown.set(this, seen.isPresent());
    getChildren().setAll(seen.stream().map(this::notice).toList());
  }

  private Notice notice(Seen seen) {
    return switch (seen) {
      case Seen.Known(Busy busy) ->
          new Notice(
              Tone.NEUTRAL,
              messages.get("change.others"),
              reasons.sentence(busy.problem(), List.of()));
      case Seen.Heard(Busy.Service busy, Job job, var _) -> heard(busy, job);
    };
  }

  private Notice heard(Busy.Service busy, Job job) {
    String title = Sanitizer.line(busy.title());
    ObservableValue<String> text =
        Bindings.createStringBinding(
            () ->
                String.join(
                    " \u00b7 ",
                    List.of(title, job.wordsProperty().get()).stream()
                        .filter(each -> !each.isEmpty())
                        .toList()),
            job.wordsProperty());
    ProgressBar bar = new ProgressBar(job.progressProperty().get());
    bar.setId("busy-progress");
    bar.accessibleTextProperty().bind(text);
    bar.progressProperty().bind(job.progressProperty());
    Button stop = new Button(messages.get("busy.stop"));
    stop.setId("busy-stop");
    stop.setOnAction(
        press -> {
          stop.setDisable(true);
          others.cancel();
        });
    return new Notice(Tone.NEUTRAL, words.sentence(busy.task(), busy.client()), text, bar, stop);
  }
}
