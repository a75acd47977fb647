package org.understory.app.activity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.understory.app.activity.ActivityViewModel.Content;
import org.understory.app.control.Column;
import org.understory.app.control.Gradual;
import org.understory.app.control.StatePage;
import org.understory.app.text.ProblemText;
import org.understory.resources.Messages;

/** The list of what was done, in one column; more of it is shown on request. */
final class ActivityView extends StackPane {
  /** So many rows are shown at first, and so many more each time. */
  private static final int STEP = 40;

  private final ActivityViewModel model;
  private final Messages messages;
  private final Column column = new Column();
  private final Gradual filling = new Gradual(column.items());
  private final Map<ActivityRow, ActivityRowView> built = new HashMap<>();
  private int shown = STEP;

  ActivityView(ActivityViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("activity-view");
    getChildren().setAll(column);
    model.contentProperty().subscribe(this::show);
  }

  private void show(Content content) {
    if (content instanceof Content.Rows(List<ActivityRow> rows)) {
      boolean first = built.isEmpty();
      built.keySet().retainAll(rows);
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

  private List<Supplier<Node>> nodes(List<ActivityRow> rows) {
    List<Supplier<Node>> nodes = new ArrayList<>();
    nodes.add(this::heading);
    rows.stream().limit(shown).forEach(row -> nodes.add(() -> view(row)));
    if (rows.size() > shown) {
      nodes.add(this::more);
    }
    return nodes;
  }

  private Node view(ActivityRow row) {
    return built.computeIfAbsent(row, it -> new ActivityRowView(it, model, messages));
  }

  private Node heading() {
    Label title = new Label(messages.get("activity.title"));
    title.getStyleClass().add("title-3");
    Label text = new Label(messages.get("activity.text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    VBox heading = new VBox(4, title, text);
    heading.getStyleClass().add("activity-heading");
    return heading;
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
