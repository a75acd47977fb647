package org.understory.app.flatpak;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import org.understory.app.control.ModalSheet;
import org.understory.app.control.Notice;
import org.understory.app.control.SheetCard;
import org.understory.app.control.Tone;
import org.understory.app.flatpak.ApplicationChangeViewModel.Sheet;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.PermissionText;
import org.understory.app.text.SizeText;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Permission.Reach;
import org.understory.model.flatpak.PermissionChange;
import org.understory.model.flatpak.VersionChange;
import org.understory.resources.Messages;

/** What a change of an application will do, over the screen until somebody has answered. */
final class ApplicationSheetLayer extends ModalSheet {
  private final ApplicationChangeViewModel model;
  private final Messages messages;

  ApplicationSheetLayer(ApplicationChangeViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    model.sheetProperty().subscribe(this::show);
  }

  private void show(Sheet sheet) {
    switch (sheet) {
      case Sheet.None _ -> shut();
      case Sheet.Planning(String title) -> open(planning(title));
      case Sheet.Planned planned -> open(planned(planned.plan()));
      case Sheet.Refused refused -> open(refused(refused));
    }
  }

  private SheetCard planning(String title) {
    SheetCard card = new SheetCard(title, false);
    card.setId("application-planning");
    ProgressIndicator turning = new ProgressIndicator();
    turning.setMaxSize(24, 24);
    HBox line = new HBox(12, turning, new Label(messages.get("applications.planning")));
    line.getStyleClass().add("planning-line");
    card.add(line);
    card.buttons(Optional.empty(), cancel("shell.cancel"), Optional.empty());
    return card;
  }

  private SheetCard refused(Sheet.Refused refused) {
    SheetCard card = new SheetCard(refused.title(), false);
    card.setId("application-refused");
    card.add(
        refused.needed()
            ? new Notice(Tone.WARNING, messages.get("change.refused"), refused.why())
            : new Notice(Tone.SUCCESS, "", refused.why()));
    card.buttons(Optional.empty(), cancel("shell.close"), Optional.empty());
    return card;
  }

  private SheetCard planned(FlatpakPlan plan) {
    FlatpakText words = new FlatpakText(messages);
    SheetCard card = new SheetCard(words.title(plan), false);
    card.setId("application-plan");
    words.effects(plan).forEach(each -> card.add(text(each, "application-effect")));
    plan.change().ifPresent(change -> permissions(change, words).forEach(card::add));
    plan.download()
        .ifPresent(
            bytes ->
                card.add(
                    text(
                        messages.get("applications.download", new SizeText(messages).brief(bytes)),
                        "muted")));
    card.add(text(messages.get("applications.undo.possible"), "muted"));
    Button proceed = new Button(messages.get(verb(plan)));
    proceed.setId("application-proceed");
    proceed.getStyleClass().add(Styles.ACCENT);
    proceed.setOnAction(event -> model.proceed());
    card.buttons(Optional.empty(), cancel("shell.cancel"), Optional.of(proceed));
    return card;
  }

  private List<Node> permissions(VersionChange change, FlatpakText words) {
    List<Node> nodes = new ArrayList<>();
    PermissionText text = new PermissionText(messages);
    for (PermissionChange each : change.permissions()) {
      if (each.widens() && each.named().reach() == Reach.WIDE) {
        Notice notice = new Notice(Tone.WARNING, text.sentence(each), "");
        notice.getStyleClass().add("caution");
        nodes.add(notice);
      } else {
        nodes.add(text(text.sentence(each), "application-change"));
      }
    }
    List<String> all = words.changes(change);
    all.subList(change.permissions().size(), all.size())
        .forEach(each -> nodes.add(text(each, "application-change")));
    return nodes;
  }

  private static String verb(FlatpakPlan plan) {
    return switch (plan.kind()) {
      case UPDATE -> "applications.update.verb";
      case GO_TO -> "applications.go-to.verb";
      case HOLD -> "applications.hold.verb";
      case RELEASE -> "applications.release.verb";
    };
  }

  private static Label text(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    label.setWrapText(true);
    return label;
  }

  private Button cancel(String key) {
    Button cancel = new Button(messages.get(key));
    cancel.setId("application-cancel");
    cancel.setOnAction(event -> model.dismiss());
    return cancel;
  }
}
