package org.understory.app.flatpak;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.understory.app.control.Notice;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Shown;
import org.understory.app.control.StatePage;
import org.understory.app.control.Tone;
import org.understory.app.flatpak.ApplicationsViewModel.Content;
import org.understory.app.text.ProblemText;
import org.understory.model.flatpak.FlatpakRef.Kind;
import org.understory.model.flatpak.Installed;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/** A list of applications at the left, and all of one at the right. */
final class ApplicationsView extends StackPane {
  private static final double SHARE = 0.33;

  private final ApplicationsViewModel model;
  private final Messages messages;
  private final CustomTextField field = new CustomTextField();
  private final ListView<Installed> list = new ListView<>();
  private final VBox troubles = new VBox(8);
  private final SplitPane both;

  ApplicationsView(ApplicationsViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("applications-view");
    getStyleClass().add("applications");
    both = new SplitPane(left(), new ApplicationDetailsView(model, messages));
    both.setDividerPositions(SHARE);
    getChildren()
        .setAll(
            both,
            new ApplicationSheetLayer(model.changing(), messages),
            new TogetherSheet(model.together(), model.changing()::undo, messages));
    model.contentProperty().subscribe(this::show);
    model.selectedProperty().subscribe(this::follow);
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            chosen -> {
              if (chosen != null
                  && model.selectedProperty().get().filter(chosen::equals).isEmpty()) {
                model.select(chosen);
              }
            });
  }

  /** Puts the keyboard where one searches. */
  void find() {
    field.requestFocus();
    field.selectAll();
  }

  private Node left() {
    Label title = new Label(messages.get("applications.title"));
    title.getStyleClass().add("pane-title");
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    HBox head = new HBox(title, updateAll());
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("applications-head");
    field.setId("applications-search");
    field.setPromptText(messages.get("applications.search"));
    field.setAccessibleText(messages.get("applications.search"));
    field.setLeft(new FontIcon(MaterialDesignM.MAGNIFY));
    field.textProperty().bindBidirectional(model.queryProperty());
    field.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.DOWN) {
            list.requestFocus();
            event.consume();
          } else if (event.getCode() == KeyCode.ESCAPE && !field.getText().isEmpty()) {
            field.clear();
            event.consume();
          }
        });
    list.setId("applications-list");
    list.getStyleClass().add("applications-list");
    list.setAccessibleText(messages.get("applications.title"));
    list.setFixedCellSize(58);
    list.setCellFactory(view -> new ApplicationCell(messages));
    list.setPlaceholder(new Label(messages.get("applications.no-match")));
    VBox.setVgrow(list, Priority.ALWAYS);
    VBox top = new VBox(10, field, kinds());
    top.getStyleClass().add("applications-top");
    VBox left = new VBox(head, top, troubles, list);
    left.getStyleClass().add("tips");
    left.setMinWidth(220);
    // What a window gave it while it was wide would be missing beside it once that is narrow.
    left.setMaxWidth(280);
    return left;
  }

  private Node updateAll() {
    Button all = new Button(messages.get("applications.all"), new FontIcon(MaterialDesignU.UPDATE));
    all.setId("applications-update-all");
    all.getStyleClass().add(Styles.SMALL);
    all.setMinWidth(USE_PREF_SIZE);
    all.setOnAction(event -> model.together().ask());
    return new Reasoned(
        all, messages.get("applications.all.tip"), model.changing().reasonProperty());
  }

  private Node kinds() {
    ToggleGroup group = new ToggleGroup();
    HBox row = new HBox(6);
    row.setAlignment(Pos.CENTER_LEFT);
    for (Kind kind : Kind.values()) {
      String key = kind.name().toLowerCase(Locale.ROOT);
      ToggleButton chip = new ToggleButton(messages.get("applications.kind." + key));
      chip.getStyleClass().add("filter-chip");
      chip.setId("applications-kind-" + key);
      chip.setToggleGroup(group);
      chip.setSelected(kind == model.kindProperty().get());
      chip.setOnAction(
          event -> {
            // One of a group can be switched off; one of these is always on.
            chip.setSelected(true);
            model.kindProperty().set(kind);
          });
      row.getChildren().add(chip);
    }
    return row;
  }

  private void show(Content content) {
    getChildren().removeIf(node -> node instanceof StatePage);
    Shown.set(both, content instanceof Content.Listed);
    switch (content) {
      case Content.Waiting _ -> {}
      case Content.Nothing(boolean here, List<Problem> problems) -> {
        String key = here ? "applications.none" : "applications.missing";
        String why =
            problems.isEmpty()
                ? messages.get(key + ".text")
                : new ProblemText(messages).sentence(problems.getFirst());
        getChildren()
            .addFirst(
                new StatePage(MaterialDesignP.PACKAGE_VARIANT_CLOSED, messages.get(key), why));
      }
      case Content.Listed(List<Installed> shown, List<Problem> problems) -> {
        list.getItems().setAll(shown);
        follow(model.selectedProperty().get());
        troubles
            .getChildren()
            .setAll(
                problems.stream()
                    .limit(3)
                    .map(
                        each ->
                            new Notice(Tone.WARNING, "", new ProblemText(messages).sentence(each)))
                    .toList());
        Shown.set(troubles, !problems.isEmpty());
      }
    }
  }

  private void follow(Optional<Installed> selected) {
    selected
        .map(list.getItems()::indexOf)
        .filter(index -> index >= 0)
        .ifPresent(
            index -> {
              if (list.getSelectionModel().getSelectedIndex() != index) {
                list.getSelectionModel().clearAndSelect(index);
                list.scrollTo(index);
              }
            });
  }
}
