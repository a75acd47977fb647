package org.understory.app.bisect;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.understory.app.control.ModalSheet;
import org.understory.app.control.SheetCard;
import org.understory.app.control.Times;
import org.understory.model.history.Bisection;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.resources.Messages;

/** The guide through a search, over the window. */
public final class BisectLayer extends ModalSheet {
  private final BisectViewModel model;
  private final Messages messages;
  private final Times times;
  private final GuideCard cards;
  private final BiConsumer<Checksum, Checksum> look;

  /**
   * Follows the model.
   *
   * @param look shows what differs between two versions
   */
  public BisectLayer(
      BisectViewModel model, Messages messages, Times times, BiConsumer<Checksum, Checksum> look) {
    this.model = model;
    this.messages = messages;
    this.times = times;
    this.look = look;
    cards = new GuideCard(model, messages);
    setId("bisect-layer");
    model.guideProperty().subscribe(_ -> draw());
    model.openProperty().subscribe(_ -> draw());
    model.askedProperty().subscribe(_ -> draw());
  }

  private void draw() {
    Optional<Pair> asked = model.askedProperty().get();
    if (asked.isPresent()) {
      open(question(asked.get()));
      return;
    }
    Optional<Guide> guide = model.guideProperty().getValue();
    if (model.openProperty().get() && guide.isPresent()) {
      open(card(guide.get()));
    } else {
      shut();
    }
  }

  /** Which of two versions works. */
  private SheetCard question(Pair pair) {
    SheetCard card = new SheetCard(messages.get("bisect.title"), false);
    card.setId("bisect-question");
    card.add(
        new VBox(
            4,
            GuideCard.wrapped(messages.get("bisect.which"), "title-4"),
            GuideCard.wrapped(messages.get("bisect.which.text"), "bisect-text")));
    Button older = works(pair, pair.older(), "bisect-older");
    card.add(new VBox(8, older, works(pair, pair.newer(), "bisect-newer")));
    Button cancel = button("shell.cancel", "sheet-cancel", model::withdraw);
    card.buttons(Optional.empty(), cancel, Optional.empty());
    card.startAt(older);
    return card;
  }

  private Button works(Pair pair, Commit good, String id) {
    Button works = button("bisect.works", id, () -> model.begin(pair, good));
    works.setText(
        messages.get("bisect.which.works", Marked.name(good), times.day(good.timestamp())));
    works.setMaxWidth(Double.MAX_VALUE);
    works.setAlignment(Pos.CENTER_LEFT);
    works.setMnemonicParsing(false);
    return works;
  }

  private SheetCard card(Guide guide) {
    Button end = button("bisect.end", "bisect-end", () -> open(ending(guide)));
    end.getStyleClass().add(Styles.FLAT);
    Button close = button("shell.close", "sheet-cancel", () -> model.openProperty().set(false));
    return cards.of(guide, end, close, primary(guide));
  }

  private Optional<Button> primary(Guide guide) {
    Optional<Button> primary =
        switch (guide.step()) {
          case Step.Answer _ -> Optional.empty();
          case Step.Restart _ ->
              model.canRestart()
                  ? Optional.of(button("bisect.restart.verb", "sheet-proceed", model::restart))
                  : Optional.empty();
          case Step.Try _ -> Optional.of(start());
          case Step.Over _ ->
              Optional.of(
                  button("bisect.compare", "sheet-proceed", () -> compare(guide.known().search())));
        };
    primary.ifPresent(it -> it.getStyleClass().add(Styles.ACCENT));
    return primary;
  }

  private Button start() {
    Button start = button("bisect.try.verb", "sheet-proceed", model::start);
    // Why it can't be is said by the strip, below which this lies only until it is closed.
    start.setDisable(model.reasonProperty().getValue().isPresent());
    return start;
  }

  private void compare(Bisection search) {
    model.openProperty().set(false);
    look.accept(search.good(), search.bad());
  }

  /** What was found out took restarts, so that it is not thrown away with one press. */
  private SheetCard ending(Guide guide) {
    SheetCard card = new SheetCard(messages.get("bisect.end.title"), false);
    card.setId("bisect-ending");
    card.add(GuideCard.wrapped(messages.get("bisect.end.text"), "bisect-text"));
    Button back = button("change.back", "bisect-back", () -> open(card(guide)));
    Button only = button("bisect.end.only", "bisect-end-only", () -> model.end(false));
    if (guide.home().isEmpty()) {
      card.buttons(Optional.empty(), back, Optional.of(only));
      return card;
    }
    String home = guide.known().name(guide.home().get());
    card.add(GuideCard.wrapped(messages.get("bisect.end.home", home), "bisect-text"));
    Button goBack = button("bisect.end.back", "bisect-end-back", () -> model.end(true));
    goBack.setText(messages.get("bisect.end.back", home));
    goBack.setDisable(model.reasonProperty().getValue().isPresent());
    goBack.getStyleClass().add(Styles.ACCENT);
    card.buttons(Optional.of(only), back, Optional.of(goBack));
    return card;
  }

  private Button button(String key, String id, Runnable work) {
    Button button = new Button(messages.get(key));
    button.setId(id);
    button.setOnAction(event -> work.run());
    return button;
  }
}
