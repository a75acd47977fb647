package org.understory.app.flatpak;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.understory.app.control.Chip;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Times;
import org.understory.app.control.Tone;
import org.understory.app.flatpak.VersionsViewModel.Difference;
import org.understory.app.flatpak.VersionsViewModel.Versions;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.ProblemText;
import org.understory.model.flatpak.FileDifference;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.Release;
import org.understory.model.flatpak.ReleaseList;
import org.understory.model.flatpak.VersionChange;
import org.understory.model.operation.Problem;
import org.understory.model.tree.TreeDiff;
import org.understory.resources.Messages;

/** The versions that the server keeps, and what is different in the one that is looked at. */
final class VersionsView extends VBox {
  /** So many are shown at first, and so many more each time. */
  private static final int STEP = 20;

  /** Files that are named; the rest is counted. */
  private static final int FILES = 12;

  private final ApplicationsViewModel model;
  private final Messages messages;
  private final Times times;
  private final VBox body = new VBox(8);
  private int shown = STEP;

  VersionsView(ApplicationsViewModel model, Messages messages, Times times) {
    super(10);
    this.model = model;
    this.messages = messages;
    this.times = times;
    setId("application-versions");
    getStyleClass().add("card");
    Label title = new Label(messages.get("applications.versions"));
    title.getStyleClass().add("strong");
    getChildren().setAll(title, body);
    model.versions().versionsProperty().subscribe(this::fresh);
    model.versions().differenceProperty().subscribe(difference -> show());
    model.selectedProperty().subscribe(selected -> show());
  }

  private void fresh(Versions versions) {
    shown = STEP;
    show();
  }

  private void show() {
    body.getChildren()
        .setAll(
            switch (model.versions().versionsProperty().get()) {
              case Versions.Unasked _ ->
                  List.of(
                      muted(messages.get("applications.versions.text")),
                      button("applications.ask", "application-ask", model.versions()::ask));
              case Versions.Asking _ ->
                  List.of(
                      muted(messages.get("applications.asking")),
                      button("shell.cancel", "application-ask-stop", model.versions()::stop));
              case Versions.Failed(Problem problem) ->
                  List.of(
                      muted(new ProblemText(messages).sentence(problem)),
                      button("shell.again", "application-ask", model.versions()::ask));
              case Versions.Known(ReleaseList list) -> rows(list);
            });
  }

  private Button button(String key, String id, Runnable action) {
    Button button = new Button(messages.get(key));
    button.setId(id);
    button.getStyleClass().add(Styles.SMALL);
    button.setOnAction(event -> action.run());
    return button;
  }

  private List<Node> rows(ReleaseList list) {
    List<Node> rows = new ArrayList<>();
    Optional<Installed> now = model.selectedProperty().get();
    list.releases().stream()
        .limit(shown)
        .forEach(
            each -> {
              boolean here = now.filter(it -> it.commit().equals(each.commit())).isPresent();
              rows.add(row(each, here));
              difference(each).ifPresent(rows::add);
            });
    if (list.releases().size() > shown) {
      rows.add(
          button(
              "applications.more",
              "application-more",
              () -> {
                shown += STEP;
                show();
              }));
    }
    if (now.filter(it -> list.find(it.commit()).isEmpty()).isPresent()) {
      rows.add(muted(messages.get("applications.not-listed")));
    }
    return rows;
  }

  private Node row(Release release, boolean here) {
    String when =
        release.time() == 0 ? messages.get("applications.undated") : times.minute(release.time());
    Label time = new Label(when);
    time.setMinWidth(0);
    Label subject = new Label(line(release.subject()));
    subject.getStyleClass().add("muted");
    subject.setMinWidth(0);
    Label commit = new Label(release.commit().brief());
    commit.getStyleClass().addAll("mono", "muted");
    commit.setMinWidth(USE_PREF_SIZE);
    VBox words = new VBox(2, time, new HBox(12, subject, commit));
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox row = new HBox(12, words);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("version-row");
    if (here) {
      row.getChildren()
          .add(
              new Chip(
                  messages.get("applications.installed"),
                  messages.get("applications.installed.tip"),
                  Tone.SUCCESS));
    } else {
      Button look = new Button(messages.get("applications.look"));
      look.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
      look.setId("version-look-" + release.commit().brief());
      look.setAccessibleText(messages.get("applications.look.of", when));
      look.setGraphic(new FontIcon(MaterialDesignC.COMPARE_HORIZONTAL));
      look.setMinWidth(USE_PREF_SIZE);
      look.setOnAction(event -> model.versions().compare(release));
      row.getChildren().add(look);
    }
    return row;
  }

  private Optional<Node> difference(Release release) {
    return switch (model.versions().differenceProperty().get()) {
      case Difference.Asking(Release of) when of.equals(release) ->
          Optional.of(box(List.of(muted(messages.get("applications.asking")))));
      case Difference.Failed(Release of, Problem problem) when of.equals(release) ->
          Optional.of(box(List.of(muted(new ProblemText(messages).sentence(problem)))));
      case Difference.Told(Release of, VersionChange change, FileDifference files)
          when of.equals(release) ->
          Optional.of(box(told(of, change, files)));
      default -> Optional.empty();
    };
  }

  private static Node box(List<Node> nodes) {
    VBox box = new VBox(6);
    box.getStyleClass().add("version-difference");
    box.setId("version-difference");
    box.getChildren().setAll(nodes);
    return box;
  }

  private List<Node> told(Release release, VersionChange change, FileDifference files) {
    List<Node> nodes = new ArrayList<>();
    new FlatpakText(messages).changes(change).forEach(each -> nodes.add(plain(each)));
    nodes.addAll(
        switch (files) {
          case FileDifference.Known(TreeDiff diff) -> files(diff);
          case FileDifference.Unknown(Problem why) ->
              List.of(
                  muted(
                      messages.get(
                          "applications.files.unknown", new ProblemText(messages).sentence(why))));
        });
    Button go = button("applications.go-to", "version-go-to", () -> go(release));
    nodes.add(
        new HBox(
            new Reasoned(
                go, messages.get("applications.go-to.tip"), model.changing().reasonProperty())));
    return nodes;
  }

  private List<Node> files(TreeDiff diff) {
    List<Node> nodes = new ArrayList<>();
    TreeDiff.Summary summary = diff.summary();
    nodes.add(
        muted(
            messages.get(
                "applications.files", summary.added(), summary.removed(), summary.modified())));
    diff.changes().stream()
        .limit(FILES)
        .forEach(
            each -> {
              Label path = new Label(line(each.path()));
              path.getStyleClass().addAll("mono", "caption");
              nodes.add(path);
            });
    return nodes;
  }

  private void go(Release release) {
    model.changing().goTo(release, model.versions().known());
  }

  private static Label plain(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    return label;
  }

  private static Label muted(String text) {
    Label label = plain(text);
    label.getStyleClass().add("muted");
    return label;
  }
}
