package org.understory.app.shell;

import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.understory.app.bisect.BisectBanner;
import org.understory.app.bisect.BisectLayer;
import org.understory.app.change.BusyBanner;
import org.understory.app.change.SheetLayer;
import org.understory.app.change.ToastLayer;
import org.understory.app.change.TroubleBanner;
import org.understory.app.control.Shown;
import org.understory.app.control.Times;
import org.understory.app.settings.Preferences;
import org.understory.resources.Messages;

/** The root of the window's scene. */
public final class ShellView extends StackPane implements AutoCloseable {
  private final ShellViewModel model;
  private final ScreenHost host;
  private final Messages messages;
  private final KeysPage keys;
  private final Ahead ahead;
  private final ToastLayer toasts;
  private final StackPane body = new StackPane();

  /** Builds the frame; screens are built when they are first shown. */
  public ShellView(
      ShellViewModel model,
      ScreenContext context,
      Preferences preferences,
      Map<Place, Supplier<Screen>> screens) {
    this.model = model;
    this.messages = context.messages();
    getStyleClass().add("shell");
    host = new ScreenHost(screens);
    MainMenu menu = new MainMenu(model, context, messages);
    body.getChildren().add(host);
    toasts = new ToastLayer(context.changes(), messages);
    BorderPane frame = new BorderPane(new StackPane(body, toasts));
    frame.setTop(
        new VBox(
            new Header(model, messages, menu),
            new ProblemBanner(model, messages),
            new BisectBanner(context.bisect(), messages),
            new BusyBanner(context.changes().others(), messages),
            new TroubleBanner(context.changes(), messages)));
    frame.setBottom(new ProgressStrip(context.background(), messages));
    keys = new KeysPage(model, messages);
    SheetLayer sheets =
        new SheetLayer(
            context.changes(),
            messages,
            told -> context.navigation().go(Destination.configuration(told.from(), told.to())));
    BisectLayer guide =
        new BisectLayer(
            context.bisect(),
            messages,
            new Times(messages, context.clock()),
            (good, bad) -> context.navigation().go(Destination.compare(good, bad)));
    getChildren().setAll(frame, guide, sheets, keys);
    ahead = new Ahead(this, this::prepare);
    new Keys(model, host, toasts::focusToast).listen(this);
    model.pageProperty().subscribe(this::show);
    model
        .navigation()
        .currentProperty()
        .subscribe(
            destination -> {
              if (model.pageProperty().getValue() == ShellViewModel.Page.SCREEN) {
                host.show(destination);
              }
            });
  }

  /** The screens stay in the scene: put in again, all that is on them would be styled anew. */
  private void show(ShellViewModel.Page page) {
    Node shown =
        switch (page) {
          case OPENING -> new OpeningPage(model, messages);
          case FAILED, NOTHING -> new ClosedPage(model, messages);
          case SCREEN -> host;
        };
    body.getChildren().removeIf(node -> !node.equals(host));
    if (!shown.equals(host)) {
      body.getChildren().add(shown);
    }
    Shown.only(shown, body.getChildren());
    if (page == ShellViewModel.Page.SCREEN) {
      // Only now: a screen takes the keyboard, and while it is hidden nothing can.
      host.show(model.navigation().currentProperty().get());
      ahead.wake();
    }
  }

  /** From now on screens may be built before they are asked for, while nobody does anything. */
  public void buildAhead() {
    ahead.allow();
  }

  private boolean prepare() {
    return model.pageProperty().getValue() == ShellViewModel.Page.SCREEN
        && (host.prepare() || keys.prepare(getWidth(), getHeight()));
  }

  @Override
  public void close() {
    ahead.stop();
    host.close();
  }
}
