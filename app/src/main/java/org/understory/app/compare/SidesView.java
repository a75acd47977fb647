package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.understory.app.compare.CompareViewModel.Closeness;
import org.understory.app.content.ContentState;
import org.understory.app.content.ContentView;
import org.understory.app.control.Shown;
import org.understory.app.control.Tip;
import org.understory.app.text.RightsWords;
import org.understory.model.tree.Change;
import org.understory.model.tree.MetadataChange;
import org.understory.model.tree.MetadataDiff;
import org.understory.resources.Messages;

/**
 * One change looked at closely: what it is, what it means, and how the content differs; or
 * everything about both sides.
 */
final class SidesView extends VBox {
  private final CompareViewModel model;
  private final Messages messages;
  private final RightsWords words;
  private final ContentView content;
  private final StackPane body;
  private Optional<SideFactsView> facts = Optional.empty();
  private final Label title = new Label();
  private final HBox chip = new HBox();
  private final VBox meaning = new VBox(2);
  private final HBox steps;
  private final HBox choice = new HBox();
  private final HBox names;

  SidesView(
      CompareViewModel model, Runnable browseBefore, Runnable browseAfter, Messages messages) {
    this.model = model;
    this.messages = messages;
    words = new RightsWords(messages);
    content = new ContentView(model.content(), messages);
    body = new StackPane(content);
    steps =
        new HBox(
            step("compare.content.previous", MaterialDesignA.ARROW_UP, "content-previous", false),
            step("compare.content.next", MaterialDesignA.ARROW_DOWN, "content-next", true));
    names =
        new HBox(
            name("compare.before", browseBefore, Change.Kind.ADDED),
            name("compare.after", browseAfter, Change.Kind.REMOVED));
    getStyleClass().add("sides");
    title.getStyleClass().add("strong");
    title.setMinWidth(0);
    title.setId("sides-title");
    meaning.getStyleClass().add("meaning");
    meaning.setId("sides-meaning");
    body.setMinHeight(0);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().addAll(head(), meaning, names, body);
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    model.selectedProperty().subscribe(this::draw);
    model.before().entryProperty().subscribe(this::drawMeaning);
    model.after().entryProperty().subscribe(this::drawMeaning);
    model.closenessProperty().subscribe(this::choose);
    model.content().stateProperty().subscribe(this::choose);
  }

  /** Goes to the next difference, or the one before. */
  void step(boolean forward) {
    content.step(forward);
  }

  private void onKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      model.select(Optional.empty());
      event.consume();
    }
  }

  private Node head() {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    chip.setMinWidth(Region.USE_PREF_SIZE);
    chip.setAlignment(Pos.CENTER);
    List<Closeness> all = Arrays.asList(Closeness.values());
    for (Closeness each : all) {
      ToggleButton button = new ToggleButton(messages.get(key(each)));
      String place = each == all.getFirst() ? Styles.LEFT_PILL : Styles.CENTER_PILL;
      button
          .getStyleClass()
          .addAll(each == all.getLast() ? Styles.RIGHT_PILL : place, Styles.SMALL);
      button.setTooltip(new Tip(messages.get(tip(each))));
      button.setId(key(each).replace('.', '-'));
      button.setOnAction(
          event -> {
            button.setSelected(true);
            model.closenessProperty().set(each);
          });
      model.closenessProperty().subscribe(now -> button.setSelected(now == each));
      choice.getChildren().add(button);
    }
    choice.setMinWidth(Region.USE_PREF_SIZE);
    choice.setAlignment(Pos.CENTER);
    choice.getStyleClass().add("closeness");
    steps.setMinWidth(Region.USE_PREF_SIZE);
    Button close = icon("compare.close", MaterialDesignC.CLOSE, "sides-close");
    close.setOnAction(event -> model.select(Optional.empty()));
    HBox head = new HBox(10, chip, title, space, steps, choice, close);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("sides-head");
    return head;
  }

  private static String key(Closeness closeness) {
    return switch (closeness) {
      case SIDE_BY_SIDE -> "compare.content.sides";
      case UNIFIED -> "compare.content.unified";
      case DETAILS -> "compare.content.details";
    };
  }

  private static String tip(Closeness closeness) {
    return switch (closeness) {
      case SIDE_BY_SIDE -> "compare.content.sides.tip";
      case UNIFIED -> "compare.content.unified.tip";
      case DETAILS -> "compare.content.details.tip";
    };
  }

  private Button step(String key, Ikon symbol, String id, boolean forward) {
    Button step = icon(key, symbol, id);
    step.setOnAction(event -> content.step(forward));
    return step;
  }

  private Button icon(String key, Ikon symbol, String id) {
    Button button = new Button("", new FontIcon(symbol));
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    button.setTooltip(new Tip(messages.get(key)));
    button.setAccessibleText(messages.get(key));
    button.setId(id);
    return button;
  }

  private Node name(String key, Runnable browse, Change.Kind absent) {
    Label name = new Label(messages.get(key));
    name.getStyleClass().addAll("strong", "muted");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Button open =
        new Button(messages.get("compare.browse"), new FontIcon(MaterialDesignF.FOLDER_OUTLINE));
    open.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    open.setId(key.replace('.', '-') + "-browse");
    open.setMinWidth(Region.USE_PREF_SIZE);
    open.setOnAction(event -> browse.run());
    HBox head = new HBox(8, name, space, open);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("side-name");
    head.setPrefWidth(0);
    HBox.setHgrow(head, Priority.ALWAYS);
    model
        .selectedProperty()
        .subscribe(change -> open.setVisible(change.filter(it -> it.change() == absent).isEmpty()));
    return head;
  }

  private void draw(Optional<Change> change) {
    change.ifPresent(
        it -> {
          title.setText(line(it.path()));
          chip.getChildren().setAll(new ChangeKindWords(messages).chip(it.change()));
        });
    drawMeaning();
  }

  /** What the changed properties mean; nothing before both sides are known. */
  private void drawMeaning() {
    meaning.getChildren().clear();
    Optional<Change> change = model.selectedProperty().get();
    var before = model.before().entryProperty().get();
    var after = model.after().entryProperty().get();
    boolean known =
        change
            .filter(it -> it.change() == Change.Kind.ADDED || before.isPresent())
            .filter(it -> it.change() == Change.Kind.REMOVED || after.isPresent())
            .isPresent();
    if (known) {
      MetadataDiff.between(before, after).forEach(it -> meaning.getChildren().add(sentence(it)));
    }
    Shown.set(meaning, !meaning.getChildren().isEmpty());
  }

  private Node sentence(MetadataChange change) {
    boolean security = change.kind().isSecurity();
    Label sentence =
        new Label(
            words.sentence(change),
            new FontIcon(
                security
                    ? MaterialDesignS.SHIELD_ALERT_OUTLINE
                    : MaterialDesignF.FILE_COG_OUTLINE));
    sentence.setWrapText(true);
    sentence.getStyleClass().add(security ? "meaning-security" : "meaning-other");
    return sentence;
  }

  /** What has no content to compare has its facts. */
  private void choose() {
    ContentState state = model.content().stateProperty().get();
    boolean nothing = state instanceof ContentState.Nothing;
    boolean details = nothing || model.closenessProperty().get() == Closeness.DETAILS;
    if (details && facts.isEmpty()) {
      // Made when first wanted: all that is in a change is styled whenever one is opened.
      SideFactsView made = new SideFactsView(model, messages);
      facts = Optional.of(made);
      body.getChildren().add(made);
    }
    Shown.set(content, !details);
    facts.ifPresent(it -> Shown.set(it, details));
    Shown.set(choice, !nothing);
    Shown.set(steps, !details && state instanceof ContentState.Text text && !text.diff().isSame());
  }
}
