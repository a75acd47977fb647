package org.understory.test.ui;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.app.shell.ScreenContext;
import org.understory.model.system.Deployment;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FxHarness;
import org.understory.test.kit.Pictures;

/** Takes pictures of the packages that differ, in a wide and a narrow window. */
final class PackagesPicturesTest {
  static Stream<PictureStyle> styles() {
    return Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)
        .flatMap(locale -> PictureStyle.in(locale).stream());
  }

  @ParameterizedTest
  @MethodSource("styles")
  void packages_are_grouped_and_looked_at_closely(PictureStyle style) throws IOException {
    try (DemoWindow window = DemoWindow.open(style.locale(), Place.COMPARE)) {
      int width = style.locale().equals(Locale.ENGLISH) ? 1000 : 1280;
      Scene scene = window.scene(width, 800);
      FxHarness.run(() -> style.look().apply(scene, style.locale()));
      compare(window);
      style.take(Pictures.draw(scene), "packages");
      FxHarness.run(() -> select(scene));
      window.awaitNodes("#package-body .label", 1);
      style.take(Pictures.draw(scene), "package");
    }
  }

  private static void compare(DemoWindow window) {
    ScreenContext context = window.context();
    FxHarness.run(
        () ->
            context
                .navigation()
                .go(Destination.compare(older(context).checksum(), newer(context).checksum())));
    window.awaitNodes("#topic-packages", 1);
    FxHarness.run(() -> ((ToggleButton) window.shell().lookup("#topic-packages")).fire());
    window.awaitNodes("#packages-table .tree-table-row-cell", 5);
  }

  /** The first package that has an advisory, else the first. */
  private static void select(Scene scene) {
    TreeTableView<?> table = (TreeTableView<?>) scene.lookup("#packages-table");
    int row = 1;
    for (int i = 1; i < table.getExpandedItemCount(); i++) {
      if (table.getTreeItem(i).getValue().toString().contains("CVE-")) {
        row = i;
        break;
      }
    }
    table.getSelectionModel().select(row);
    table.fireEvent(
        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
  }

  private static Deployment older(ScreenContext context) {
    return context.state().snapshotProperty().get().flatMap(it -> it.rollback()).orElseThrow();
  }

  private static Deployment newer(ScreenContext context) {
    Optional<Deployment> booted =
        context.state().snapshotProperty().get().flatMap(it -> it.booted());
    return booted.orElseThrow();
  }
}
