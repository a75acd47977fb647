package org.understory.app.system;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.understory.app.control.Reasoned;
import org.understory.app.deployment.DeploymentWords;
import org.understory.app.text.NextBootText;
import org.understory.model.system.NextBoot;
import org.understory.resources.Messages;

/** The panel at the top: what runs, what starts next, and why. */
final class NextBootView extends VBox {
  /**
   * @param service whose business updates are, a line each
   * @param update what is newer, a line each
   */
  NextBootView(
      NextBoot boot,
      List<String> service,
      List<String> update,
      SystemViewModel model,
      Messages messages) {
    getStyleClass().addAll("card", "next-boot");
    setId("next-boot");
    Label sentence = new Label(new NextBootText(messages).sentence(boot));
    sentence.setId("next-boot-sentence");
    sentence.setWrapText(true);
    HBox way = new HBox(28);
    way.setAlignment(Pos.CENTER_LEFT);
    boolean unchanged = boot.reason() == NextBoot.Reason.UNCHANGED;
    boot.running()
        .map(DeploymentWords::name)
        .ifPresent(
            now ->
                way.getChildren()
                    .add(step(messages.get(unchanged ? "system.both" : "system.now"), now)));
    if (!unchanged) {
      if (boot.running().isPresent()) {
        FontIcon arrow = new FontIcon(MaterialDesignA.ARROW_RIGHT);
        arrow.getStyleClass().add("way");
        way.getChildren().add(arrow);
      }
      boolean held = boot.reason() == NextBoot.Reason.STAGED_AND_LOCKED;
      boot.next()
          .map(DeploymentWords::name)
          .ifPresent(
              next ->
                  way.getChildren()
                      .add(step(messages.get(held ? "system.held" : "system.next"), next)));
    }
    if (!unchanged && model.canRestart()) {
      Region space = new Region();
      HBox.setHgrow(space, Priority.ALWAYS);
      Button restart =
          new Button(messages.get("change.restart.now"), new FontIcon(MaterialDesignR.RESTART));
      restart.setId("restart");
      restart.setMinWidth(USE_PREF_SIZE);
      restart.setOnAction(event -> model.restart());
      way.getChildren().addAll(space, restart);
    }
    getChildren().addAll(way, sentence);
    if (!update.isEmpty()) {
      getChildren().add(lines("daemon-update", update));
    }
    if (!service.isEmpty()) {
      Label label = lines("update-service", service);
      label.getStyleClass().addAll("muted", "caption");
      getChildren().add(model.refreshes() ? new VBox(8, label, refresh(model, messages)) : label);
    }
  }

  private static Node refresh(SystemViewModel model, Messages messages) {
    Button refresh = new Button(messages.get("system.refresh"));
    refresh.setId("service-refresh");
    refresh.getStyleClass().add(Styles.SMALL);
    refresh.setOnAction(event -> model.refreshService());
    return new HBox(
        new Reasoned(refresh, messages.get("system.refresh.tip"), model.reasonProperty()));
  }

  private static Label lines(String id, List<String> lines) {
    Label label = new Label(String.join("\n", lines));
    label.setId(id);
    label.setWrapText(true);
    return label;
  }

  private static Node step(String caption, String name) {
    Label small = new Label(caption);
    small.getStyleClass().addAll("muted", "caption");
    Label large = new Label(name);
    large.getStyleClass().add("title-1");
    return new VBox(2, small, large);
  }
}
