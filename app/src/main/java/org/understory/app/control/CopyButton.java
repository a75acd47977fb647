package org.understory.app.control;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** Puts a text on the clipboard, and shows a tick until the pointer or the keyboard leaves it. */
public final class CopyButton extends Button {
  private final FontIcon copy = new FontIcon(MaterialDesignC.CONTENT_COPY);
  private final FontIcon done = new FontIcon(MaterialDesignC.CHECK);

  /** Copies {@code text}; {@code words} say so. */
  public CopyButton(String text, String words) {
    setGraphic(copy);
    getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL, "copy-button");
    setTooltip(new Tip(words));
    setAccessibleText(words);
    setOnAction(
        event -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(text);
          Clipboard.getSystemClipboard().setContent(content);
          setGraphic(done);
        });
    hoverProperty().subscribe(this::settle);
    focusedProperty().subscribe(this::settle);
  }

  private void settle() {
    if (!isHover() && !isFocused()) {
      setGraphic(copy);
    }
  }
}
