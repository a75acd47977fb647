package org.understory.app.compare;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.understory.app.control.LinesView;
import org.understory.app.control.Notice;
import org.understory.app.control.Scroller;
import org.understory.app.control.Times;
import org.understory.app.control.Tone;
import org.understory.app.text.ImageText;
import org.understory.app.text.SizeText;
import org.understory.model.container.Image;
import org.understory.model.container.Image.Layer;
import org.understory.model.container.ImageDiff;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Draws what is known of two images of which at least one is in its registry alone. */
final class ImagesView extends Scroller {
  private final ImageDiff diff;
  private final Times times;
  private final Messages messages;
  private final ImageText words;
  private final SizeText sizes;

  ImagesView(ImageDiff diff, Times times, Messages messages) {
    this.diff = diff;
    this.times = times;
    this.messages = messages;
    words = new ImageText(messages);
    sizes = new SizeText(messages);
    setFitToWidth(true);
    // As high as there is room for, and no lower than its parts.
    setFitToHeight(true);
    Label title = new Label(words.difference(diff));
    title.setId("compare-images-words");
    title.getStyleClass().add("title-4");
    title.setWrapText(true);
    title.setMinHeight(USE_PREF_SIZE);
    Notice notice = new Notice(Tone.ACCENT, "", messages.get("compare.images.files"));
    notice.setMinHeight(USE_PREF_SIZE);
    GridPane facts = facts();
    facts.setMinHeight(USE_PREF_SIZE);
    LinesView layers = new LinesView(layers(), messages.get("compare.images.layers"));
    layers.setId("compare-layers");
    layers.setMinHeight(60);
    VBox.setVgrow(layers, Priority.ALWAYS);
    VBox column = new VBox(14, title, notice, facts, layers);
    column.setId("compare-images");
    column.getStyleClass().add("compare-images");
    setContent(column);
  }

  private GridPane facts() {
    GridPane grid = new GridPane(18, 6);
    ColumnConstraints name = new ColumnConstraints();
    name.setMinWidth(USE_PREF_SIZE);
    ColumnConstraints side = new ColumnConstraints();
    side.setHgrow(Priority.ALWAYS);
    side.setPercentWidth(42);
    grid.getColumnConstraints().addAll(name, side, side);
    grid.addRow(
        0, faint(""), faint(messages.get("compare.from")), faint(messages.get("compare.to")));
    int row = 1;
    row = row(grid, row, "version", version(diff.from()), version(diff.to()));
    row = row(grid, row, "created", created(diff.from()), created(diff.to()));
    row = row(grid, row, "layers", words.layers(diff.from()), words.layers(diff.to()));
    row(grid, row, "digest", digest(diff.from()), digest(diff.to()));
    return grid;
  }

  private int row(GridPane grid, int row, String key, String from, String to) {
    grid.addRow(row, faint(messages.get("compare.images." + key)), plain(from), plain(to));
    return row + 1;
  }

  private static Label faint(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("muted");
    GridPane.setValignment(label, VPos.TOP);
    return label;
  }

  private static Label plain(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinWidth(0);
    label.setMinHeight(USE_PREF_SIZE);
    GridPane.setValignment(label, VPos.TOP);
    return label;
  }

  private String version(Image image) {
    return image.version().map(Sanitizer::line).orElse(messages.get("compare.images.unknown"));
  }

  private static String digest(Image image) {
    return Sanitizer.line(image.digest());
  }

  private String created(Image image) {
    return image.created().isPresent()
        ? times.minute(image.created().getAsLong())
        : messages.get("compare.images.unknown");
  }

  private List<String> layers() {
    List<String> lines = new ArrayList<>();
    add(lines, "compare.images.added", diff.added());
    add(lines, "compare.images.removed", diff.removed());
    add(lines, "compare.images.shared", diff.shared());
    return lines;
  }

  private void add(List<String> lines, String heading, List<Layer> layers) {
    if (layers.isEmpty()) {
      return;
    }
    lines.add(
        messages.get(
            heading, layers.size(), sizes.brief(layers.stream().mapToLong(Layer::size).sum())));
    for (Layer layer : layers) {
      lines.add("  " + Sanitizer.line(layer.digest()) + "  " + sizes.brief(layer.size()));
    }
  }
}
