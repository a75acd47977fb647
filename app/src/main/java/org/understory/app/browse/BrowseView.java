package org.understory.app.browse;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.understory.app.control.ChoicePicker;
import org.understory.app.control.LastingFocus;
import org.understory.app.control.Notice;
import org.understory.app.control.PathBar;
import org.understory.app.control.Pieces;
import org.understory.app.control.Shown;
import org.understory.app.control.StatePage;
import org.understory.app.control.Tip;
import org.understory.app.control.Tone;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.entry.RevisionScreen;
import org.understory.app.entry.RevisionWords;
import org.understory.app.shell.FileDialogs;
import org.understory.app.shell.ScreenContext;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.model.text.Sanitizer;
import org.understory.model.tree.TreeEntry;
import org.understory.resources.Messages;

/** Draws the Browse screen: where one is, the tree, and the selected entry. */
final class BrowseView extends VBox implements RevisionScreen.View {
  private final BrowseViewModel model;
  private final Messages messages;
  private final FileDialogs dialogs;
  private final ProblemText problems;
  private final PathBar path;
  private final TextField filter = new CustomTextField();
  private final VBox notices = new VBox();
  private final StackPane tree = new StackPane();
  private final SplitPane split = new SplitPane();
  private final EntryTable table;
  private final LastingFocus focus;
  private final ChoicePicker<RevisionChoice> picker;

  BrowseView(BrowseViewModel model, RevisionWords revisions, ScreenContext context) {
    this.model = model;
    messages = context.messages();
    dialogs = context.dialogs();
    problems = new ProblemText(messages);
    path = new PathBar(Sanitizer::line, messages.get("browse.path"));
    table = new EntryTable(model, context.background(), messages);
    // Else its least height is where the scroll bar at its foot happens to be (SkinBase).
    table.setMinHeight(0);
    focus = new LastingFocus(table);
    new EntryActions(model, messages, this::save).addTo(table);
    picker = revisions.picker("");
    tree.getStyleClass().add("entry-pane");
    getStyleClass().addAll("screen", "browse");
    split.getItems().add(tree);
    // In a low window rows and preview give way, not the bar above them.
    split.setMinHeight(0);
    VBox.setVgrow(split, Priority.ALWAYS);
    getChildren().addAll(notices, split);
    model.noticeProperty().subscribe(this::drawNotices);
    model.savedProperty().subscribe(this::drawNotices);
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
  }

  /** Tells what is left to build. */
  @Override
  public void addPieces(Pieces pieces) {
    pieces.add(() -> getChildren().addFirst(bar()));
    pieces.add(() -> tree.getChildren().add(table));
    pieces.add(this::addDetails);
    pieces.rehearse(table::rehearse);
  }

  /** Shows what the model has, from now on. */
  @Override
  public void begin() {
    model.listingProperty().subscribe(this::drawListing);
  }

  private void addDetails() {
    DetailsView details = new DetailsView(model.details(), this::save, messages);
    details.setMinHeight(0);
    SplitPane.setResizableWithParent(details, false);
    split.getItems().add(details);
    split.setDividerPositions(0.6);
  }

  /** The revision picker. */
  ChoicePicker<RevisionChoice> picker() {
    return picker;
  }

  /** Puts the keyboard into the tree. */
  @Override
  public void focusTree() {
    focus.request();
  }

  /** Puts the keyboard into the filter. */
  @Override
  public void find() {
    filter.requestFocus();
    filter.selectAll();
  }

  private Node bar() {
    picker.setId("browse-commit");
    picker.setPrefWidth(340);
    picker.setMinWidth(180);
    picker.setOnPick(model::pick);
    model.choiceProperty().subscribe(picker.valueProperty()::set);
    path.setId("browse-path");
    path.setOnGo(
        wanted -> {
          model.go(wanted);
          focus.request();
        });
    path.pathProperty().bind(model.pathProperty());
    HBox.setHgrow(path, Priority.ALWAYS);
    ((CustomTextField) filter).setLeft(new FontIcon(MaterialDesignF.FILTER_OUTLINE));
    filter.setPromptText(messages.get("browse.filter"));
    filter.setAccessibleText(messages.get("browse.filter"));
    filter.setTooltip(new Tip(messages.get("browse.filter.tip")));
    filter.setId("browse-filter");
    filter.setPrefWidth(190);
    filter.setMinWidth(110);
    filter.textProperty().bindBidirectional(model.filterProperty());
    HBox bar =
        new HBox(
            8,
            picker,
            button(
                MaterialDesignA.ARROW_LEFT, "browse.back", model.backwardProperty(), model::back),
            button(
                MaterialDesignA.ARROW_RIGHT,
                "browse.forward",
                model.forwardProperty(),
                model::forward),
            button(
                MaterialDesignA.ARROW_UP,
                "browse.up",
                Bindings.notEqual(
                    "/",
                    Bindings.createStringBinding(
                        () -> model.pathProperty().get(), model.pathProperty())),
                model::up),
            path,
            filter);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.setFillHeight(false);
    bar.getStyleClass().add("screen-bar");
    return bar;
  }

  private Button button(Ikon icon, String key, ObservableBooleanValue enabled, Runnable action) {
    Button button = new Button("", new FontIcon(icon));
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    button.setTooltip(new Tip(messages.get(key)));
    button.setAccessibleText(messages.get(key));
    button.setId(key.replace('.', '-'));
    button.disableProperty().bind(Bindings.not(enabled));
    button.setOnAction(event -> action.run());
    return button;
  }

  private void drawListing(Listing listing) {
    Node shown =
        switch (listing) {
          case Listing.Nothing() ->
              new StatePage(
                  MaterialDesignF.FILE_TREE_OUTLINE,
                  messages.get("browse.nothing"),
                  messages.get("browse.nothing.tip"));
          case Listing.Reading() -> waiting();
          case Listing.Entries(List<TreeEntry> entries) -> {
            table.setPlaceholder(placeholder(entries.isEmpty()));
            yield table;
          }
          case Listing.Broken(Problem problem) ->
              new StatePage(
                  MaterialDesignF.FILE_ALERT_OUTLINE,
                  messages.get("browse.broken"),
                  problems.sentence(problem));
        };
    // The table stays in the scene: put in again, all of it would be styled anew.
    tree.getChildren().removeIf(node -> !node.equals(table));
    if (!shown.equals(table)) {
      tree.getChildren().add(shown);
    }
    Shown.only(shown, tree.getChildren());
  }

  private Node placeholder(boolean empty) {
    return empty
        ? new StatePage(
            MaterialDesignF.FOLDER_OPEN_OUTLINE,
            messages.get("browse.empty"),
            messages.get("browse.empty.tip"))
        : new StatePage(
            MaterialDesignF.FILE_SEARCH_OUTLINE,
            messages.get("browse.no-match"),
            messages.get("browse.no-match.tip"));
  }

  private static Node waiting() {
    ProgressIndicator wheel = new ProgressIndicator();
    wheel.setMaxSize(40, 40);
    return wheel;
  }

  private void drawNotices() {
    notices.getChildren().clear();
    Optional<Problem> problem = model.noticeProperty().get();
    Optional<Path> saved = model.savedProperty().get();
    problem.ifPresent(it -> notices.getChildren().add(notice(Tone.WARNING, problems.sentence(it))));
    saved.ifPresent(
        it ->
            notices
                .getChildren()
                .add(
                    notice(
                        Tone.SUCCESS,
                        messages.get("browse.saved", Sanitizer.line(it.toString())))));
  }

  private Notice notice(Tone tone, String text) {
    Button close = new Button("", new FontIcon(MaterialDesignC.CLOSE));
    close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    close.setAccessibleText(messages.get("browse.dismiss"));
    close.setTooltip(new Tip(messages.get("browse.dismiss")));
    close.setOnAction(event -> model.settle());
    return new Notice(tone, "", text, close);
  }

  private void save() {
    model
        .details()
        .entryProperty()
        .get()
        .filter(entry -> entry.kind() == TreeEntry.Kind.FILE)
        .ifPresent(
            entry -> {
              String name = Sanitizer.line(entry.name());
              dialogs
                  .chooseTarget(messages.get("browse.save.title", name), name)
                  .ifPresent(
                      target -> model.save(entry, target, messages.get("browse.saving", name)));
            });
  }

  private void onKey(KeyEvent event) {
    if (BrowseKeys.TYPE_PATH.match(event)) {
      path.edit();
    } else if (BrowseKeys.UP.match(event)) {
      model.up();
    } else if (BrowseKeys.BACK.match(event)) {
      model.back();
    } else if (BrowseKeys.FORWARD.match(event)) {
      model.forward();
    } else if (BrowseKeys.SAVE.match(event)) {
      save();
    } else if (event.getCode() == KeyCode.ESCAPE && filter.isFocused()) {
      filter.clear();
      table.requestFocus();
    } else if (event.getCode() == KeyCode.DOWN && filter.isFocused()) {
      table.requestFocus();
    } else {
      return;
    }
    event.consume();
  }
}
