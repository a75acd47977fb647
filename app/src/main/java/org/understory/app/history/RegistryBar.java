package org.understory.app.history;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.understory.app.control.Low;
import org.understory.app.control.Notice;
import org.understory.app.control.Shown;
import org.understory.app.control.Times;
import org.understory.app.control.Tip;
import org.understory.app.control.Tone;
import org.understory.app.server.RegistryLook;
import org.understory.app.server.RegistryTags;
import org.understory.app.server.RegistryTags.Tag;
import org.understory.app.server.RegistryViewModel;
import org.understory.app.text.ProblemText;
import org.understory.model.container.ImageReference;
import org.understory.model.operation.Problem;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Offers to ask the registry of the image that is followed for its tags, and lists them. */
final class RegistryBar extends VBox {
  private static final String WORDS = "registry-words";

  /** Rows of tags; half of one tells that there are more. */
  private static final double MOST = 4.5;

  private static final double FEW = 1.5;

  private final RegistryViewModel registry;
  private final Times times;
  private final Messages messages;
  private final StackPane line = new StackPane();
  private final TagList list;
  private final HBox actions;
  private final BooleanProperty open = new SimpleBooleanProperty(true);

  /** Whether there is room for a few words only. */
  private final ObservableValue<Boolean> low = Low.around(this);

  /**
   * @param compare hears with which image what runs is to be compared
   */
  RegistryBar(
      RegistryViewModel registry,
      Consumer<ImageReference> compare,
      Times times,
      Messages messages) {
    this.registry = registry;
    this.times = times;
    this.messages = messages;
    list = new TagList(registry::look, compare, times, messages);
    actions = new HBox(8, closer(), compare(compare));
    setId("history-registry");
    getStyleClass().addAll("server-bar", "registry-bar");
    getChildren().addAll(line, list, actions);
    registry.followedProperty().subscribe(this::draw);
    registry.lookProperty().subscribe(this::draw);
    registry.foundProperty().subscribe(this::draw);
    open.subscribe(this::draw);
    low.subscribe(
        now -> {
          Low.mark(this, now);
          draw();
        });
  }

  private void draw() {
    Optional<ImageReference> followed = registry.followedProperty().get();
    Shown.set(this, followed.isPresent());
    if (followed.isEmpty()) {
      return;
    }
    boolean keyboard = line.isFocusWithin();
    line.getChildren().setAll(content(Sanitizer.line(followed.get().name())));
    Optional<RegistryTags> found = registry.foundProperty().get();
    boolean listed = open.get() && found.filter(it -> !it.tags().isEmpty()).isPresent();
    list.show(found.map(RegistryTags::tags).orElse(List.of()), low.getValue() ? FEW : MOST);
    Shown.set(list, listed);
    Shown.set(actions, listed);
    if (keyboard) {
      // What had it is gone.
      line.lookupAll(".button").stream().findFirst().ifPresent(Node::requestFocus);
    }
  }

  private Node content(String name) {
    return switch (registry.lookProperty().get()) {
      case RegistryLook.Running(Optional<String> tag) -> {
        Button stop = new Button(messages.get("shell.cancel"));
        stop.setId("registry-stop");
        stop.setOnAction(event -> registry.stop());
        yield new BarLine(
            BarLine.turning(),
            label(
                say("history.registry.running", name, tag),
                messages.get("history.registry.running.brief")),
            stop);
      }
      case RegistryLook.Stopped(Optional<String> tag) ->
          said(
              new FontIcon(MaterialDesignC.CLOUD_OFF_OUTLINE),
              say("history.registry.stopped", name, tag),
              messages.get("history.server.stopped.brief"),
              retry());
      case RegistryLook.Failed(Optional<String> tag, Problem problem) ->
          failed(say("history.registry.failed", name, tag), problem);
      case RegistryLook.Still() ->
          registry.foundProperty().get().map(it -> found(name, it)).orElseGet(() -> offer(name));
    };
  }

  /** Says it of a tag, or of all. */
  private String say(String key, String name, Optional<String> tag) {
    return tag.map(it -> messages.get(key + ".tag", name + ":" + Sanitizer.line(it)))
        .orElseGet(() -> messages.get(key, name));
  }

  private Node failed(String title, Problem problem) {
    String sentence = new ProblemText(messages).sentence(problem);
    return low.getValue()
        ? said(
            new FontIcon(MaterialDesignA.ALERT_OUTLINE),
            title + "\n" + sentence,
            messages.get("history.registry.failed.brief"),
            retry())
        : new Notice(Tone.WARNING, title, sentence, retry());
  }

  private Node offer(String name) {
    Button look = new Button(messages.get("history.registry.look"));
    look.setId("registry-look");
    look.setTooltip(new Tip(messages.get("history.registry.look.tip")));
    look.setAccessibleHelp(messages.get("history.registry.look.tip"));
    look.setOnAction(
        event -> {
          open.set(true);
          registry.look();
        });
    String words = messages.get("history.registry.offer", name);
    return said(new FontIcon(MaterialDesignT.TAG_OUTLINE), words, "", look);
  }

  private Node found(String name, RegistryTags found) {
    int count = found.tags().size();
    Button again = icon(MaterialDesignR.REFRESH, "registry-again", "history.registry.again");
    again.setOnAction(event -> registry.look());
    Node[] buttons = count == 0 ? new Node[] {again} : new Node[] {fold(), again};
    return said(
        new FontIcon(MaterialDesignT.TAG_MULTIPLE_OUTLINE),
        messages.get("history.registry.found", count, name, times.minute(found.asked())),
        messages.get("history.registry.found.brief", count),
        buttons);
  }

  private Button fold() {
    Button fold =
        open.get()
            ? icon(MaterialDesignC.CHEVRON_UP, "registry-fold", "history.registry.hide")
            : icon(MaterialDesignC.CHEVRON_DOWN, "registry-fold", "history.registry.show");
    fold.setOnAction(event -> open.set(!open.get()));
    return fold;
  }

  private Button icon(Ikon symbol, String id, String key) {
    Button button = new Button("", new FontIcon(symbol));
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    button.setId(id);
    button.setAccessibleText(messages.get(key));
    button.setTooltip(new Tip(messages.get(key)));
    return button;
  }

  private Button retry() {
    Button retry = new Button(messages.get("history.server.retry"));
    retry.setId("registry-retry");
    retry.setOnAction(event -> registry.again());
    return retry;
  }

  private Node closer() {
    return action("closer", tag -> registry.look(tag.name()));
  }

  private Node compare(Consumer<ImageReference> compare) {
    return action("compare", tag -> compare.accept(tag.reference()));
  }

  private Button action(String name, Consumer<Tag> action) {
    Button button = new Button(messages.get("history.registry." + name));
    button.setId("registry-" + name);
    button.getStyleClass().add(Styles.SMALL);
    button.setTooltip(new Tip(messages.get("history.registry." + name + ".tip")));
    button.disableProperty().bind(Bindings.isNull(list.getSelectionModel().selectedItemProperty()));
    button.setOnAction(event -> action.accept(list.getSelectionModel().getSelectedItem()));
    return button;
  }

  private Node said(Node symbol, String words, String brief, Node... buttons) {
    return new BarLine(symbol, label(words, brief), buttons);
  }

  private Label label(String words, String brief) {
    return low.getValue() ? BarLine.brief(WORDS, words, brief) : BarLine.label(WORDS, words);
  }
}
