package org.understory.app.entry;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.understory.app.control.LinesView;
import org.understory.app.control.Notice;
import org.understory.app.control.Tip;
import org.understory.app.control.Tone;
import org.understory.app.text.ProblemText;
import org.understory.resources.Messages;
import org.understory.store.repo.Verification;

/** Draws what is inside an entry: text, bytes, where a link points, or what is wrong. */
public final class PreviewView extends VBox {
  private final Messages messages;
  private final ProblemText problems;
  private final BooleanProperty hex = new SimpleBooleanProperty();

  /** Follows this preview. */
  public PreviewView(ObservableValue<Preview> preview, Messages messages) {
    this.messages = messages;
    this.problems = new ProblemText(messages);
    getStyleClass().add("preview");
    setMinHeight(0);
    preview.subscribe(this::draw);
    hex.subscribe(() -> draw(preview.getValue()));
  }

  private void draw(Preview preview) {
    getChildren()
        .setAll(
            switch (preview) {
              case Preview.Nothing() -> List.<Node>of();
              case Preview.Reading() -> List.<Node>of(waiting());
              case Preview.Content content -> content(content);
              case Preview.EmptyFile() -> List.<Node>of(note("preview.empty"));
              case Preview.Link link -> link(link);
              case Preview.Folder(int folders, int files, int links) ->
                  folders + files + links == 0
                      ? List.<Node>of(note("preview.folder.empty"))
                      : List.<Node>of(note("preview.folder", folders, files, links));
              case Preview.Trouble(var problem) ->
                  List.<Node>of(
                      new Notice(
                          Tone.DANGER,
                          messages.get("preview.trouble"),
                          problems.sentence(problem)));
            });
  }

  private List<Node> content(Preview.Content content) {
    boolean asText = content.text().isPresent() && !hex.get();
    LinesView lines =
        asText
            ? new LinesView(content.text().get().lines(), messages.get("preview.text"))
            : new LinesView(content.hex(), messages.get("preview.hex"));
    VBox.setVgrow(lines, Priority.ALWAYS);
    return List.of(bar(content, asText), lines);
  }

  private Node bar(Preview.Content content, boolean asText) {
    Label what =
        new Label(
            asText
                ? messages.get("preview.text.encoding", content.text().get().encoding().title())
                : messages.get("preview.binary"));
    boolean sound = content.verification() == Verification.VERIFIED;
    Label verified =
        new Label(
            messages.get(sound ? "preview.verified" : "preview.unverified"),
            new FontIcon(
                sound ? MaterialDesignS.SHIELD_CHECK_OUTLINE : MaterialDesignS.SHIELD_OUTLINE));
    verified.getStyleClass().addAll("muted", sound ? "verified" : "unverified");
    verified.setTooltip(
        new Tip(messages.get(sound ? "preview.verified.tip" : "preview.unverified.tip")));
    what.getStyleClass().add("muted");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox bar = new HBox(what);
    bar.getStyleClass().add("preview-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    if (!content.whole()) {
      Label cut = new Label(messages.get("preview.cut"));
      cut.getStyleClass().addAll("chip", Tone.WARNING.style());
      bar.getChildren().add(cut);
    }
    bar.getChildren().addAll(verified, space);
    if (content.text().isPresent()) {
      bar.getChildren().add(choice());
    }
    return bar;
  }

  private Node choice() {
    ToggleGroup group = new ToggleGroup();
    return new HBox(
        toggle("preview.as-text", group, Styles.LEFT_PILL, false),
        toggle("preview.as-hex", group, Styles.RIGHT_PILL, true));
  }

  private ToggleButton toggle(String key, ToggleGroup group, String side, boolean bytes) {
    ToggleButton button = new ToggleButton(messages.get(key));
    button.getStyleClass().addAll(side, Styles.SMALL);
    button.setToggleGroup(group);
    button.setSelected(hex.get() == bytes);
    button.setOnAction(
        event -> {
          // A toggle in a group can be switched off; one of the two is always on.
          button.setSelected(true);
          hex.set(bytes);
        });
    return button;
  }

  private List<Node> link(Preview.Link link) {
    return switch (link.destination()) {
      case THERE -> List.of(note("preview.link.there"));
      case MISSING ->
          List.of(
              new Notice(
                  Tone.NEUTRAL,
                  messages.get("preview.link.missing"),
                  messages.get("preview.link.missing.tip")));
      case UNKNOWN -> List.of(note("preview.link.unknown"));
    };
  }

  private Node note(String key, Object... arguments) {
    Label note = new Label(messages.get(key, arguments));
    note.getStyleClass().addAll("muted", "preview-note");
    note.setWrapText(true);
    return note;
  }

  private static Node waiting() {
    ProgressIndicator wheel = new ProgressIndicator();
    wheel.setMaxSize(28, 28);
    StackPane pane = new StackPane(wheel);
    VBox.setVgrow(pane, Priority.ALWAYS);
    return pane;
  }
}
