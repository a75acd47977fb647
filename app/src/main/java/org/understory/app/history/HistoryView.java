package org.understory.app.history;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.understory.app.control.LastingFocus;
import org.understory.app.control.MenuNote;
import org.understory.app.control.Notice;
import org.understory.app.control.Pieces;
import org.understory.app.control.StatePage;
import org.understory.app.control.Times;
import org.understory.app.control.Tone;
import org.understory.app.history.HistoryViewModel.Stage;
import org.understory.app.server.ServerViewModel;
import org.understory.app.shell.ScreenContext;
import org.understory.app.text.ProblemText;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** The History screen: what to show at the left, the graph, and details at the right. */
final class HistoryView extends SplitPane {
  private final HistoryViewModel model;
  private final Messages messages;
  private final HistoryActions actions;
  private final BisectItems bisect;
  private final GraphListView list;
  private final LastingFocus focus;
  private final SearchBar search;
  private final ServerViewModel server;
  private final Runnable begin;
  private final Pieces pieces = new Pieces();

  HistoryView(HistoryViewModel model, ScreenContext context) {
    this.model = model;
    this.messages = context.messages();
    this.server = context.server();
    this.actions = new HistoryActions(model, context.navigation(), context.changes());
    this.bisect = new BisectItems(context.bisect(), actions, messages);
    getStyleClass().add("history");
    // Before the frame takes it for reading again what is here.
    addEventFilter(KeyEvent.KEY_PRESSED, this::onLook);
    DateTimeFormatter dates =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
            .withLocale(messages.locale())
            .withZone(context.clock().getZone());
    list = new GraphListView(model, messages, dates);
    focus = new LastingFocus(list);
    list.setOnKeyPressed(this::keyPressed);
    list.setContextMenu(menu());
    search = new SearchBar(model, messages, list::requestFocus);
    StackPane left = side(110, 230);
    VBox centre = new VBox();
    centre.getStyleClass().add("history-centre");
    centre.setMinWidth(290);
    StackPane right = side(210, 370);
    getItems().addAll(left, centre, right);
    setDividerPositions(0.18, 0.71);
    TipsView tips = new TipsView(model.tips(), actions, messages);
    pieces.add(() -> left.getChildren().add(tips));
    pieces.add(() -> centre.getChildren().add(search));
    search.addPieces(pieces);
    pieces.add(() -> centre.getChildren().add(new ServerBar(server, messages)));
    pieces.add(
        () ->
            centre
                .getChildren()
                .add(
                    new RegistryBar(
                        server.registry(),
                        actions::compareWithImage,
                        new Times(messages, context.clock()),
                        messages)));
    pieces.add(
        () ->
            centre
                .getChildren()
                .addAll(unreadable(), new HeaderRow(model, list, messages), rows()));
    pieces.add(() -> right.getChildren().add(new DetailsView(model.details(), actions, messages)));
    pieces.rehearse(list::rehearse);
    pieces.rehearse(tips::rehearse);
    begin = tips::begin;
  }

  /** What is left to build. */
  Pieces pieces() {
    return pieces;
  }

  /** Shows what the model has, from now on. */
  void begin() {
    begin.run();
  }

  private static StackPane side(double least, double wanted) {
    StackPane side = new StackPane();
    side.setMinWidth(least);
    side.setPrefWidth(wanted);
    SplitPane.setResizableWithParent(side, false);
    return side;
  }

  /** Puts the keyboard into the list. */
  void focusList() {
    focus.request();
  }

  /** Puts the keyboard into the search field. */
  void focusSearch() {
    search.focusField();
  }

  private Node rows() {
    StackPane rows = new StackPane(list);
    VBox.setVgrow(rows, Priority.ALWAYS);
    model
        .stageProperty()
        .subscribe(
            stage -> {
              list.setVisible(stage == Stage.ROWS);
              rows.getChildren().setAll(list);
              if (stage != Stage.ROWS) {
                rows.getChildren().add(placeholder(stage));
              }
            });
    return rows;
  }

  private Node unreadable() {
    StackPane notice = new StackPane();
    notice.getStyleClass().add("history-unreadable");
    model
        .unreadableProperty()
        .subscribe(
            problems -> {
              notice.getChildren().clear();
              notice.setManaged(!problems.isEmpty());
              if (!problems.isEmpty()) {
                notice
                    .getChildren()
                    .add(
                        new Notice(
                            Tone.WARNING,
                            messages.get("history.unreadable", problems.size()),
                            new ProblemText(messages).sentence(problems.getFirst())));
              }
            });
    return notice;
  }

  private Node placeholder(Stage stage) {
    return switch (stage) {
      case READING -> {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setMaxSize(36, 36);
        yield turning;
      }
      case NO_COMMITS ->
          new StatePage(
              MaterialDesignS.SOURCE_BRANCH,
              messages.get("history.empty.commits"),
              messages.get("history.empty.commits.text"));
      case NOTHING_TICKED ->
          new StatePage(
              MaterialDesignC.CHECKBOX_BLANK_OUTLINE,
              messages.get("history.empty.ticked"),
              messages.get("history.empty.ticked.text"),
              button("history.tips.all", model.tips()::all));
      case NO_MATCHES ->
          new StatePage(
              MaterialDesignM.MAGNIFY,
              messages.get("history.empty.matches"),
              messages.get("history.empty.matches.text"),
              button("history.empty.matches.clear", model.search()::clear));
      case FAILED ->
          new StatePage(
              MaterialDesignA.ALERT_OCTAGON_OUTLINE,
              messages.get("history.failed"),
              model.failureProperty().get().map(new ProblemText(messages)::sentence).orElse(""));
      case ROWS -> new StackPane();
    };
  }

  private Button button(String key, Runnable action) {
    Button button = new Button(messages.get(key));
    button.setOnAction(event -> action.run());
    return button;
  }

  private void onLook(KeyEvent event) {
    if (event.getCode() == KeyCode.F5 && event.isShiftDown()) {
      server.again();
      event.consume();
    }
  }

  private void keyPressed(KeyEvent event) {
    List<Checksum> selected = list.selectedCommits();
    if (selected.isEmpty()) {
      return;
    }
    if (event.getCode() == KeyCode.ENTER) {
      actions.browse(selected.getFirst());
      event.consume();
    } else if (event.getCode() == KeyCode.C && event.isShortcutDown()) {
      DetailsView.copy(String.join("\n", selected.stream().map(Checksum::hex).toList()));
      event.consume();
    }
  }

  private ContextMenu menu() {
    ContextMenu menu = new ContextMenu();
    // Filled when it opens: what it offers depends on what is selected then.
    menu.setOnShowing(event -> menu.getItems().setAll(items()));
    menu.getItems().add(new MenuItem(messages.get("history.browse")));
    return menu;
  }

  private List<MenuItem> items() {
    List<Checksum> selected = list.selectedCommits();
    if (selected.size() == 2) {
      List<MenuItem> items = new ArrayList<>(bisect.of(selected));
      items.addFirst(item("history.compare.two", () -> actions.compareTwo(selected)));
      return items;
    }
    HistoryRow row = list.getSelectionModel().getSelectedItem();
    if (row == null) {
      return List.of();
    }
    Commit commit = row.commit();
    MenuItem parent =
        item(
            commit.kind() == Commit.Kind.RELEASE
                ? "history.compare.parent"
                : "history.compare.base",
            () -> actions.compareWithParent(commit));
    boolean open = actions.canOpen(commit.checksum());
    parent.setDisable(!open || commit.parent().isEmpty());
    MenuItem running =
        item("history.compare.running", () -> actions.compareWithRunning(commit.checksum()));
    running.setDisable(!actions.canCompareWithRunning(commit.checksum()));
    List<MenuItem> items = new ArrayList<>();
    MenuItem browse = item("history.browse", () -> actions.browse(commit.checksum()));
    browse.setDisable(!open);
    items.add(browse);
    items.add(parent);
    items.add(running);
    items.add(new SeparatorMenuItem());
    items.addAll(changes(commit.checksum()));
    items.add(new SeparatorMenuItem());
    items.addAll(bisect.of(commit));
    items.add(new SeparatorMenuItem());
    items.add(item("history.copy.checksum", () -> DetailsView.copy(commit.checksum().hex())));
    items.add(item("history.copy.version", () -> DetailsView.copy(commit.version().orElse(""))));
    return items;
  }

  private List<MenuItem> changes(Checksum commit) {
    Optional<String> reason = actions.reasonProperty().getValue();
    List<MenuItem> items = new ArrayList<>();
    reason.ifPresent(why -> items.add(new MenuNote(why)));
    MenuItem deploy = item("history.deploy", () -> actions.deploy(commit));
    items.add(deploy);
    deploy.setDisable(reason.isPresent() || !actions.canDeploy(commit));
    for (String branch : actions.otherBranches(commit)) {
      MenuItem move = new MenuItem(messages.get("history.rebase.to", Sanitizer.line(branch)));
      move.setMnemonicParsing(false);
      move.setOnAction(event -> actions.rebase(branch, commit));
      move.setDisable(reason.isPresent());
      items.add(move);
    }
    return items;
  }

  private MenuItem item(String key, Runnable action) {
    MenuItem item = new MenuItem(messages.get(key));
    item.setOnAction(event -> action.run());
    return item;
  }
}
