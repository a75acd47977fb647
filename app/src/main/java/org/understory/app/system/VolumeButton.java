package org.understory.app.system;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.understory.app.control.MenuNote;
import org.understory.app.control.Reasoned;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Lists the USB drives with updates that are there when it is pressed, to look on one of them. */
final class VolumeButton extends Button {
  private final SystemViewModel model;
  private final Messages messages;

  VolumeButton(SystemViewModel model, Messages messages) {
    super(messages.get("system.volume"), new FontIcon(MaterialDesignU.USB_FLASH_DRIVE_OUTLINE));
    this.model = model;
    this.messages = messages;
    setId("check-volume");
    getStyleClass().add(Styles.SMALL);
    setOnAction(event -> model.findVolumes(this::show));
  }

  /** With the reason for which it can't be pressed. */
  Node reasoned() {
    return new Reasoned(this, messages.get("system.volume.tip"), model.updateReasonProperty());
  }

  private void show(List<String> volumes) {
    ContextMenu menu = new ContextMenu();
    if (volumes.isEmpty()) {
      menu.getItems().add(new MenuNote(messages.get("system.volume.none")));
    }
    for (String volume : volumes) {
      MenuItem item = new MenuItem(Sanitizer.line(volume));
      // A line of a menu would take it for the mark of a key.
      item.setMnemonicParsing(false);
      item.setOnAction(event -> model.checkVolume(volume));
      menu.getItems().add(item);
    }
    if (getScene() != null) {
      menu.show(this, Side.BOTTOM, 0, 4);
    }
  }
}
