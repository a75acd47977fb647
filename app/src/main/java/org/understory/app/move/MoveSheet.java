package org.understory.app.move;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.understory.app.control.ChoicePicker;
import org.understory.app.control.ChoicePicker.Words;
import org.understory.app.control.Notice;
import org.understory.app.control.SheetCard;
import org.understory.app.control.Shown;
import org.understory.app.control.Tone;
import org.understory.app.text.ProblemText;
import org.understory.model.history.Checksum;
import org.understory.model.rebase.MoveTarget;
import org.understory.model.rebase.MoveTarget.Kind;
import org.understory.resources.Messages;

/** Where a system is to move to, to choose. */
public final class MoveSheet {
  private final MoveViewModel model;
  private final Messages messages;
  private final ProblemText problems;

  private MoveSheet(MoveViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    problems = new ProblemText(messages);
  }

  /** The card, with these buttons. */
  public static SheetCard of(
      MoveViewModel model, Messages messages, Button cancel, Button proceed) {
    return new MoveSheet(model, messages).card(cancel, proceed);
  }

  private SheetCard card(Button cancel, Button proceed) {
    SheetCard card = new SheetCard(messages.get("move.title"), false);
    card.setId("move-sheet");
    Label text = new Label(messages.get("move.text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    ChoicePicker<MoveTarget> picker = picker();
    VBox troubles = new VBox(8);
    card.add(text, picker, servers(), troubles);
    model.listProperty().subscribe(list -> list.ifPresent(it -> show(it, picker, troubles)));
    proceed.setText(messages.get("change.continue"));
    proceed.getStyleClass().add(Styles.ACCENT);
    model
        .chosenProperty()
        .subscribe(chosen -> proceed.setDisable(chosen.filter(it -> !it.followed()).isEmpty()));
    card.buttons(Optional.empty(), cancel, Optional.of(proceed));
    card.startAt(picker);
    return card;
  }

  private ChoicePicker<MoveTarget> picker() {
    ChoicePicker<MoveTarget> picker =
        new ChoicePicker<>(
            new ChoicePicker.Prompts(
                messages.get("move.to"),
                messages.get("move.nothing"),
                messages.get("move.search"),
                messages.get("move.no-match")),
            this::words,
            model::typed);
    picker.setId("move-target");
    picker.setOnPick(target -> model.chosenProperty().set(Optional.of(target)));
    model.chosenProperty().subscribe(picker.valueProperty()::set);
    return picker;
  }

  private Words words(MoveTarget target) {
    String title =
        target
            .desktop()
            .map(desktop -> messages.get("move.edition", line(target.name()), line(desktop)))
            .orElse(line(target.name()));
    Stream<String> detail =
        Stream.of(
            target.name().equals(target.reference()) ? "" : line(target.reference()),
            target
                .version()
                .map(it -> line(it))
                .or(() -> target.newest().map(Checksum::brief))
                .orElse(""),
            target.followed() ? messages.get("move.followed") : "");
    return new Words(
        group(target),
        title,
        detail.filter(it -> !it.isEmpty()).collect(Collectors.joining(" · ")));
  }

  private String group(MoveTarget target) {
    if (target.writtenDown()) {
      return line(target.group());
    }
    if (target.group().isEmpty()) {
      boolean typed = target.newest().isEmpty();
      return messages.get(typed ? "move.typed" : "revision.local");
    }
    return messages.get(
        target.kind() == Kind.IMAGE ? "move.tags" : "revision.remote", line(target.group()));
  }

  /** What is not known here is asked for only when somebody wants to know. */
  private Node servers() {
    Button ask = new Button(messages.get("move.ask"), new FontIcon(MaterialDesignC.CLOUD_SEARCH));
    ask.setId("move-ask");
    ask.getStyleClass().add(Styles.SMALL);
    ask.setOnAction(event -> model.ask());
    ask.disableProperty().bind(model.readingProperty());
    ProgressIndicator turning = new ProgressIndicator();
    turning.setMaxSize(18, 18);
    model.readingProperty().subscribe(reads -> Shown.set(turning, reads));
    HBox row = new HBox(8, ask, turning);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private void show(MoveList list, ChoicePicker<MoveTarget> picker, VBox troubles) {
    picker.choices().setAll(list.targets());
    troubles
        .getChildren()
        .setAll(
            list.problems().stream()
                .map(it -> new Notice(Tone.WARNING, "", problems.sentence(it)))
                .toList());
    Shown.set(troubles, !list.problems().isEmpty());
  }
}
