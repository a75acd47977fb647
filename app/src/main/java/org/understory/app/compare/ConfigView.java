package org.understory.app.compare;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.understory.app.compare.ConfigViewModel.Row;
import org.understory.app.compare.TopicAnswer.Answered;
import org.understory.app.compare.TopicAnswer.Broken;
import org.understory.app.compare.TopicAnswer.Progress;
import org.understory.app.compare.TopicAnswer.Running;
import org.understory.app.compare.TopicAnswer.Unasked;
import org.understory.app.control.Notice;
import org.understory.app.control.Pieces;
import org.understory.app.control.Shown;
import org.understory.app.control.StatePage;
import org.understory.app.control.Tone;
import org.understory.app.text.ConfigText;
import org.understory.app.text.ConfigText.Group;
import org.understory.app.text.ProblemText;
import org.understory.model.config.ConfigBlocker;
import org.understory.model.config.ConfigEntry;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/** Draws what becomes of the files of {@code /etc}. */
final class ConfigView extends StackPane implements TopicView {
  private final ConfigViewModel model;
  private final Messages messages;
  private final ConfigText words;
  private final ProblemText problems;
  private final TopicPages pages;
  private final Label count = new Label();
  private final FilterField filter;
  private final Map<Group, FilterChip> chips = new EnumMap<>(Group.class);
  private final VBox notices = new VBox();
  private final ListView<Row> list = new ListView<>();
  private final SplitPane split = new SplitPane();
  private final VBox answer = new VBox();

  ConfigView(ConfigViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    words = new ConfigText(messages);
    problems = new ProblemText(messages);
    pages = new TopicPages(messages);
    filter =
        new FilterField(
            messages.get("compare.filter"),
            messages.get("compare.config.filter.tip"),
            "config-filter",
            model.pathProperty());
    setMinHeight(0);
    notices.getStyleClass().add("config-notices");
    list.setId("config-list");
    list.getStyleClass().add("config-list");
    list.setAccessibleText(messages.get("compare.topic.configuration"));
    list.setMinHeight(0);
    list.setCellFactory(view -> new ConfigCell(words));
    split.setOrientation(Orientation.VERTICAL);
    split.setMinHeight(0);
    VBox.setVgrow(split, Priority.ALWAYS);
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            row -> {
              if (row instanceof Row.File(ConfigEntry entry)) {
                model.select(Optional.of(entry));
              }
            });
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && split.getItems().size() > 1) {
            closeSides();
            event.consume();
          }
        });
  }

  @Override
  public Topic topic() {
    return Topic.CONFIGURATION;
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void addPieces(Pieces pieces) {
    pieces.add(
        () -> {
          split.getItems().setAll(list);
          answer.getChildren().addAll(bar(), notices, split);
        });
  }

  @Override
  public void begin() {
    model.progressProperty().subscribe(this::draw);
    model.rowsProperty().subscribe(rows -> list.getItems().setAll(rows));
    model.refusalProperty().subscribe(this::drawNotices);
    model.lookingProperty().subscribe(this::drawNotices);
    model.sides().entryProperty().subscribe(entry -> drawSides(entry.isPresent()));
  }

  private void drawSides(boolean open) {
    if (open && split.getItems().size() == 1) {
      // Made when first wanted, as few look that closely.
      split.getItems().add(new ConfigSidesView(model.sides(), this::closeSides, messages));
      split.setDividerPositions(0.42);
    } else if (!open) {
      split.getItems().setAll(list);
    }
  }

  private void closeSides() {
    list.getSelectionModel().clearSelection();
    model.select(Optional.empty());
    list.requestFocus();
  }

  @Override
  public void focus() {
    list.requestFocus();
  }

  @Override
  public void find() {
    filter.take();
  }

  private Node bar() {
    count.getStyleClass().add("title-4");
    count.setId("config-count");
    HBox.setHgrow(count, Priority.ALWAYS);
    count.setMaxWidth(Double.MAX_VALUE);
    count.setMinWidth(Region.USE_PREF_SIZE);
    HBox first = new HBox(10, count, filter);
    first.setAlignment(Pos.CENTER_LEFT);
    FlowPane row = new FlowPane(6, 6);
    for (Group group : Group.values()) {
      FilterChip chip =
          new FilterChip(
              group,
              model.groups(),
              "config-" + group.key(),
              messages.get("compare.config.tip." + group.key()),
              "config-" + group.key());
      chips.put(group, chip);
      row.getChildren().add(chip);
    }
    VBox bar = new VBox(8, first, row);
    bar.getStyleClass().add("summary-bar");
    return bar;
  }

  private void draw(Progress<ConfigAnswer> progress) {
    Node shown =
        switch (progress) {
          case Unasked<ConfigAnswer>() -> pages.unasked();
          case Running<ConfigAnswer>() -> pages.running();
          case Broken<ConfigAnswer>(Problem problem) -> pages.broken(problem, model::again);
          case Answered<ConfigAnswer>(ConfigAnswer it) -> {
            drawCounts(it);
            drawNotices();
            yield answer;
          }
        };
    getChildren().setAll(shown);
  }

  private void drawCounts(ConfigAnswer it) {
    Map<Group, Long> counts =
        it.preview().told().stream()
            .collect(Collectors.groupingBy(Group::of, Collectors.counting()));
    long touched =
        it.preview().told().size()
            - counts.getOrDefault(Group.SAME, 0L)
            - counts.getOrDefault(Group.TAKEN, 0L);
    count.setText(
        it.deployment().isPresent()
            ? messages.get("compare.config.count", touched, counts.getOrDefault(Group.TAKEN, 0L))
            : messages.get("compare.config.count.defaults", counts.getOrDefault(Group.TAKEN, 0L)));
    chips.forEach(
        (group, chip) -> {
          long number = counts.getOrDefault(group, 0L);
          chip.show(
              messages.get("compare.chip", messages.get("compare.config." + group.key()), number),
              number);
        });
    boolean nothing = touched == 0 && counts.getOrDefault(Group.TAKEN, 0L) == 0;
    list.setPlaceholder(
        nothing
            ? new StatePage(
                MaterialDesignE.EQUAL,
                messages.get("compare.config.nothing"),
                messages.get("compare.config.nothing.tip"))
            : new StatePage(
                MaterialDesignF.FILE_SEARCH_OUTLINE,
                messages.get("compare.no-match"),
                messages.get("compare.no-match.tip")));
  }

  private void drawNotices() {
    notices.getChildren().clear();
    Shown.set(notices, false);
    if (!(model.progressProperty().get() instanceof Answered<ConfigAnswer>(ConfigAnswer it))) {
      return;
    }
    for (ConfigBlocker blocker : it.preview().blockers()) {
      add(new Notice(Tone.DANGER, "", words.sentence(blocker)));
    }
    if (it.deployment().isEmpty()) {
      add(new Notice(Tone.NEUTRAL, "", messages.get("compare.config.defaults")));
    } else if (it.own()) {
      add(new Notice(Tone.NEUTRAL, "", messages.get("compare.config.own")));
    }
    Optional<Problem> refused = model.refusalProperty().get();
    refused.ifPresent(problem -> add(new Notice(Tone.WARNING, "", problems.sentence(problem))));
    it.preview().problems().stream()
        .findFirst()
        .ifPresent(
            problem ->
                add(
                    new Notice(
                        Tone.WARNING,
                        messages.get("compare.unread", it.preview().problems().size()),
                        problems.sentence(problem))));
    if (model.canInspect()) {
      List<ConfigEntry> closed =
          it.preview().told().stream().filter(each -> Group.of(each) == Group.UNREADABLE).toList();
      Button look = new Button(messages.get("compare.config.inspect"));
      look.setId("config-inspect");
      look.setDisable(model.lookingProperty().get());
      look.setOnAction(event -> model.inspect(messages.get("compare.config.inspecting")));
      add(new Notice(Tone.NEUTRAL, "", messages.get("compare.config.closed", closed.size()), look));
    }
  }

  private void add(Notice notice) {
    Shown.set(notices, true);
    notices.getChildren().add(notice);
  }
}
