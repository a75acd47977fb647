package org.understory.app.compare;

import atlantafx.base.theme.Styles;
import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.understory.app.control.Shown;
import org.understory.app.control.Tip;
import org.understory.app.text.ImageText;
import org.understory.app.text.SizeText;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeDiff.Summary;
import org.understory.resources.Messages;

/** How much changed, and what of it is listed: kinds to switch on and off, and a piece of path. */
final class SummaryBar extends VBox {
  private final CompareViewModel model;
  private final Messages messages;
  private final SizeText sizes;
  private final ImageText images;
  private final ChangeKindWords words;
  private final Label count = new Label();
  private final Label bytes = new Label();
  private final Label image = new Label();
  private final FilterField filter;
  private final Map<Change.Kind, FilterChip> chips = new EnumMap<>(Change.Kind.class);

  SummaryBar(CompareViewModel model, Messages messages) {
    super(8);
    this.model = model;
    this.messages = messages;
    sizes = new SizeText(messages);
    images = new ImageText(messages);
    words = new ChangeKindWords(messages);
    filter =
        new FilterField(
            messages.get("compare.filter"),
            messages.get("compare.filter.tip"),
            "compare-filter",
            model.pathProperty());
    getStyleClass().add("summary-bar");
    count.getStyleClass().add("title-4");
    count.setId("compare-count");
    count.setMinWidth(Region.USE_PREF_SIZE);
    bytes.getStyleClass().add("muted");
    bytes.setId("compare-bytes");
    bytes.setWrapText(true);
    HBox totals = new HBox(12, count, bytes);
    totals.setAlignment(Pos.BASELINE_LEFT);
    HBox.setHgrow(totals, Priority.ALWAYS);
    HBox first = new HBox(10, totals, filter, layoutChoice());
    first.setAlignment(Pos.CENTER_LEFT);
    first.setFillHeight(false);
    image.getStyleClass().add("muted");
    image.setId("compare-image");
    image.setWrapText(true);
    Shown.set(image, false);
    getChildren().addAll(first, image, kinds());
    model.comparisonProperty().subscribe(this::draw);
  }

  /** The field that narrows by path. */
  FilterField filter() {
    return filter;
  }

  private Node layoutChoice() {
    ToggleGroup group = new ToggleGroup();
    HBox both =
        new HBox(
            layout(group, MaterialDesignF.FILE_TREE, "compare.as-tree", false, Styles.LEFT_PILL),
            layout(
                group,
                MaterialDesignF.FORMAT_LIST_BULLETED,
                "compare.as-list",
                true,
                Styles.RIGHT_PILL));
    both.setMinWidth(Region.USE_PREF_SIZE);
    return both;
  }

  private ToggleButton layout(ToggleGroup group, Ikon icon, String key, boolean flat, String side) {
    ToggleButton button = new ToggleButton("", new FontIcon(icon));
    button.setToggleGroup(group);
    button.getStyleClass().addAll(side, Styles.BUTTON_ICON);
    button.setTooltip(new Tip(messages.get(key)));
    button.setAccessibleText(messages.get(key));
    button.setId(key.replace('.', '-'));
    button.setOnAction(
        event -> {
          button.setSelected(true);
          model.flatProperty().set(flat);
        });
    model.flatProperty().subscribe(now -> button.setSelected(now == flat));
    return button;
  }

  private Node kinds() {
    FlowPane row = new FlowPane(6, 6);
    for (Change.Kind kind : Change.Kind.values()) {
      String key = ChangeKindWords.key(kind);
      FilterChip chip = new FilterChip(kind, model.kinds(), key, words.tip(kind), "kind-" + key);
      chips.put(kind, chip);
      row.getChildren().add(chip);
    }
    return row;
  }

  private void draw(Comparison comparison) {
    if (comparison instanceof Comparison.Answered answer) {
      Summary summary = answer.diff().summary();
      int changes = answer.diff().changes().size();
      count.setText(
          changes == 1
              ? messages.get("compare.count.one")
              : messages.get("compare.count", changes));
      String totals =
          messages.get(
              "compare.bytes",
              sizes.brief(summary.sizeBefore()),
              sizes.brief(summary.sizeAfter()),
              sizes.change(summary.sizeBefore(), summary.sizeAfter()));
      bytes.setText(
          answer
              .away()
              .map(it -> it.sized() ? messages.get("compare.both", totals, away(it)) : away(it))
              .orElse(totals));
      answer.images().map(images::difference).ifPresent(image::setText);
      Shown.set(image, answer.images().isPresent());
      chips.forEach(
          (kind, chip) -> {
            int number = ChangeKindWords.count(summary, kind);
            chip.show(messages.get("compare.chip", words.word(kind), number), number);
          });
    }
  }

  /** What is on the server, and takes to be downloaded. */
  private String away(Comparison.Away away) {
    return away.download()
        .map(it -> messages.get("compare.download", away.files(), sizes.download(it)))
        .orElseGet(() -> messages.get("compare.missing", away.files()));
  }
}
