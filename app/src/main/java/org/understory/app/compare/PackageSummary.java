package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.understory.app.control.Shown;
import org.understory.model.packages.Advisory;
import org.understory.resources.Messages;

/** How many packages differ and what of them is listed; how many advisories they bring. */
final class PackageSummary extends VBox {
  private final PackagesViewModel model;
  private final Messages messages;
  private final PackageWords words;
  private final Label count = new Label();
  private final Label advisories = new Label();
  private final Label inactive = new Label();
  private final FilterField filter;
  private final Map<PackageChange.Kind, FilterChip> chips = new EnumMap<>(PackageChange.Kind.class);

  PackageSummary(PackagesViewModel model, Messages messages) {
    super(8);
    this.model = model;
    this.messages = messages;
    words = new PackageWords(messages);
    filter =
        new FilterField(
            messages.get("compare.packages.filter"),
            messages.get("compare.packages.filter.tip"),
            "packages-filter",
            model.nameProperty());
    getStyleClass().add("summary-bar");
    count.getStyleClass().add("title-4");
    count.setId("packages-count");
    count.setMinWidth(Region.USE_PREF_SIZE);
    advisories.getStyleClass().add("muted");
    advisories.setId("packages-advisories");
    HBox totals = new HBox(12, count, advisories);
    totals.setAlignment(Pos.BASELINE_LEFT);
    HBox.setHgrow(totals, Priority.ALWAYS);
    HBox first = new HBox(10, totals, filter);
    first.setAlignment(Pos.CENTER_LEFT);
    first.setFillHeight(false);
    inactive.getStyleClass().add("muted");
    inactive.setId("packages-inactive");
    inactive.setWrapText(true);
    getChildren().addAll(first, kinds(), inactive);
    model.comparisonProperty().subscribe(this::draw);
  }

  /** The field that narrows by name. */
  FilterField filter() {
    return filter;
  }

  private Node kinds() {
    FlowPane row = new FlowPane(6, 6);
    for (PackageChange.Kind kind : PackageChange.Kind.values()) {
      FilterChip chip =
          new FilterChip(
              kind, model.kinds(), kind.style(), words.tip(kind), "packages-" + kind.key());
      chips.put(kind, chip);
      row.getChildren().add(chip);
    }
    return row;
  }

  private void draw(PackageComparison comparison) {
    if (comparison instanceof PackageComparison.Answered answer) {
      int size = answer.changes().size();
      count.setText(
          size == 1
              ? messages.get("compare.packages.count.one")
              : messages.get("compare.packages.count", size));
      Set<String> ids =
          answer.changes().stream()
              .flatMap(it -> it.advisories().stream())
              .map(Advisory::id)
              .collect(Collectors.toCollection(TreeSet::new));
      advisories.setText(
          switch (ids.size()) {
            case 0 -> "";
            case 1 -> messages.get("compare.packages.advisories.one");
            default -> messages.get("compare.packages.advisories", ids.size());
          });
      List<String> names = answer.inactive();
      Shown.set(inactive, !names.isEmpty());
      inactive.setText(messages.get("compare.packages.inactive", line(String.join(", ", names))));
      chips.forEach(
          (kind, chip) -> {
            long number = answer.changes().stream().filter(it -> it.kind() == kind).count();
            chip.show(messages.get("compare.chip", words.word(kind), number), number);
          });
    }
  }
}
