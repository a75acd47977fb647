package org.understory.app.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Locale;
import javafx.application.Application;
import javafx.scene.Scene;
import org.understory.resources.Assets;

/** The two looks of the window, and putting one on. */
public enum Look {
  LIGHT,
  DARK;

  /** Dresses this scene; to be called on the JavaFX thread, again when look or language change. */
  public void apply(Scene scene, Locale language) {
    Fonts.load();
    String sheet = Assets.url("understory.css");
    // The binary form of the theme: reading the text takes a good part of the time to the first
    // frame.
    Application.setUserAgentStylesheet(
        (this == DARK ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheetBSS());
    scene
        .getStylesheets()
        .setAll(
            language.getLanguage().equals("zh") ? ChineseSheet.of(sheet).orElse(sheet) : sheet,
            Assets.url(this == DARK ? "understory-dark.css" : "understory-light.css"));
  }
}
