package org.understory.app.control;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/**
 * A button that shows what is chosen and opens a list to search in; what is typed there can be a
 * choice of its own.
 */
public final class ChoicePicker<T> extends Button {
  /**
   * How a choice is written.
   *
   * @param group choices of one group stand together under this heading
   * @param title the first line
   * @param detail the second, quieter line
   */
  public record Words(String group, String title, String detail) {}

  /**
   * What the picker itself says.
   *
   * @param caption stands before the choice, for example From
   * @param nothing shown while nothing is chosen
   * @param search the prompt of the search field
   * @param noMatch shown when no choice fits
   */
  public record Prompts(String caption, String nothing, String search, String noMatch) {}

  private final ObservableList<T> choices = FXCollections.observableArrayList();
  private final ObjectProperty<Optional<T>> value = new SimpleObjectProperty<>(Optional.empty());
  private final Function<T, Words> words;
  private final Prompts prompts;
  private Consumer<T> onPick = choice -> {};
  private final ChoicePopup<T> popup;
  private final Label title = new Label();
  private final Label detail = new Label();

  /**
   * @param words how choices are written
   * @param typed makes a choice out of typed text that fits none
   */
  public ChoicePicker(
      Prompts prompts, Function<T, Words> words, Function<String, Optional<T>> typed) {
    this.prompts = prompts;
    this.words = words;
    this.popup = new ChoicePopup<>(this, prompts, words, typed);
    getStyleClass().add("choice-picker");
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setMaxWidth(Double.MAX_VALUE);
    setGraphic(face());
    setOnAction(event -> open(""));
    // A filter: a button itself would hand the keyboard on to what is below it.
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.DOWN) {
            open("");
            event.consume();
          }
        });
    setOnKeyTyped(
        event -> {
          String typedText = event.getCharacter();
          if (!typedText.isBlank() && !event.isShortcutDown() && typedText.charAt(0) > ' ') {
            open(typedText);
            event.consume();
          }
        });
    value.subscribe(this::write);
  }

  /** What can be chosen, groups together. */
  public ObservableList<T> choices() {
    return choices;
  }

  /** What is shown as chosen; picking does not change it, whoever hears of the pick does. */
  public ObjectProperty<Optional<T>> valueProperty() {
    return value;
  }

  /** Hears what a person picks. */
  public void setOnPick(Consumer<T> listener) {
    onPick = listener;
  }

  void pick(T choice) {
    onPick.accept(choice);
  }

  private void open(String query) {
    Bounds here = localToScreen(getBoundsInLocal());
    if (here != null) {
      popup.open(query, here);
    }
  }

  private Region face() {
    title.getStyleClass().add("choice-title");
    detail.getStyleClass().addAll("choice-detail", "text-muted");
    title.setMinWidth(0);
    detail.setMinWidth(0);
    VBox text = new VBox(title, detail);
    text.setMinWidth(0);
    HBox.setHgrow(text, Priority.ALWAYS);
    Label caption = new Label(prompts.caption());
    caption.getStyleClass().addAll("choice-caption", "text-muted");
    caption.setMinWidth(Region.USE_PREF_SIZE);
    caption.setVisible(!prompts.caption().isEmpty());
    caption.setManaged(caption.isVisible());
    HBox face = new HBox(8, caption, text, new FontIcon(MaterialDesignC.CHEVRON_DOWN));
    face.getStyleClass().add("choice-face");
    return face;
  }

  private void write(Optional<T> chosen) {
    Words said = chosen.map(words).orElse(new Words("", prompts.nothing(), ""));
    title.setText(said.title());
    detail.setText(said.detail());
    detail.setVisible(!said.detail().isEmpty());
    detail.setManaged(detail.isVisible());
    setAccessibleText((prompts.caption() + ' ' + said.title() + ' ' + said.detail()).strip());
    setTooltip(chosen.isPresent() ? new Tooltip(said.title() + '\n' + said.detail()) : null);
  }
}
