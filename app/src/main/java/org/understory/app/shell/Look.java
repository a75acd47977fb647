package org.understory.app.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.understory.resources.Assets;

/** The two looks of the window, and putting one on. */
public enum Look {
  LIGHT,
  DARK;

  private static boolean fontsLoaded;

  /** Dresses this scene; to be called on the JavaFX thread, again when look or language change. */
  public void apply(Scene scene, Locale language) {
    loadFonts();
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

  private static void loadFonts() {
    if (!fontsLoaded) {
      fontsLoaded = true;
      for (String font :
          List.of(
              "Inter-Regular.otf",
              "Inter-SemiBold.otf",
              "Inter-Bold.otf",
              "JetBrainsMono-Regular.ttf")) {
        Font.loadFont(Assets.url("fonts/" + font), 14);
      }
    }
  }
}
