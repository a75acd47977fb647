package org.understory.app.activity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.understory.app.activity.ActivityViewModel.Content;
import org.understory.app.activity.ActivityViewModel.Show;
import org.understory.app.control.Column;
import org.understory.app.control.Gradual;
import org.understory.app.control.Shown;
import org.understory.app.control.StatePage;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/** The list of what happened, a card for each day; more of it is shown on request. */
final class ActivityView extends StackPane {
  /** So many rows are shown at first, and so many more each time. */
  private static final int STEP = 40;

  private final ActivityViewModel model;
  private final Messages messages;
  private final Column column = new Column();
  private final Gradual filling = new Gradual(column.items());
  private final Map<ActivityRow, ActivityRowView> built = new HashMap<>();
  private final HBox choice;
  private int shown = STEP;

  ActivityView(ActivityViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    choice = choice();
    setId("activity-view");
    getChildren().setAll(column);
    model.contentProperty().subscribe(this::show);
  }

  private void show(Content content) {
    if (content instanceof Content.Rows rows) {
      boolean first = built.isEmpty();
      built.keySet().retainAll(rows.rows());
      if (first) {
        filling.fill(nodes(rows));
      } else {
        filling.fillAtOnce(nodes(rows));
      }
    } else {
      built.clear();
      shown = STEP;
      filling.fillAtOnce(page(content));
    }
  }

  private List<Supplier<Node>> nodes(Content.Rows content) {
    List<Supplier<Node>> nodes = new ArrayList<>();
    nodes.add(() -> heading(content));
    Map<String, List<ActivityRow>> days = new LinkedHashMap<>();
    content.rows().stream()
        .limit(shown)
        .forEach(row -> days.computeIfAbsent(row.day(), day -> new ArrayList<>()).add(row));
    days.forEach((day, rows) -> nodes.add(() -> day(day, rows)));
    if (content.rows().size() > shown) {
      nodes.add(this::more);
    }
    return nodes;
  }

  private Node day(String day, List<ActivityRow> rows) {
    Label name = new Label(day);
    name.getStyleClass().addAll("muted", "strong", "caption");
    VBox card = new VBox();
    card.getStyleClass().addAll("card", "activity-day");
    rows.forEach(row -> card.getChildren().add(view(row)));
    card.getChildren().forEach(row -> row.getStyleClass().remove("first"));
    card.getChildren().getFirst().getStyleClass().add("first");
    VBox both = new VBox(6, name, card);
    both.getStyleClass().add("activity-group");
    return both;
  }

  private Node view(ActivityRow row) {
    return built.computeIfAbsent(row, it -> new ActivityRowView(it, model, messages));
  }

  private Node heading(Content.Rows content) {
    Label title = new Label(messages.get("activity.title"));
    title.getStyleClass().add("title-3");
    VBox words = new VBox(4, title, muted(messages.get(text(content))));
    for (Problem gap : content.gaps()) {
      Label why = muted(new ProblemText(messages).sentence(gap));
      why.getStyleClass().addAll("caption", "activity-gap");
      why.setGraphic(new FontIcon(MaterialDesignI.INFORMATION_OUTLINE));
      words.getChildren().add(why);
    }
    HBox.setHgrow(words, Priority.ALWAYS);
    words.setMinWidth(0);
    HBox heading = new HBox(16, words);
    heading.setAlignment(Pos.CENTER_LEFT);
    heading.getStyleClass().add("activity-heading");
    if (!content.choice().isEmpty()) {
      choice
          .getChildren()
          .forEach(chip -> Shown.set(chip, content.choice().contains(chip.getUserData())));
      heading.getChildren().add(choice);
    }
    return heading;
  }

  private static String text(Content.Rows content) {
    return content.all() ? "activity.text.all" : "activity.text";
  }

  private static Label muted(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("muted");
    label.setWrapText(true);
    return label;
  }

  /** Built once: it has the focus while it is used. */
  private HBox choice() {
    ToggleGroup group = new ToggleGroup();
    HBox choices = new HBox(6);
    choices.getStyleClass().add("activity-choice");
    choices.setAlignment(Pos.CENTER_RIGHT);
    choices.setMinWidth(USE_PREF_SIZE);
    choices.setAccessibleText(messages.get("activity.show"));
    for (Show show : Show.values()) {
      RadioChip chip = new RadioChip(messages.get("activity.show." + key(show)));
      chip.setId("activity-show-" + key(show));
      chip.setUserData(show);
      chip.setToggleGroup(group);
      chip.setSelected(show == model.showProperty().get());
      chip.setOnAction(event -> model.showProperty().set(show));
      choices.getChildren().add(chip);
    }
    return choices;
  }

  private static String key(Show show) {
    return show.name().toLowerCase(Locale.ROOT);
  }

  /** One of several; pressing it again leaves it as it is. */
  private static final class RadioChip extends ToggleButton {
    RadioChip(String text) {
      super(text);
      getStyleClass().add("filter-chip");
    }

    @Override
    public void fire() {
      if (!isSelected()) {
        super.fire();
      }
    }
  }

  private Node more() {
    Button more = new Button(messages.get("activity.more"));
    more.setId("activity-more");
    more.setOnAction(
        event -> {
          shown += STEP;
          show(model.contentProperty().get());
        });
    return more;
  }

  private List<Supplier<Node>> page(Content content) {
    return switch (content) {
      case Content.Waiting _, Content.Rows _ -> List.of();
      case Content.Nothing(boolean possible) -> List.of(() -> nothing(possible));
      case Content.Unreadable unreadable -> List.of(() -> unreadable(unreadable));
    };
  }

  private Node nothing(boolean possible) {
    return filling(
        new StatePage(
            MaterialDesignH.HISTORY,
            messages.get("activity.empty"),
            messages.get(possible ? "activity.empty.text" : "activity.empty.impossible")));
  }

  private Node unreadable(Content.Unreadable content) {
    Button again = new Button(messages.get("shell.again"));
    again.setOnAction(event -> model.again());
    return filling(
        new StatePage(
            MaterialDesignA.ALERT_CIRCLE_OUTLINE,
            messages.get("activity.unreadable"),
            new ProblemText(messages).sentence(content.problem()),
            again));
  }

  private static Node filling(StatePage page) {
    VBox.setVgrow(page, Priority.ALWAYS);
    return page;
  }
}
