package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Scroller;
import org.understory.app.control.Tip;
import org.understory.app.text.ProblemText;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.ChangelogEntry;
import org.understory.resources.Messages;

/** One package that differs, looked at closely: versions, advisories, changelog, its files. */
final class PackageDetailsView extends VBox {
  /** More lines than this nobody reads here. */
  private static final int MAX_ENTRIES = 200;

  private final PackagesViewModel model;
  private final Messages messages;
  private final PackageWords words;
  private final ProblemText problems;
  private final HBox chip = new HBox();
  private final Label title = new Label();
  private final Label versions = new Label();
  private final VBox body = new VBox(14);

  PackageDetailsView(PackagesViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    words = new PackageWords(messages);
    problems = new ProblemText(messages);
    getStyleClass().add("sides");
    title.getStyleClass().add("strong");
    title.setId("package-title");
    title.setMinWidth(0);
    versions.getStyleClass().addAll("mono", "muted");
    versions.setId("package-versions");
    versions.setMinWidth(0);
    body.getStyleClass().add("side");
    body.setId("package-body");
    Scroller scroller = new Scroller(body);
    scroller.getStyleClass().add("column-scroll");
    scroller.setFitToWidth(true);
    VBox.setVgrow(scroller, Priority.ALWAYS);
    getChildren().addAll(head(), scroller);
    model.selectedProperty().subscribe(this::drawHead);
    model.detailsProperty().subscribe(this::drawBody);
  }

  private Node head() {
    chip.setMinWidth(Region.USE_PREF_SIZE);
    chip.setAlignment(Pos.CENTER);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Button files =
        new Button(
            messages.get("compare.packages.files"),
            new FontIcon(MaterialDesignF.FILE_SEARCH_OUTLINE));
    files.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    files.setId("package-files");
    files.setOnAction(event -> model.showFiles());
    Node reasoned =
        new Reasoned(
            files,
            messages.get("compare.packages.files.tip"),
            Bindings.createObjectBinding(this::reason, model.detailsProperty()));
    Button close = new Button("", new FontIcon(MaterialDesignC.CLOSE));
    close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    close.setTooltip(new Tip(messages.get("compare.close")));
    close.setAccessibleText(messages.get("compare.close"));
    close.setId("package-close");
    close.setOnAction(event -> model.select(Optional.empty()));
    HBox head = new HBox(10, chip, title, versions, space, reasoned, close);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("sides-head");
    return head;
  }

  /** Why its files can't be shown. */
  private Optional<String> reason() {
    Optional<PackageDetails> details = model.detailsProperty().get();
    if (details.isEmpty()) {
      return Optional.of(messages.get("compare.packages.looking"));
    }
    return details.get().problem().map(problems::sentence);
  }

  private void drawHead(Optional<PackageChange> change) {
    change.ifPresent(
        it -> {
          chip.getChildren().setAll(words.chip(it.kind()));
          title.setText(line(it.name()));
          versions.setText(
              line(
                  it.before()
                      .flatMap(before -> it.after().map(after -> before + " \u2192 " + after))
                      .or(it::before)
                      .or(it::after)
                      .orElse("")));
        });
  }

  private void drawBody(Optional<PackageDetails> details) {
    body.getChildren().clear();
    details.ifPresent(
        it -> {
          it.change().mark().ifPresent(mark -> body.getChildren().add(words.chip(mark)));
          if (!it.change().advisories().isEmpty()) {
            body.getChildren().add(heading("compare.packages.section.advisories"));
            it.change().advisories().forEach(each -> body.getChildren().add(advisory(each)));
          }
          List<ChangelogEntry> changelog = it.changelog();
          if (!changelog.isEmpty()) {
            body.getChildren().add(heading("compare.packages.section.changelog"));
            changelog.stream()
                .limit(MAX_ENTRIES)
                .forEach(entry -> body.getChildren().add(entry(entry)));
          }
          if (body.getChildren().isEmpty()) {
            Label nothing = new Label(messages.get("compare.packages.nothing-more"));
            nothing.getStyleClass().add("muted");
            nothing.setWrapText(true);
            body.getChildren().add(nothing);
          }
        });
  }

  private Label heading(String key) {
    Label label = new Label(messages.get(key));
    label.getStyleClass().addAll("strong", "muted");
    return label;
  }

  private Node advisory(Advisory advisory) {
    Label id = new Label(line(advisory.id()));
    id.setMinWidth(Region.USE_PREF_SIZE);
    Label references = new Label(line(String.join("  ", advisory.references())));
    references.getStyleClass().addAll("mono", "muted");
    references.setMinWidth(0);
    references.setWrapText(true);
    HBox.setHgrow(references, Priority.ALWAYS);
    HBox row = new HBox(10, words.chip(advisory.severity()), id, references);
    row.setAlignment(Pos.BASELINE_LEFT);
    return row;
  }

  private static Node entry(ChangelogEntry entry) {
    Label author = new Label(line(entry.author()));
    author.getStyleClass().add("muted");
    author.setWrapText(true);
    String text = entry.text().lines().map(it -> line(it)).collect(Collectors.joining("\n"));
    Label said = new Label(text);
    said.setWrapText(true);
    said.setMinHeight(Region.USE_PREF_SIZE);
    return new VBox(3, author, said);
  }
}
