package org.understory.app.storage;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.understory.app.control.Column;
import org.understory.app.control.Gradual;
import org.understory.app.control.Notice;
import org.understory.app.control.Reasoned;
import org.understory.app.control.StackedBar;
import org.understory.app.control.StatePage;
import org.understory.app.control.Tone;
import org.understory.app.storage.StorageViewModel.Content;
import org.understory.app.text.ProblemText;
import org.understory.model.storage.BootUse;
import org.understory.model.storage.BootUse.Budget;
import org.understory.model.storage.Usage;
import org.understory.resources.Messages;

/** Bars of what is full, a table of what takes room, a map of folders, and what is wrong. */
final class StorageView extends StackPane {
  private final StorageViewModel model;
  private final Messages messages;
  private final StorageWords words;
  private final Column column = new Column();
  private final Gradual filling = new Gradual(column.items());
  private final FolderMapView map;
  private boolean filled;

  StorageView(StorageViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    this.words = new StorageWords(messages);
    this.map = new FolderMapView(model, words, messages);
    setId("storage-view");
    getChildren().setAll(column);
    model.contentProperty().subscribe(this::show);
  }

  private void show(Content content) {
    if (content instanceof Content.Measured measured) {
      List<Supplier<Node>> nodes = nodes(measured);
      if (filled) {
        filling.fillAtOnce(nodes);
      } else {
        filling.fill(nodes);
      }
      filled = true;
    } else {
      filled = false;
      filling.fillAtOnce(List.of(() -> page(content)));
    }
  }

  private Node page(Content content) {
    Node page =
        switch (content) {
          case Content.Measuring _ -> measuring();
          case Content.Stopped _ ->
              new StatePage(
                  MaterialDesignC.CANCEL,
                  messages.get("storage.stopped"),
                  messages.get("storage.stopped.text"),
                  again());
          case Content.Failed failed ->
              new StatePage(
                  MaterialDesignA.ALERT_OUTLINE,
                  messages.get("storage.failed"),
                  new ProblemText(messages).sentence(failed.problem()),
                  again());
          case Content.Measured _ -> new VBox();
        };
    VBox.setVgrow(page, Priority.ALWAYS);
    return page;
  }

  private Node measuring() {
    ProgressBar bar = new ProgressBar();
    bar.progressProperty().bind(model.progressProperty());
    Button cancel = new Button(messages.get("shell.cancel"));
    cancel.setId("storage-cancel");
    cancel.setOnAction(event -> model.cancel());
    return new StatePage(
        MaterialDesignH.HARDDISK,
        messages.get("storage.measuring"),
        messages.get("storage.measuring.text"),
        bar,
        cancel);
  }

  private Button again() {
    Button again = new Button(messages.get("shell.again"));
    again.setId("storage-again");
    again.setOnAction(event -> model.again());
    return again;
  }

  private List<Supplier<Node>> nodes(Content.Measured measured) {
    List<Supplier<Node>> nodes = new ArrayList<>();
    Usage usage = measured.usage();
    nodes.add(this::heading);
    health(usage, nodes);
    leftovers(usage.repository().health(), nodes);
    measured
        .budget()
        .filter(budget -> !budget.fits())
        .ifPresent(budget -> nodes.add(() -> full(budget, measured)));
    nodes.add(() -> disk(measured));
    if (!usage.deployments().isEmpty()) {
      nodes.add(() -> boot(usage.boot(), measured.budget()));
      nodes.add(
          () ->
              new StorageTable(
                  "deployments",
                  words.deployments(usage, measured.snapshot().deployments()),
                  model,
                  messages));
      nodes.add(() -> map.of(measured.snapshot().deployments()));
    }
    if (!usage.refs().isEmpty()) {
      nodes.add(() -> new StorageTable("branches", words.branches(usage), model, messages));
    }
    return nodes;
  }

  private Node heading() {
    Label title = new Label(messages.get("storage.title"));
    title.getStyleClass().add("title-3");
    Label text = new Label(messages.get("storage.text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    VBox both = new VBox(4, title, text);
    both.setMinWidth(0);
    HBox.setHgrow(both, Priority.ALWAYS);
    Button clean = cleanUp("storage-clean");
    clean.setGraphic(new FontIcon(MaterialDesignB.BROOM));
    HBox row = new HBox(16, both, reasoned(clean, "storage.clean.tip"));
    row.setAlignment(Pos.TOP_LEFT);
    return row;
  }

  private Button cleanUp(String id) {
    Button clean = new Button(messages.get("storage.clean"));
    clean.setId(id);
    clean.getStyleClass().add(Styles.SMALL);
    clean.setOnAction(event -> model.cleanUp());
    return clean;
  }

  private Node reasoned(Button button, String tip) {
    return new Reasoned(button, messages.get(tip), model.reasonProperty());
  }

  private void health(Usage usage, List<Supplier<Node>> nodes) {
    Usage.Health health = usage.repository().health();
    if (!health.incomplete().isEmpty()) {
      nodes.add(
          () -> {
            Button verify =
                new Button(
                    messages.get("storage.verify"),
                    new FontIcon(MaterialDesignS.SHIELD_CHECK_OUTLINE));
            verify.setId("storage-verify");
            verify.getStyleClass().add(Styles.SMALL);
            verify.setOnAction(event -> model.verify());
            return new Notice(
                Tone.WARNING,
                messages.get("storage.incomplete", health.incomplete().size()),
                messages.get("storage.incomplete.text"),
                reasoned(verify, "storage.verify.tip"));
          });
    }
    if (!health.partial().isEmpty()) {
      nodes.add(
          () ->
              new Notice(
                  Tone.NEUTRAL,
                  messages.get("storage.partial", health.partial().size()),
                  messages.get("storage.partial.text")));
    }
    long waste = usage.repository().unneeded();
    if (waste > 0) {
      nodes.add(
          () ->
              new Notice(
                  Tone.NEUTRAL,
                  messages.get("storage.unneeded", words.size(waste)),
                  messages.get("storage.unneeded.text"),
                  reasoned(cleanUp("storage-clean-notice"), "storage.clean.tip")));
    }
  }

  private void leftovers(Usage.Health health, List<Supplier<Node>> nodes) {
    if (health.leftovers() > 0) {
      nodes.add(
          () ->
              new Notice(
                  Tone.NEUTRAL,
                  messages.get("storage.leftovers", words.size(health.leftovers())),
                  messages.get("storage.leftovers.text")));
    }
  }

  private Node full(Budget budget, Content.Measured measured) {
    String advice = words.advice(budget, measured.snapshot().deployments());
    List<Node> actions = new ArrayList<>();
    if (!budget.remove().isEmpty()) {
      Button remove = new Button(messages.get("storage.remove"));
      remove.setId("storage-make-room");
      remove.getStyleClass().add(Styles.SMALL);
      remove.setOnAction(event -> model.remove(budget.remove()));
      actions.add(reasoned(remove, "storage.remove.tip"));
    }
    return new Notice(
        budget.update().isPresent() ? Tone.DANGER : Tone.WARNING,
        messages.get("storage.boot.full"),
        advice,
        actions.toArray(Node[]::new));
  }

  private Node disk(Content.Measured measured) {
    Usage usage = measured.usage();
    List<StackedBar.Part> system = words.system(usage, measured.snapshot().deployments());
    StackedBar disk =
        new StackedBar(messages.get("storage.disk"), words.free(usage.disk()), words.disk(usage));
    disk.setId("storage-disk");
    StackedBar parts = new StackedBar(messages.get("storage.system"), words.sum(system), system);
    parts.setId("storage-system");
    return card(disk, parts);
  }

  private Node boot(Optional<BootUse> boot, Optional<Budget> budget) {
    if (boot.isEmpty() || budget.isEmpty()) {
      return new Notice(
          Tone.NEUTRAL,
          messages.get("storage.boot.unreadable"),
          messages.get("storage.boot.unreadable.text"));
    }
    String summary =
        boot.get().separate() ? words.free(boot.get().volume()) : messages.get("storage.boot.same");
    StackedBar bar =
        new StackedBar(messages.get("storage.boot"), summary, words.boot(boot.get(), budget.get()));
    bar.setId("storage-boot");
    Label next = new Label(words.budget(budget.get()));
    next.setId("storage-next");
    next.getStyleClass().add("muted");
    next.setWrapText(true);
    return card(bar, next);
  }

  private static VBox card(Node... nodes) {
    VBox card = new VBox(20, nodes);
    card.getStyleClass().add("card");
    return card;
  }
}
