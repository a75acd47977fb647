package org.understory.app.storage;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.understory.app.control.ChoicePicker;
import org.understory.app.control.PathBar;
import org.understory.app.control.Tip;
import org.understory.app.control.Treemap;
import org.understory.app.control.Treemap.Tile;
import org.understory.model.storage.SizedFolder;
import org.understory.model.system.Deployment;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** What is large in a deployment, folder by folder. */
final class FolderMapView extends VBox {
  private static final double HEIGHT = 360;

  /** Colours that there are for folders. */
  private static final int COLOURS = 8;

  private final StorageViewModel model;
  private final StorageWords words;
  private final Messages messages;
  private final ChoicePicker<Deployment> picker;
  private final PathBar path;
  private final Treemap map = new Treemap();
  private final Label summary = new Label();

  FolderMapView(StorageViewModel model, StorageWords words, Messages messages) {
    this.model = model;
    this.words = words;
    this.messages = messages;
    picker =
        new ChoicePicker<>(
            new ChoicePicker.Prompts(
                messages.get("storage.folders.of"),
                messages.get("storage.folders.none"),
                messages.get("storage.folders.search"),
                messages.get("storage.folders.no-match")),
            each ->
                new ChoicePicker.Words(
                    "", words.name(each), each.checksum().brief() + "." + each.serial()),
            typed -> Optional.empty());
    picker.setId("storage-of");
    picker.setOnPick(model::choose);
    picker.setPrefWidth(280);
    picker.setMinWidth(200);
    path = new PathBar(Sanitizer::line, messages.get("storage.folders.path"));
    path.setOnGo(model::open);
    HBox.setHgrow(path, Priority.ALWAYS);
    map.setId("storage-map");
    map.setMinHeight(HEIGHT);
    map.setPrefHeight(HEIGHT);
    map.setOnUp(model::up);
    summary.getStyleClass().add("muted");
    summary.setMinWidth(USE_PREF_SIZE);
    Label title = new Label(messages.get("storage.folders"));
    title.getStyleClass().add("strong");
    HBox.setHgrow(picker, Priority.SOMETIMES);
    Button browse = new Button(messages.get("storage.folders.browse"));
    browse.setId("storage-browse");
    browse.getStyleClass().add(Styles.SMALL);
    browse.setTooltip(new Tip(messages.get("storage.folders.browse.tip")));
    browse.setMinWidth(USE_PREF_SIZE);
    browse.setOnAction(event -> model.browse());
    HBox head = row(title, grow(), picker);
    HBox where = row(path, summary, browse);
    getStyleClass().add("card");
    setSpacing(10);
    getChildren().setAll(head, where, map);
    model.chosenProperty().subscribe(chosen -> picker.valueProperty().set(chosen));
    model.folderProperty().subscribe(this::show);
  }

  /** With these to choose from. */
  Node of(List<Deployment> deployments) {
    picker.choices().setAll(deployments);
    return this;
  }

  private static HBox row(Node... nodes) {
    HBox row = new HBox(12, nodes);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private static Node grow() {
    HBox space = new HBox();
    HBox.setHgrow(space, Priority.ALWAYS);
    return space;
  }

  private void show(Optional<SizedFolder> folder) {
    path.pathProperty().set(folder.map(SizedFolder::path).orElse("/"));
    summary.setText(
        folder
            .map(it -> words.size(it.bytes()))
            .orElseGet(() -> messages.get("storage.folders.adding")));
    map.setTiles(folder.map((Function<SizedFolder, List<Tile>>) this::tiles).orElse(List.of()));
  }

  private List<Tile> tiles(SizedFolder folder) {
    List<Tile> tiles = new ArrayList<>();
    for (SizedFolder each : folder.inside()) {
      tiles.add(tile(each, folder.bytes(), tiles.size()));
    }
    if (folder.rest() > 0) {
      String name = messages.get("storage.folders.rest");
      String size = words.size(folder.rest());
      tiles.add(
          new Tile(
              name,
              size,
              folder.rest(),
              messages.get("storage.folders.rest.tip", size),
              "tile-file",
              false,
              () -> {}));
    }
    return tiles;
  }

  private Tile tile(SizedFolder each, long whole, int place) {
    String name = Sanitizer.line(each.name());
    String size = words.size(each.bytes());
    long percent = Math.round(100.0 * each.bytes() / Math.max(1, whole));
    boolean opens = each.folder() && !each.inside().isEmpty();
    return new Tile(
        each.folder() ? name + "/" : name,
        size,
        each.bytes(),
        messages.get(opens ? "storage.tile.opens" : "storage.tile", name, size, percent),
        each.folder() ? "tile-" + place % COLOURS : "tile-file",
        opens,
        opens ? () -> model.open(each.path()) : () -> {});
  }
}
