package org.understory.app.bisect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.understory.app.control.Low;
import org.understory.app.control.Notice;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Shown;
import org.understory.app.control.Tone;
import org.understory.app.text.ProblemText;
import org.understory.model.history.Bisection.Verdict;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/**
 * A strip under the header for as long as something is searched: after a restart nobody remembers
 * where he was.
 */
public final class BisectBanner extends VBox {
  /** Pixels below which there is room for words or for three answers, and the guide has those. */
  private static final double NARROW = 760;

  private final BisectViewModel model;
  private final Messages messages;
  private final BisectWords words;
  private final ObservableValue<Boolean> low = Low.around(this);

  /** Follows the model. */
  public BisectBanner(BisectViewModel model, Messages messages) {
    super(8);
    this.model = model;
    this.messages = messages;
    words = new BisectWords(messages);
    setId("bisect-banner");
    getStyleClass().add("problem-banner");
    model.guideProperty().subscribe(_ -> draw());
    model.markedProperty().subscribe(_ -> draw());
    model.invitedProperty().subscribe(_ -> draw());
    model.problemProperty().subscribe(_ -> draw());
    widthProperty().map(width -> width.doubleValue() < NARROW).subscribe(_ -> draw());
    low.subscribe(
        now -> {
          Low.mark(this, now);
          draw();
        });
  }

  private void draw() {
    List<Node> notices = new ArrayList<>();
    model.problemProperty().get().ifPresent(problem -> notices.add(trouble(problem)));
    Optional<Guide> guide = model.guideProperty().getValue();
    if (guide.isPresent()) {
      notices.add(notice(guide.get()));
    } else {
      Optional<String> begun = model.markedProperty().get().map(words::marked);
      begun
          .or(
              () ->
                  model.invitedProperty().get()
                      ? Optional.of(
                          messages.get(
                              low.getValue() ? "bisect.invitation.brief" : "bisect.invitation"))
                      : Optional.empty())
          .ifPresent(text -> notices.add(beginning(text)));
    }
    getChildren().setAll(notices);
    Shown.set(this, !notices.isEmpty());
  }

  private Node trouble(Problem problem) {
    List<Node> actions = new ArrayList<>();
    if (problem instanceof Problem.CorruptFile) {
      actions.add(button("bisect.forget", "bisect-forget", () -> model.end(false)));
    }
    actions.add(button("change.dismiss", "bisect-settle", model::settle));
    return new Notice(
        Tone.WARNING,
        messages.get("bisect.title"),
        new ProblemText(messages).sentence(problem),
        actions.toArray(new Node[0]));
  }

  private Node beginning(String text) {
    return new Notice(
        Tone.ACCENT,
        low.getValue() ? "" : messages.get("bisect.title"),
        text,
        button("shell.cancel", "bisect-dismiss", model::dismiss));
  }

  private Node notice(Guide guide) {
    List<Node> actions = new ArrayList<>();
    switch (guide.step()) {
      case Step.Answer _ when getWidth() < NARROW -> {}
      case Step.Answer _ -> {
        actions.add(answer(Verdict.GOOD));
        actions.add(answer(Verdict.BAD));
        actions.add(answer(Verdict.SKIP));
      }
      case Step.Restart _ -> {
        if (model.canRestart()) {
          actions.add(button("bisect.restart.verb", "bisect-restart", model::restart));
        }
      }
      case Step.Try _ ->
          actions.add(
              new Reasoned(
                  button("bisect.try.verb", "bisect-try", model::start),
                  messages.get("bisect.try.tip"),
                  model.reasonProperty()));
      case Step.Over _ -> {}
    }
    actions.add(button("bisect.open", "bisect-open", () -> model.openProperty().set(true)));
    boolean enough = low.getValue() || guide.step() instanceof Step.Over;
    String text = enough ? "" : words.left(guide.known().search());
    return new Notice(Tone.ACCENT, words.headline(guide), text, actions.toArray(new Node[0]));
  }

  private Button answer(Verdict verdict) {
    return Answers.button(verdict, "banner", messages, () -> model.answer(verdict));
  }

  private Button button(String key, String id, Runnable work) {
    Button button = new Button(messages.get(key));
    button.setId(id);
    button.setOnAction(event -> work.run());
    return button;
  }
}
