package org.understory.app.shell;

import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The root of the window's scene. */
public final class ShellView extends BorderPane implements AutoCloseable {
  private final ScreenHost host;

  /** Builds the frame; screens are built when they are first shown. */
  public ShellView(
      ShellViewModel model, ScreenContext context, Map<Place, Supplier<Screen>> screens) {
    getStyleClass().add("shell");
    host = new ScreenHost(screens);
    setTop(new VBox(new Header(model, context.messages(), new Region())));
    setCenter(host);
    setBottom(new ProgressStrip(context.background(), context.messages()));
    model.navigation().currentProperty().subscribe(host::show);
  }

  /** Puts the keyboard where one searches on the screen in front. */
  public void find() {
    host.find();
  }

  @Override
  public void close() {
    host.close();
  }
}
