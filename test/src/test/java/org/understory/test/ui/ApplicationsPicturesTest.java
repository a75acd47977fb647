package org.understory.test.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.model.flatpak.Installed;
import org.understory.test.kit.DemoWindow;
import org.understory.test.kit.FlatpakLab;
import org.understory.test.kit.FlatpakShelf;
import org.understory.test.kit.FxHarness;

/** Takes pictures of the Applications screen with something in it, and of changes. */
final class ApplicationsPicturesTest {
  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void applications_and_what_changes_them_are_more_than_an_empty_frame(String language)
      throws IOException {
    Locale locale = Locale.forLanguageTag(language);
    try (FlatpakShelf shelf = new FlatpakShelf(home);
        DemoWindow window = DemoWindow.build(locale, shelf.changes())) {
      window.openDemo();
      // Where there is least room for eight screens in the header.
      Scene scene = window.scene(locale.equals(Locale.ENGLISH) ? 1000 : 1280, 800);
      PictureStyle.dress(scene, locale);
      window.awaitNodes("#application-name", 1);
      select(window, FlatpakLab.ID);
      window.awaitNodes(".permission", 4);
      window.fire("#application-ask");
      window.awaitNodes(".version-row", 3);
      window.fire("#version-look-" + shelf.lab().versions().get(1).brief());
      window.awaitNodes("#version-go-to", 1);
      PictureStyle.takeAll(scene, locale, "applications");
      window.fire("#version-go-to");
      window.awaitNodes("#application-plan", 1);
      PictureStyle.takeAll(scene, locale, "applications_plan");
      window.fire("#application-cancel");
      together(shelf, window, scene, locale);
    }
  }

  /** Looks at this one. */
  static void select(DemoWindow window, String id) {
    FxHarness.run(
        () -> {
          ListView<?> list = (ListView<?>) window.shell().lookup("#applications-list");
          for (int i = 0; i < list.getItems().size(); i++) {
            if (list.getItems().get(i) instanceof Installed each && each.ref().id().equals(id)) {
              list.getSelectionModel().clearAndSelect(i);
            }
          }
        });
  }

  private static void together(FlatpakShelf shelf, DemoWindow window, Scene scene, Locale locale)
      throws IOException {
    String last = shelf.publishNewer().hex().substring(2);
    String broken = shelf.lab().versions().getLast().hex().substring(2);
    CountDownLatch end = new CountDownLatch(1);
    window.fire("#applications-update-all");
    window.awaitNodes("#applications-proceed", 1);
    PictureStyle.takeAll(scene, locale, "applications_all");
    CountDownLatch begun = new CountDownLatch(1);
    shelf
        .lab()
        .server()
        .breakWith(
            (path, content) -> {
              if (path.contains(last)) {
                begun.countDown();
                end.await();
              }
              return path.contains(broken) ? new byte[0] : content;
            });
    window.fire("#applications-proceed");
    FxHarness.await("the second", () -> begun.getCount() == 0);
    window.awaitNodes(".together-state.done", 1);
    PictureStyle.takeAll(scene, locale, "applications_running");
    window.fire("#applications-stop");
    window.awaitNodes("#applications-undo", 1);
    end.countDown();
    PictureStyle.takeAll(scene, locale, "applications_ended");
    window.fire("#applications-dismiss");
    FxHarness.run(() -> window.context().navigation().go(Destination.of(Place.ACTIVITY)));
    window.awaitNodes(".activity-row", 1);
    PictureStyle.takeAll(scene, locale, "activity_applications");
  }
}
