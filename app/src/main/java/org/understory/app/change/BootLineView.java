package org.understory.app.change;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.understory.app.change.PlanCard.Line;
import org.understory.app.change.PlanCard.Mark;
import org.understory.app.control.Chip;
import org.understory.app.control.Tip;
import org.understory.app.deployment.DeploymentState;
import org.understory.resources.Messages;

/** One deployment of a boot list: place, version, branch, states and what becomes of it. */
final class BootLineView extends HBox {
  BootLineView(Line line, Messages messages) {
    super(12);
    getStyleClass().addAll("boot-line", "mark-" + line.mark().name().toLowerCase(Locale.ROOT));
    Label place = new Label(Integer.toString(line.place()));
    place.getStyleClass().add("place");
    place.setMinWidth(USE_PREF_SIZE);
    Label name = new Label(line.name());
    name.getStyleClass().addAll("strong", "boot-name");
    name.setTooltip(new Tip(line.name()));
    name.setMinWidth(0);
    HBox first = new HBox(8, name);
    first.setAlignment(Pos.CENTER_LEFT);
    if (line.mark() != Mark.NONE) {
      Region space = new Region();
      HBox.setHgrow(space, Priority.ALWAYS);
      first.getChildren().addAll(space, mark(line.mark(), messages));
    }
    Label branch =
        new Label(
            line.label()
                .map(label -> messages.get("change.line.label", label, line.branch()))
                .orElse(line.branch()));
    branch.getStyleClass().addAll("muted", "caption");
    branch.setTooltip(new Tip(branch.getText()));
    branch.setMinWidth(0);
    FlowPane chips = new FlowPane(6, 4);
    for (DeploymentState state : line.states()) {
      chips.getChildren().add(new Chip(state.word(), state.meaning(), state.tone()));
    }
    VBox words = new VBox(2, first, branch);
    if (!line.states().isEmpty()) {
      words.getChildren().add(chips);
      VBox.setMargin(chips, new Insets(4, 0, 0, 0));
    }
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    getChildren().addAll(place, words);
    setMinWidth(0);
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText(spoken(line, messages));
  }

  private static Chip mark(Mark mark, Messages messages) {
    String key = "change.mark." + mark.key();
    Chip chip = new Chip(messages.get(key), messages.get(key + ".tip"), mark.tone());
    chip.getStyleClass().add("mark");
    return chip;
  }

  private static String spoken(Line line, Messages messages) {
    List<String> marks =
        line.mark() == Mark.NONE
            ? List.of()
            : List.of(messages.get("change.mark." + line.mark().key()));
    return Stream.of(
            List.of(messages.get("system.place.tip", line.place()), line.name()),
            line.label().stream().toList(),
            List.of(line.branch()),
            line.states().stream().map(DeploymentState::word).toList(),
            marks)
        .flatMap(List::stream)
        .collect(Collectors.joining(", "));
  }
}
