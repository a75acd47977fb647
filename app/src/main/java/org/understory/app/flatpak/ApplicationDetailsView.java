package org.understory.app.flatpak;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.understory.app.control.Chip;
import org.understory.app.control.Notice;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Scroller;
import org.understory.app.control.Shown;
import org.understory.app.control.Times;
import org.understory.app.control.Tone;
import org.understory.app.flatpak.ApplicationChangeViewModel.Told;
import org.understory.app.state.Result;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.PermissionText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.SizeText;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.Permission;
import org.understory.model.flatpak.Permission.Reach;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/** All of one application: what it is, what it may do, its versions, and changing it. */
final class ApplicationDetailsView extends Scroller {
  private final ApplicationsViewModel model;
  private final Messages messages;
  private final FlatpakText words;
  private final Times times;
  private final VBox head = new VBox(12);
  private final VBox told = new VBox();
  private final VBox facts = new VBox(12);
  private final VBox permissions = new VBox(6);

  ApplicationDetailsView(ApplicationsViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    words = new FlatpakText(messages);
    times = new Times(messages, model.clock());
    getStyleClass().add("application-details");
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    permissions.setId("application-permissions");
    VBox may = new VBox(10, heading("applications.may"), permissions);
    may.getStyleClass().add("card");
    VBox all = new VBox(16, head, told, facts, may, new VersionsView(model, messages, times));
    all.getStyleClass().add("application-all");
    setContent(all);
    model.selectedProperty().subscribe(this::show);
    model.versions().permissionsProperty().subscribe(this::permit);
    model.changing().toldProperty().subscribe(this::tell);
  }

  private Label heading(String key) {
    Label heading = new Label(messages.get(key));
    heading.getStyleClass().add("strong");
    return heading;
  }

  private void show(Optional<Installed> selected) {
    Shown.set(getContent(), selected.isPresent());
    selected.ifPresent(
        installed -> {
          head.getChildren().setAll(title(installed), actions(installed));
          facts.getChildren().setAll(table(installed));
        });
  }

  private Node title(Installed installed) {
    Label name = new Label(words.name(installed));
    name.setId("application-name");
    name.getStyleClass().add("title-2");
    name.setWrapText(true);
    HBox row = new HBox(12, name);
    row.setAlignment(Pos.CENTER_LEFT);
    if (installed.held()) {
      Chip chip =
          new Chip(
              messages.get("applications.held"),
              messages.get("applications.held.tip"),
              Tone.ACCENT);
      chip.setId("application-is-held");
      row.getChildren().add(chip);
    }
    installed
        .about()
        .endOfLife()
        .ifPresent(
            why ->
                row.getChildren()
                    .add(new Chip(messages.get("applications.end"), line(why), Tone.WARNING)));
    Label id = new Label(line(installed.ref().name()));
    id.getStyleClass().addAll("mono", "muted");
    id.setWrapText(true);
    return new VBox(4, row, id);
  }

  private Node actions(Installed installed) {
    Button update = button("update", MaterialDesignU.UPDATE);
    update.setOnAction(event -> model.changing().update());
    Button hold =
        installed.held()
            ? button("release", MaterialDesignP.PIN_OFF_OUTLINE)
            : button("hold", MaterialDesignP.PIN_OUTLINE);
    hold.setOnAction(event -> model.changing().hold(!installed.held()));
    FlowPane row =
        new FlowPane(
            8,
            8,
            reasoned(update, "update"),
            reasoned(hold, installed.held() ? "release" : "hold"));
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private Button button(String key, Ikon symbol) {
    Button button = new Button(messages.get("applications." + key), new FontIcon(symbol));
    button.setId("application-" + key);
    button.getStyleClass().add(Styles.SMALL);
    return button;
  }

  private Node reasoned(Button button, String key) {
    return new Reasoned(
        button, messages.get("applications." + key + ".tip"), model.changing().reasonProperty());
  }

  private Node table(Installed installed) {
    GridPane grid = new GridPane(20, 6);
    grid.setId("application-facts");
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().setAll(new ColumnConstraints(), values);
    installed.about().version().ifPresent(text -> row(grid, "version", line(text), false));
    row(grid, "commit", installed.commit().brief(), true);
    installed.time().ifPresent(time -> row(grid, "time", times.minute(time), false));
    row(grid, "place", words.place(installed.installation()), false);
    row(grid, "origin", line(installed.origin()), false);
    row(grid, "size", new SizeText(messages).brief(installed.size()), false);
    installed.about().runtime().ifPresent(text -> row(grid, "runtime", line(text), true));
    VBox card = new VBox(grid);
    card.getStyleClass().add("card");
    return card;
  }

  private void row(GridPane grid, String key, String value, boolean exact) {
    Label name = new Label(messages.get("applications.fact." + key));
    name.getStyleClass().add("muted");
    name.setMinWidth(USE_PREF_SIZE);
    GridPane.setValignment(name, VPos.TOP);
    Label text = new Label(value);
    text.setWrapText(true);
    if (exact) {
      text.getStyleClass().add("mono");
    }
    grid.addRow(grid.getRowCount(), name, text);
  }

  private void permit(Optional<Result<List<Permission>>> known) {
    permissions
        .getChildren()
        .setAll(
            switch (known.orElseGet(Result.Cancelled::new)) {
              case Result.Done<List<Permission>>(List<Permission> list) ->
                  list.isEmpty()
                      ? List.of(muted(messages.get("applications.may.nothing")))
                      : list.stream().map(this::permission).toList();
              case Result.Failed<List<Permission>>(Problem problem) ->
                  List.of(muted(new ProblemText(messages).sentence(problem)));
              case Result.Cancelled<List<Permission>> _ -> List.of();
            });
  }

  private Node permission(Permission permission) {
    boolean wide = permission.reach() == Reach.WIDE;
    FontIcon symbol = new FontIcon(wide ? MaterialDesignA.ALERT_OUTLINE : MaterialDesignC.CHECK);
    Label label = new Label(new PermissionText(messages).sentence(permission), symbol);
    label.getStyleClass().addAll("permission", wide ? "wide" : "narrow");
    label.setWrapText(true);
    return label;
  }

  private static Label muted(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("muted");
    label.setWrapText(true);
    return label;
  }

  private void tell(Optional<Told> end) {
    Shown.set(told, end.isPresent());
    told.getChildren().setAll(end.stream().map(this::notice).toList());
  }

  private Node notice(Told end) {
    Button close = new Button(messages.get("change.dismiss"));
    close.setId("application-told-close");
    close.setOnAction(event -> model.changing().closeTold());
    Button undo = new Button(messages.get("change.undo"), new FontIcon(MaterialDesignU.UNDO));
    undo.setId("application-undo");
    undo.setOnAction(event -> model.changing().undo());
    Notice notice =
        new Notice(
            end.failed() ? Tone.DANGER : Tone.SUCCESS,
            "",
            end.text(),
            end.undo() ? new Node[] {undo, close} : new Node[] {close});
    notice.setId("application-told");
    return notice;
  }
}
