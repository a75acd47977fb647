package org.understory.app.shell;

import java.util.List;
import java.util.Optional;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.understory.resources.Assets;

/** The typefaces and symbols that the program brings with it. */
public final class Fonts {
  private static final List<String> FILES =
      List.of(
          "Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf", "JetBrainsMono-Regular.ttf");

  private static Optional<FontIcon> symbol = Optional.empty();

  private Fonts() {}

  /**
   * Makes them known to JavaFX; returns when they are. May be called before the toolkit has
   * started, on any thread: loading them takes as long as a third of the way from there to the
   * first frame.
   */
  public static synchronized void load() {
    if (symbol.isEmpty()) {
      FILES.forEach(file -> Font.loadFont(Assets.url("fonts/" + file), 14));
      // The first symbol loads the font of all; measuring a text finds the fonts of the system that
      // have what ours lack.
      FontIcon menu = new FontIcon(MaterialDesignM.MENU);
      menu.getLayoutBounds();
      new Text(" ").getLayoutBounds();
      symbol = Optional.of(menu);
    }
  }
}
